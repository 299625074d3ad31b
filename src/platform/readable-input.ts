import { z } from 'zod'

/**
 * PostgreSQL takes no zero in a text, and half a character (a lone surrogate, which JSON can bring) has no bytes to seal or
 * to look for: what holds one is refused as a whole, before anybody's rules. Asked once for every use-case, so that no
 * field can forget it.
 */
export function parseInput<Input extends z.ZodType>(
  schema: Input,
  given: unknown,
): z.ZodSafeParseResult<z.output<Input>> {
  return isUnstorable(given) ? (refused as z.ZodSafeParseResult<z.output<Input>>) : schema.safeParse(given)
}

const refused = z.never('error_invalid').safeParse(null)
const deepest = 8

function isUnstorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isUnwritable(value)
  if (typeof value !== 'object' || value === null || depth > deepest) return false
  if (Array.isArray(value)) return value.some((item) => isUnstorable(item, depth + 1))
  // Files and dates hold no text of ours.
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value))
  return (
    isPlain && Object.entries(value).some(([key, item]) => isUnwritable(key) || isUnstorable(item, depth + 1))
  )
}

function isUnwritable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed()
}
