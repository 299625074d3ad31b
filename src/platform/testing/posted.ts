/** As a browser posts a form: it says how long it is, which `Request` by itself does not. */
export async function postedAs(
  url: string,
  body: FormData | URLSearchParams | Uint8Array<ArrayBuffer> | string,
  headers: Record<string, string> = {},
): Promise<Request> {
  const request = new Request(url, { method: 'POST', body, headers })
  const bytes = new Uint8Array(await request.arrayBuffer())
  const type = request.headers.get('Content-Type')
  return new Request(url, {
    method: 'POST',
    body: bytes,
    headers: {
      ...(type && { 'Content-Type': type }),
      'Content-Length': String(bytes.byteLength),
      ...headers,
    },
  })
}
