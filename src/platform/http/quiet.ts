/** Set by a page that reads itself anew without the person's doing: such a request does not keep her session awake. */
export const quietCookie = 'quiet'

export function isQuiet(cookieHeader: string | null): boolean {
  return (cookieHeader ?? '').split(/;\s*/).includes(`${quietCookie}=1`)
}
