/**
 * The request as the browser sent it. Behind a proxy that ends TLS we see http, and every form would fail the origin
 * check; only a proxy the operator has declared may tell us otherwise.
 */
export function originalRequest(request: Request, trustProxy: boolean): Request {
  if (!trustProxy || request.headers.get('X-Forwarded-Proto') !== 'https') return request
  const url = new URL(request.url)
  if (url.protocol === 'https:') return request
  const port = url.port
  url.protocol = 'https:'
  url.port = port
  return new Request(url, request)
}
