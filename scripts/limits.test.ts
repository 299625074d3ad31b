import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs/limits.md'), 'utf8')

/** `| words | 5,000 | `file` name |` */
const rows = [...text.matchAll(/^\| [^|]+ \| ([\d,]+) \| `(src\/[\w./-]+)` (\w+) \|$/gm)].map(
  ([, figure = '', file = '', name = '']) => ({ figure: Number(figure.replaceAll(',', '')), file, name }),
)

/** The number that a name has in a file: `most = 2_000`, `connectMs: 5_000`, `25 * 1024 * 1024`. */
function figureOf(file: string, name: string): number | null {
  const code = readFileSync(join(root, file), 'utf8')
  const found = new RegExp(`\\b${name}\\s*[:=]\\s*([\\d_]+(?: \\* [\\d_]+)*)`).exec(code)?.[1]
  if (!found) return null
  return found.split(' * ').reduce((product, part) => product * Number(part.replaceAll('_', '')), 1)
}

test('every figure that is written down is the one the code has', () => {
  expect(rows.length).toBeGreaterThan(20)
  expect(text.match(/^\| .* \| [\d,]+ \| /gm)?.length).toBe(rows.length)
  const wrong = rows.filter(({ figure, file, name }) => figureOf(file, name) !== figure)
  expect(wrong.map((row) => ({ ...row, inTheCode: figureOf(row.file, row.name) }))).toEqual([])
})

test('so are those in the sentences', () => {
  const said = [
    ['src/platform/vault/argon-gate.ts', 'MAX_WAITING', '50 waiting'],
    ['src/modules/cases/prepare-file.ts', 'atOnce', 'two at a time'],
    ['src/platform/sifting.ts', 'turnMs', 'turns of 4 ms'],
    ['src/modules/accounts/renew-key.ts', 'piece', 'pieces of 2,000'],
    ['src/modules/cases/replace-keys.ts', 'most', '20,000 documents'],
  ] as const
  expect(said.map(([file, name]) => figureOf(file, name))).toEqual([50, 2, 4, 2000, 20_000])
  for (const [, , words] of said) expect(text).toContain(words)
})
