import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Who sees a content inside a transaction, before its line is committed. Each answers with less than a content, or seals it again. */
const seesContents = [
  'src/platform/asking.ts',
  'src/platform/compartments.ts',
  'src/platform/drawers.ts',
  'src/platform/opening.ts',
  'src/platform/rewriting.ts',
  'src/platform/sifting.ts',
]

test('nobody else has the vault open a document', () => {
  const root = join(import.meta.dirname, '..', '..')
  const isAsking = (file: string) =>
    /\.(reveal|revealFile|searchPile|searchLines)\(/.test(readFileSync(join(root, file), 'utf8'))
  const files = globSync('src/**/*.{ts,tsx}', { cwd: root })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/^src\/(platform\/vault|guards)\/|\btest(ing)?\b/.test(file))
  expect(files.length).toBeGreaterThan(500)
  expect(files.filter(isAsking).sort()).toEqual(seesContents)
})
