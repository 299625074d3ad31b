import { expect, test } from 'vitest'
import { fileName } from './file-name.ts'

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
