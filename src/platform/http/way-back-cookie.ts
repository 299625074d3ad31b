import { cookieName } from './cookie-name.ts'

/**
 * Where she wanted to go when the office's directory was asked who she is: it sends everybody back to one address, and must not be told
 * which page that was. For scripts there is no such thing (`HttpOnly`), and after ten minutes for nobody.
 */
const name = 'yorube-way-back'
const seconds = 600

export function setWayBackCookie(path: string, isSecure: boolean): string {
  return cookie(encodeURIComponent(path), seconds, isSecure)
}

export function clearWayBackCookie(isSecure: boolean): string {
  return cookie('', 0, isSecure)
}

export function readWayBackCookie(header: string | null, isSecure: boolean): string | null {
  const prefix = `${cookieName(name, isSecure)}=`
  const found = (header ?? '').split(/;\s*/).filter((part) => part.startsWith(prefix))
  const text = found.length === 1 ? (found[0]?.slice(prefix.length) ?? '') : ''
  try {
    return decodeURIComponent(text) || null
  } catch {
    return null
  }
}

function cookie(value: string, maxAge: number, isSecure: boolean): string {
  const parts = [
    `${cookieName(name, isSecure)}=${value}`,
    'Path=/',
    `Max-Age=${maxAge}`,
    'HttpOnly',
    'SameSite=Lax',
  ]
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ')
}
