import { expect, test } from 'vitest'
import { asReleased, mintStamp } from './released.ts'
import { releasedFile } from './released-file.ts'

const stamp = mintStamp({
  id: '00000000-0000-4000-8000-000000000001',
  document: 'original_file',
  serial: 7,
  fiscalYear: 2026,
  at: new Date('2026-11-21T01:00:00Z'),
  by: '架空 花子',
})
const named = (fileName: string) =>
  releasedFile(asReleased(stamp, 'x'), ({ content }) => ({
    fileName,
    mediaType: 'application/octet-stream',
    body: content,
  })).headers.get('Content-Disposition')

test('a file leaves only with what passed the gate, and is never run', async () => {
  const response = releasedFile(asReleased(stamp, new Uint8Array([1, 2])), ({ content }) => ({
    fileName: '陳述書(案).pdf',
    mediaType: 'application/octet-stream',
    body: content,
  }))
  expect(response.headers.get('Content-Disposition')).toBe(
    "attachment; filename*=UTF-8''%E9%99%B3%E8%BF%B0%E6%9B%B8%28%E6%A1%88%29.pdf",
  )
  expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox")
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2])
  // @ts-expect-error what nobody released is no file
  expect(() => releasedFile({ content: 'x' }, () => ({}))).toThrow()
})

test.each([
  ['../../etc/passwd', '_.._etc_passwd'],
  ['..hidden', 'hidden'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['a\r\nSet-Cookie: x', 'aSet-Cookie_%20x'],
  ['\uD800', '%EF%BF%BD'],
  ['...', '_'],
])('the name %j is made harmless', (given, shown) => {
  expect(named(given)).toBe(`attachment; filename*=UTF-8''${shown}`)
})
