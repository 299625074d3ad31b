import { cookieName } from './cookie-name.ts'

const QUIET = 'quiet'

/** A page that reads itself anew without the person's doing says so: such a request does not keep her session awake. */
export function isQuiet(cookieHeader: string | null, isSecure: boolean): boolean {
  return (cookieHeader ?? '').split(/;\s*/).includes(`${cookieName(QUIET, isSecure)}=1`)
}

/** In the browser: what is asked meanwhile is no act of hers. */
export async function quietly<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const isSecure = location.protocol === 'https:'
  const name = cookieName(QUIET, isSecure)
  const rest = `Path=/; SameSite=Lax${isSecure ? '; Secure' : ''}`
  // biome-ignore lint/suspicious/noDocumentCookie: one flag for one request; cookieStore is not in every browser we support
  document.cookie = `${name}=1; Max-Age=5; ${rest}`
  try {
    return await ask()
  } finally {
    // biome-ignore lint/suspicious/noDocumentCookie: see above
    document.cookie = `${name}=; Max-Age=0; ${rest}`
  }
}
