import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/platform/db/embedded/start-embedded.ts'

// One PostgreSQL for all tests of a run, without fsync; its connection travels as TEST_DATABASE.
const folder = mkdtempSync(join(tmpdir(), 'yorube-test-'))
const database = await startEmbedded({
  dataDir: folder,
  fsync: false,
  sharedBuffers: '128MB',
  log: () => undefined,
})
const vitest = realpathSync(join(import.meta.dirname, '../node_modules/.bin/vitest'))
// The tests on a database are two projects: see vitest.config.ts.
const options = process.argv
  .slice(2)
  .flatMap((word, index, all) =>
    word === 'db' && all[index - 1] === '--project' ? [word, '--project', 'db-alone'] : [word],
  )
const running = spawn(process.execPath, [vitest, 'run', ...options], {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE: JSON.stringify({ ...database.connection, port: 5432, ssl: false }) },
})
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => running.kill(signal))
process.on('SIGINT', () => undefined)
const [code] = await once(running, 'exit')
await database.stop()
rmSync(folder, { recursive: true, force: true })
process.exit(code ?? 1)
