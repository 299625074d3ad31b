import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * What a browser saves or prints has passed the output gate. The type says so (`Released`, a stamp that only the gate
 * mints); these tests see to it that nobody walks around the type.
 */
const texts = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!../**/*.d.ts', '!../platform/words/generated/**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)
const filesWith = (pattern: RegExp) =>
  Object.entries(texts)
    .filter(([, text]) => pattern.test(text))
    .map(([file]) => file)
    .sort()

test('one file answers with something to save, and it takes only what was released', () => {
  expect(Object.keys(texts).length).toBeGreaterThan(500)
  // The picture door answers `inline`, to pages of ours only.
  expect(filesWith(/content-disposition/i)).toEqual([
    '../modules/cases/api.ts',
    '../platform/documents/released-file.ts',
  ])
  expect(filesWith(/['"`]attachment[;'"`]/)).not.toContain('../modules/cases/api.ts')
  expect(texts['../modules/cases/api.ts']).toContain("'Content-Disposition': 'inline'")
  expect(texts['../platform/documents/released-file.ts']).toMatch(
    /export function releasedFile<Content>\(\s*released: Released<Content>/,
  )
})

test('only pages of the document gate save a file, each from a use-case whose outcome was released', () => {
  expect(filesWith(/\bsaveFile\(|\breleasedFile\(/)).toEqual([
    '../modules/documents/web/export-route.ts',
    '../modules/documents/web/original-route.ts',
    '../platform/http/page.ts',
  ])
})

/** What is not released and may be printed all the same, each with its reason. */
const printable: Readonly<Record<string, string>> = {
  '../ui/record/released-sheet.tsx': 'released: takes nothing else',
  '../modules/consultations/web/blank-sheet.tsx': 'blank: the empty form for outages, without any data',
  '../modules/accounts/web/letter-sheet.tsx':
    'own-account: the newcomer’s letter; who printed it stands in the record',
  '../modules/accounts/web/codes-sheet.tsx': 'own-account: her own card and codes, shown once and to her',
  '../modules/accounts/web/kit-sheets.tsx':
    'recovery: one of three that open nothing alone, and nothing of anybody; who made them stands in the record',
}

test('paper shows what was released, and what says nothing of anybody', () => {
  expect(filesWith(/data-paper=/)).toEqual(Object.keys(printable).sort())
  for (const [file, reason] of Object.entries(printable))
    expect(texts[file]).toContain(`data-paper="${reason.split(':')[0]}"`)
  expect(texts['../ui/record/released-sheet.tsx']).toMatch(/released: Released<unknown>/)
})

test('what prints is decided in one style sheet, which begins by hiding everything', () => {
  const source = join(import.meta.dirname, '..')
  const styles = Object.fromEntries(
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => [file, readFileSync(join(source, file), 'utf8')]),
  )
  const deciding = Object.entries(styles).filter(
    ([, text]) => /visibility:\s*visible/.test(text) || /data-paper/.test(text),
  )
  expect(deciding.map(([file]) => file)).toEqual(['ui/styles/print.css'])
  expect(styles['ui/styles/print.css']).toMatch(
    /@media print \{\s*body \* \{\s*visibility: hidden !important;/,
  )
})

test('nothing makes a file in the browser', () => {
  expect(filesWith(/createObjectURL|showSaveFilePicker|\bdownload=|data:text\/csv/)).toEqual([])
})

test('only the register mints a stamp, and only behind it is content called released', () => {
  expect(filesWith(/\bmintStamp\(/)).toEqual([
    '../modules/documents/register-store.ts',
    '../modules/documents/release.ts',
    '../platform/documents/released.ts',
    '../platform/documents/testing.ts',
  ])
  expect(filesWith(/\bas Released\b|\bas ReleaseStamp\b/)).toEqual([
    '../platform/documents/released.ts',
    '../platform/http/page.ts',
  ])
})

test('the bytes of an original are asked for in one place, with a stamp', () => {
  expect(filesWith(/\boriginalOf\(/)).toEqual([
    '../modules/cases/attachment-store.ts',
    '../modules/documents/release-original.ts',
  ])
  expect(texts['../modules/cases/attachment-store.ts']).toMatch(
    /export async function originalOf\([^)]*ReleaseStamp/,
  )
  expect(filesWith(/new SealedBytes\(/)).toEqual(['../modules/cases/attachment-store.ts'])
})
