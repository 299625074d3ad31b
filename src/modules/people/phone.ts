/** Digits only, half-width, +81 written as a leading 0; empty when there are fewer than six. */
export function phoneKey(number: string): string {
  const digits = number
    .normalize('NFKC')
    .replace(/^\s*\+81[-\s]?\(?0?\)?/, '0')
    .replace(/\D/g, '')
  return digits.length >= 6 ? digits : ''
}

/**
 * As `phoneKey`, once the number is whole: half a number belongs to nobody, and is not asked for. Mobile and IP numbers
 * have eleven digits, others with their area code ten; what does not begin with 0 is a local or a foreign number.
 */
export function wholePhoneKey(number: string): string {
  const key = phoneKey(number)
  if (!key.startsWith('0')) return key
  return key.length >= (/^0[25-9]0/.test(key) ? 11 : 10) ? key : ''
}
