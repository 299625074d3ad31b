/**
 * What auditors call a row by. They hold no key, so the number that people say (R8-0123) is closed to them
 * (docs/adr/0010); the beginning of the random id is not, and it stands in the address of the page as well. Browser-safe.
 */
export function shortNumber(id: string): string {
  return `${id.slice(0, 4)}-${id.slice(4, 8)}`.toUpperCase()
}

const wholeId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/
const emptyTail = '-0000-0000-0000-000000000000'
const fullTail = '-ffff-ffff-ffff-ffffffffffff'

/** The first and the last id that is meant: by its short number, by the whole id, or by the address of a page. */
export function idsMeant(typed: string): { first: string; last: string } | undefined {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  const whole = wholeId.exec(text)?.[0]
  if (whole) return { first: whole, last: whole }
  const digits = text.replace(/[\s\p{Pd}\u2212\u30fc]/gu, '')
  if (!/^[0-9a-f]{8}$/.test(digits)) return undefined
  return { first: digits + emptyTail, last: digits + fullTail }
}
