/** Evaluates every file of every module, so that the registries (use-cases, entrances, record kinds) are full. */
export async function loadEveryModule(): Promise<void> {
  const files = import.meta.glob([
    '../modules/**/*.ts',
    '!../modules/**/web/**',
    '!../modules/**/*.test.ts',
    // Programs of child processes, which begin to work when they are read.
    '!../modules/**/*-child.ts',
    '!../modules/**/testing.ts',
    '!../modules/**/testing/**',
  ])
  await Promise.all(Object.values(files).map((load) => load()))
}
