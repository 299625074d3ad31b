import { expect, test } from 'vitest'
import { fileName, fittingName, isProgram } from './file-name.ts'

test.each([
  ['見本の診断書.pdf', '見本の診断書.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\例示\\陳述書.docx', '陳述書.docx'],
  ['架空\r\nX-Evil: 1\u0000.txt', '架空X-Evil: 1.txt'],
  ['写真\u202egpj.exe', '写真gpj.exe'],
  ['  . .名前.  ', '名前'],
  ['か\u3099.txt', 'が.txt'],
  ['\ud800.png', '\ufffd.png'],
  ['..', '-'],
  ['', '-'],
])('%j is kept as %j', (given, kept) => {
  expect(fileName(given)).toBe(kept)
})

test('a very long name keeps its ending', () => {
  const name = fileName(`${'見'.repeat(5000)}.pdf`)
  expect([...name]).toHaveLength(200)
  expect(name.endsWith('見.pdf')).toBe(true)
})

test.each([
  ['診断書.pdf', 'application/pdf', '診断書.pdf'],
  ['写真.JPG', 'image/jpeg', '写真.JPG'],
  ['写真.jpg', 'image/heic', '写真.jpg.heic'],
  ['診断書.pdf', 'application/octet-stream', '診断書.pdf.bin'],
  ['陳述書.docx', 'application/zip', '陳述書.docx'],
  ['陳述書.doc', 'application/x-cfb', '陳述書.doc'],
  ['録音.m4a', 'video/mp4', '録音.m4a'],
  ['記録.txt', 'application/octet-stream', '記録.txt'],
  ['一太郎.jtd', 'application/x-cfb', '一太郎.jtd'],
])('%j of %s is kept as %j: a name does not promise what is not there', (name, type, kept) => {
  expect(fittingName(name, type)).toBe(kept)
})

test('what a computer would run is told by its content and by its ending', () => {
  const run = [
    ['写真.jpg', 'application/x-msdownload'],
    ['請求書.pdf.exe', 'application/octet-stream'],
    ['請求書.ＢＡＴ', 'application/octet-stream'],
    ['a.lnk', 'application/x.ms.shortcut'],
    ['設定.settingcontent-ms', 'application/octet-stream'],
    ['届出.xlsm', 'application/zip'],
    ['お知らせ.html', 'application/octet-stream'],
  ] as const
  expect(run.filter(([name, type]) => !isProgram(name, type))).toEqual([])
  expect(isProgram('診断書.pdf', 'application/pdf')).toBe(false)
})

test('no letter that cannot be seen stands between the dot and the ending when it comes in, to be gone when it goes out', () => {
  for (const unseen of ['\u00ad', '\u061c', '\u180e', '\u200b', '\u2060', '\u206a', '\ufeff', '\u{e0061}']) {
    const name = fileName(`写真.h${unseen}ta`)
    expect([unseen, name, isProgram(name, 'application/octet-stream')]).toEqual([unseen, '写真.hta', true])
  }
})
