/** What the kept picture must not hold any more. It stands in everything that hangs on a picture. */
export const MARK = 'KAKUU-MARK'

export interface HostileFile {
  /** Says what is hostile about it. */
  what: string
  /** As the browser would call it. */
  name: string
  bytes: Uint8Array
  /** What has to become of it, where that is known: made anew, kept as it came, or refused. */
  becomes?: 'rendition' | 'original' | 'refused'
}

export const text = (words: string) => new TextEncoder().encode(words)
export const join = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)))
export const hex = (digits: string) => Uint8Array.from(Buffer.from(digits.replaceAll(' ', ''), 'hex'))
