import { defineConfig } from 'vitest/config'
import { CountReporter } from './scripts/count-reporter.ts'

/** Define acts or documents of their own, or ask what all that is loaded has defined. */
const tellsOfItself = [
  'src/guards/**/*.db.test.ts',
  'src/platform/audit/verify/{by-hand,first-time,kept-back,verify}.db.test.ts',
  'src/platform/db/guards.db.test.ts',
  'src/platform/use-case.db.test.ts',
]

const ownPostgres = { testTimeout: 30_000, hookTimeout: 30_000 }

export default defineConfig({
  test: {
    reporters: ['default', new CountReporter()],
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'drills/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts'],
          // A few of them start a PostgreSQL of their own.
          ...ownPostgres,
        },
      },
      {
        test: {
          name: 'db',
          include: ['src/**/*.db.test.ts', 'drills/**/*.db.test.ts'],
          // Times are measured on a machine that does nothing else: `npm run drill -- timing`.
          exclude: [...tellsOfItself, ...(process.env.DRILL ? [] : ['drills/timing/**'])],
          globalSetup: 'src/platform/db/testing/global-setup.ts',
          // Each file copies a database of its own; what is loaded once serves all of them.
          isolate: false,
          ...ownPostgres,
        },
      },
      {
        test: {
          // `--project db` means both (scripts/run-vitest.ts).
          name: 'db-alone',
          include: [...tellsOfItself],
          globalSetup: 'src/platform/db/testing/global-setup.ts',
          ...ownPostgres,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: 'e2e/global-setup.ts',
          // Each with a browser and an instance of its own, after everything else.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
