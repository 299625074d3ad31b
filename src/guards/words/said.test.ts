import { expect, test } from 'vitest'
import { saidOn, whyNotSaid } from './said.ts'

test('what a page says is its texts and what a screen reader hears, not its scripts and keys', () => {
  const page =
    '<html lang="ja"><script>let code_name</script><p title="題">文 &amp; 字<!-- x --></p><kbd>Alt M</kbd>' +
    '<button aria-label="閉じる"></button><a lang="en" href="/">English</a></html>'
  expect(saidOn(page)).toEqual(['文 & 字', '題', '閉じる'])
})

test.each([
  ['2026-11-21', 'a day of machines'],
  ['case.show-for-edit', 'a code'],
  ['not_asked', 'a code'],
  ['{count}件', 'a slot'],
  ['undefined', 'nothing'],
  ['00000000-0000-4000-8000-000000000000', 'an id'],
  ['ja', 'English'],
  ['Waiting', 'English'],
])('%s on a Japanese page is %s', (text, why) => {
  expect(whyNotSaid(text, 'ja')).toBe(why)
})

test('what belongs there is let be', () => {
  for (const text of ['R8.11.21（土）', 'CSVで書き出す', 'DV防止法', '令和8年', 'Alt 1', 'CNRY00A1'])
    expect([text, whyNotSaid(text, 'ja')]).toEqual([text, undefined])
  for (const text of ['21 Nov 2026', 'See the case', '“quoted” – and so on'])
    expect([text, whyNotSaid(text, 'en')]).toEqual([text, undefined])
  expect(whyNotSaid('担当', 'en')).toBe('Japanese')
  expect(whyNotSaid('A、B', 'en')).toBe('Japanese')
})
