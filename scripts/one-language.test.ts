import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a build begins where no sentences were written yet, as in a fresh clone', () => {
  const plugin = join(import.meta.dirname, 'one-language.ts')
  const begin = `const { oneLanguage } = await import(${JSON.stringify(plugin)}); oneLanguage().buildStart()`
  // From there the folder of Paraglide's sentences is none.
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', begin], {
    cwd: tmpdir(),
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([0, ''])
})
