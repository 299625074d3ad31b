import { AppError } from '../errors.ts'

const longestPath = 6
export const mostFields = 2_000

/**
 * A posted form as nested input: `person.kana`, `violence.0.kind`, and `languages[]` for a list of ticked boxes.
 * An empty field is left out: blank means "not filled", never an empty text.
 */
export function formInput(form: FormData): Record<string, unknown> {
  const input: Record<string, unknown> = Object.create(null)
  let count = 0
  for (const [name, value] of form.entries()) {
    if (++count > mostFields) throw new AppError('too-large')
    if (typeof value === 'string' && value.trim() === '') continue
    if (typeof value !== 'string' && value.size === 0 && value.name === '') continue
    place(input, name, value)
  }
  return plainOf(input) as Record<string, unknown>
}

function place(input: Record<string, unknown>, name: string, value: unknown): void {
  const isList = name.endsWith('[]')
  const path = (isList ? name.slice(0, -2) : name).split('.')
  const isHostile =
    path.length > longestPath ||
    path.some((part) => !/^[A-Za-z0-9_-]{1,60}$/.test(part) || part === '__proto__')
  if (isHostile) throw new AppError('invalid')
  let at = input
  for (const part of path.slice(0, -1)) {
    const next = at[part]
    if (typeof next === 'object' && next !== null && !Array.isArray(next) && !(next instanceof Blob))
      at = next as Record<string, unknown>
    else {
      const made: Record<string, unknown> = Object.create(null)
      at[part] = made
      at = made
    }
  }
  const last = path.at(-1) ?? name
  if (!isList) at[last] = value
  else at[last] = [...(Array.isArray(at[last]) ? at[last] : []), value]
}

/** Objects whose keys are all numbers become lists, in the order of the numbers. */
function plainOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Blob)
    return value
  const entries = Object.entries(value)
  const isList = entries.length > 0 && entries.every(([key]) => /^\d{1,4}$/.test(key))
  if (isList) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => plainOf(item))
  return Object.fromEntries(entries.map(([key, item]) => [key, plainOf(item)]))
}
