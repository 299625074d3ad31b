const SAFE_METHODS = new Set(['GET', 'HEAD'])
/** React Router would take PUT, PATCH and DELETE for a form that was sent. */
export const KNOWN_METHODS = ['GET', 'HEAD', 'POST']

export function isKnownMethod(method: string): boolean {
  return KNOWN_METHODS.includes(method)
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
