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
