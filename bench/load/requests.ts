/** What is sent, as text; in it `freshId` stands for an id that nobody has used before. */
export const freshId = 'ffffffff-0000-4000-8000-ffffffffffff'

interface Wish {
  method?: 'GET' | 'POST'
  path: string
  headers?: Readonly<Record<string, string>>
  body?: { type: string; text: string }
}

export function requestText(port: number, { method = 'GET', path, headers = {}, body }: Wish): string {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ]
  if (method === 'POST') lines.push(`Origin: http://127.0.0.1:${port}`)
  if (body) lines.push(`Content-Type: ${body.type}`, `Content-Length: ${Buffer.byteLength(body.text)}`)
  return `${lines.join('\r\n')}\r\n\r\n${body?.text ?? ''}`
}

export const formBody = (fields: Readonly<Record<string, string>>) => ({
  type: 'application/x-www-form-urlencoded',
  text: new URLSearchParams(fields).toString(),
})

export const jsonBody = (content: object) => ({ type: 'application/json', text: JSON.stringify(content) })
