const SAFE_METHODS = new Set(['GET', 'HEAD'])
const KNOWN_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

export function isKnownMethod(method: string): boolean {
  return KNOWN_METHODS.has(method)
}

/**
 * Whether a request may change something here. React Router lets a missing `Origin` pass; every browser we support
 * sends it on unsafe methods, so its absence is refused too.
 */
export function isForeignWrite(request: Request): boolean {
  if (SAFE_METHODS.has(request.method)) return false
  if (request.headers.get('Origin') !== new URL(request.url).origin) return true
  const site = request.headers.get('Sec-Fetch-Site')
  return site !== null && site !== 'same-origin'
}
