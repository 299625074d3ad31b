/**
 * Ties the steps of a sign-in to one browser: what a security key was asked in one is worth nothing in another. Lives as
 * long as the browser, and names nobody.
 */
export function attemptCookieName(isSecure: boolean): string {
  return isSecure ? '__Host-yorube-attempt' : 'yorube-attempt'
}

export function readAttemptCookie(header: string | null, isSecure: boolean): string | null {
  const prefix = `${attemptCookieName(isSecure)}=`
  const found = (header ?? '').split(/;\s*/).filter((part) => part.startsWith(prefix))
  const text = found.length === 1 ? (found[0]?.slice(prefix.length) ?? '') : ''
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? text : null
}

/** Lax, for the way back from the office's directory. */
export function setAttemptCookie(attempt: string, isSecure: boolean): string {
  return `${attemptCookieName(isSecure)}=${attempt}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
