/**
 * Over TLS every cookie of ours has the prefix by which browsers refuse one that a sibling host, plain HTTP or a path has
 * set; the same browsers keep such a cookie only if it is Secure and for the whole site. Over plain HTTP (one computer,
 * tests) they would refuse it altogether.
 */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name
}
