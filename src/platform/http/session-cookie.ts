import { cookieName } from './cookie-name.ts'

const bytesOfCookie = 32

export function sessionCookieName(isSecure: boolean): string {
  return cookieName('yorube', isSecure)
}

/** The session's 32 bytes, or null for anything else. Never throws on hostile headers. */
export function readSessionCookie(header: string | null, isSecure: boolean): Uint8Array | null {
  const prefix = `${sessionCookieName(isSecure)}=`
  const found = (header ?? '').split(/;\s*/).filter((part) => part.startsWith(prefix))
  if (found.length !== 1) return null
  const text = found[0]?.slice(prefix.length) ?? ''
  if (!/^[A-Za-z0-9_-]{43}$/.test(text)) return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === bytesOfCookie ? new Uint8Array(bytes) : null
}

export function setSessionCookie(cookie: Uint8Array, isSecure: boolean): string {
  const value = Buffer.from(cookie).toString('base64url')
  return `${sessionCookieName(isSecure)}=${value}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}

export function clearSessionCookie(isSecure: boolean): string {
  return `${sessionCookieName(isSecure)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
