/** A form as flat names with their values: what a draft keeps and what fields begin from. Pure. */
export type FormValues = Readonly<Record<string, readonly string[]>>

/** Sent with the form but not part of what was typed. */
const apart = new Set([
  'intent',
  'submissionId',
  'consultationId',
  'rev',
  'personRev',
  'draftRev',
  'writerId',
])

export function valuesOf(form: FormData): FormValues {
  const values: Record<string, string[]> = {}
  for (const [name, value] of form.entries())
    if (typeof value === 'string' && value !== '' && !apart.has(name))
      values[name] = [...(values[name] ?? []), value]
  return values
}

/** What an action hands back when it refuses, as flat names again. */
export function flatValues(nested: unknown, path = ''): FormValues {
  if (typeof nested === 'string' || typeof nested === 'number') return { [path]: [String(nested)] }
  if (Array.isArray(nested) && nested.every((item) => typeof item === 'string'))
    return { [`${path}[]`]: nested }
  if (typeof nested !== 'object' || nested === null) return {}
  return Object.assign(
    {},
    ...Object.entries(nested).map(([name, value]) => flatValues(value, path ? `${path}.${name}` : name)),
  )
}

export function one(values: FormValues, name: string, otherwise = ''): string {
  return values[name]?.[0] ?? otherwise
}

export function many(values: FormValues, name: string): readonly string[] {
  return values[name] ?? []
}
