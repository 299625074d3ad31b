import { expect, test, vi } from 'vitest'
import { fieldsOf, isForm } from './posted-fields.ts'

const urlEncoded = 'application/x-www-form-urlencoded'
/** As long as browsers make them: the parser takes no shorter one. */
const boundary = 'x'.repeat(30)
const multipart = `multipart/form-data; boundary=${boundary}`
const part = (name: string, value = '') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="b"\r\n\r\n${value}\r\n`
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))
const inAll = (size: number, text: string) => bytesOf(text.repeat(Math.floor(size / text.length)))

const megabyte = 1024 * 1024
const floods: [string, Uint8Array<ArrayBuffer>, string, number][] = [
  ['fields', inAll(megabyte, 'a&'), urlEncoded, 2_000],
  ['parts', inAll(25 * megabyte, part('a')), multipart, 8],
  [
    'heads of a part',
    bytesOf(`--${boundary}\r\n${'X: y\r\n'.repeat(4 * megabyte)}\r\n\r\n--${boundary}--\r\n`),
    multipart,
    8,
  ],
  [
    'names of a part',
    bytesOf(
      `--${boundary}\r\nContent-Disposition: form-data; ${'a="b"; '.repeat(3 * megabyte)}\r\n\r\n\r\n--${boundary}--\r\n`,
    ),
    multipart,
    8,
  ],
]

test.each(floods)(
  'a body of nothing but %s is refused before anybody parses it',
  async (_, body, type, most) => {
    const parse = vi.spyOn(Response.prototype, 'formData')
    await expect(fieldsOf(body, type, most)).rejects.toMatchObject({
      code: expect.stringMatching(/^(too-large|malformed)$/),
    })
    expect(parse).not.toHaveBeenCalled()
    parse.mockRestore()
  },
)

test('as many fields as may be come through, one more does not', async () => {
  const fields = (count: number) => bytesOf(Array.from({ length: count }, (_, at) => `a${at}=b`).join('&'))
  expect([...(await fieldsOf(fields(2_000), urlEncoded, 2_000))]).toHaveLength(2_000)
  await expect(fieldsOf(fields(2_001), urlEncoded, 2_000)).rejects.toMatchObject({ code: 'too-large' })
  const parts = (count: number) => bytesOf(`${part('a', 'x').repeat(count)}--${boundary}--\r\n`)
  expect([...(await fieldsOf(parts(8), multipart, 8))]).toHaveLength(8)
  await expect(fieldsOf(parts(9), multipart, 8)).rejects.toMatchObject({ code: 'too-large' })
})

test('forms are read as browsers send them, and what is none is told from one that is broken', async () => {
  const form = new FormData()
  form.set('note', '見本')
  form.set('file', new File([new Uint8Array([0, 13, 10, 45, 45])], '写真.jpg'))
  const request = new Request('http://here/', { method: 'POST', body: form })
  const type = request.headers.get('Content-Type') as string
  const read = await fieldsOf(new Uint8Array(await request.arrayBuffer()), type, 2)
  expect(read.get('note')).toBe('見本')
  expect(await (read.get('file') as File).bytes()).toEqual(new Uint8Array([0, 13, 10, 45, 45]))
  for (const one of ['----WebKitFormBoundaryAbC123', '----geckoformboundary0f', '"quoted one?"'])
    expect(isForm(`multipart/form-data; boundary=${one}`)).toBe(!one.includes(' '))
  expect(isForm(`${urlEncoded};charset=UTF-8`)).toBe(true)
  for (const none of [null, '', 'text/plain', 'multipart/form-data', 'multipart/mixed; boundary=x'])
    await expect(fieldsOf(bytesOf('a=b'), none, 9)).rejects.toMatchObject({ code: 'unsupported' })
  await expect(fieldsOf(bytesOf(`--${boundary}\r\nbroken`), multipart, 9)).rejects.toMatchObject({
    code: 'malformed',
  })
})
