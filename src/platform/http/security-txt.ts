/** RFC 9116: whom to tell of a hole, where researchers and the national CERT look first. */
export const SECURITY_TXT_PATH = '/.well-known/security.txt'

const ONE_YEAR = 365 * 24 * 60 * 60 * 1000

/** Null without a contact: a file that leads nowhere is worse than none. It is made anew each time, so it never runs out. */
export function securityTxt(contact: string | undefined, now = new Date()): string | null {
  if (!contact) return null
  const expires = new Date(now.getTime() + ONE_YEAR).toISOString().replace(/\.\d+Z$/, 'Z')
  return `Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: ja, en\n`
}
