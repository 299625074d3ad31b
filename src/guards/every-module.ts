/** Evaluates every file of every module, so that the registries (use-cases, entrances, record kinds) are full. */
export async function loadEveryModule(): Promise<Record<string, unknown>[]> {
  const files = import.meta.glob<Record<string, unknown>>([
    '../modules/**/*.ts',
    '!../modules/**/web/**',
    '!../modules/**/*.test.ts',
    // Programs of child processes, which begin to work when they are read.
    '!../modules/**/*-child.ts',
    '!../modules/**/testing.ts',
    '!../modules/**/testing/**',
  ])
  return Promise.all(Object.values(files).map((load) => load()))
}

/** Every short word in what the modules export (code lists, mostly), to satisfy fields that take a code. */
export async function knownCodes(): Promise<readonly string[]> {
  const words = new Set<string>()
  const collect = (value: unknown, depth: number) => {
    if (typeof value === 'string' && /^[a-z][\w-]*$/i.test(value)) words.add(value)
    else if (depth > 0 && value !== null && typeof value === 'object' && !('_zod' in value))
      for (const [key, inner] of value instanceof Map ? value : Object.entries(value)) {
        collect(key, 0)
        collect(inner, depth - 1)
      }
  }
  for (const module of await loadEveryModule()) for (const value of Object.values(module)) collect(value, 4)
  return [...words]
}
