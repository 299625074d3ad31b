import { z } from 'zod'

/**
 * PostgreSQL takes no zero in a text; what holds one is refused as a whole, before anybody's rules. Asked once for every
 * use-case, so that no field can forget it.
 */
export function parseInput<Input extends z.ZodType>(
  schema: Input,
  given: unknown,
): z.ZodSafeParseResult<z.output<Input>> {
  return hasZero(given) ? (zeroRefused as z.ZodSafeParseResult<z.output<Input>>) : schema.safeParse(given)
}

const zeroRefused = z.never('error_invalid').safeParse(null)
const deepest = 8

function hasZero(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null || depth > deepest) return false
  if (Array.isArray(value)) return value.some((item) => hasZero(item, depth + 1))
  // Files and dates hold no text of ours.
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value))
  return (
    isPlain && Object.entries(value).some(([key, item]) => key.includes('\0') || hasZero(item, depth + 1))
  )
}
