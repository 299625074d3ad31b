import type { z } from 'zod'

/**
 * Content for a schema in which every free text is a canary: a word that stands nowhere else in the world, so that
 * finding it anywhere says which field it leaked from.
 */
export interface Planted {
  content: unknown
  /** Canary → where in the document it stands. */
  canaries: Map<string, string>
}

export type NextCanary = () => string
const probeDate = '2026-04-01'

interface Soil {
  word: (path: string) => string
  codes: readonly string[]
}
type Schema = z.core.$ZodType
interface Def {
  type: string
  shape?: Record<string, Schema>
  element?: Schema
  innerType?: Schema
  options?: readonly Schema[]
  items?: readonly Schema[]
  keyType?: Schema
  valueType?: Schema
  in?: Schema
  values?: readonly unknown[]
  entries?: Record<string, unknown>
}
const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def
const fits = (schema: Schema, value: unknown) => (schema as unknown as z.ZodType).safeParse(value).success

/** A document that the schema accepts. Throws when it finds none: then a field would stay unwatched. */
export function plant(schema: z.ZodType, next: NextCanary, codes: readonly string[] = []): Planted {
  const canaries = new Map<string, string>()
  const word = (path: string) => {
    const canary = next()
    canaries.set(canary, path)
    return canary
  }
  const content = grow(schema, '', { word, codes })
  const checked = schema.safeParse(content)
  if (!checked.success) throw new Error(`no content fits: ${checked.error.message}`)
  return { content, canaries }
}

function grow(schema: Schema, path: string, soil: Soil): unknown {
  const def = defOf(schema)
  switch (def.type) {
    case 'object':
      return growObject(def, path, soil)
    case 'array':
      return def.element ? oneOrNone(schema, def.element, path, soil) : []
    case 'tuple':
      return (def.items ?? []).map((item, index) => grow(item, `${path}.${index}`, soil))
    case 'record':
      return def.keyType && def.valueType
        ? {
            [String(grow(def.keyType, `${path}.key`, { ...soil, word: () => 'key' }))]: grow(
              def.valueType,
              `${path}.value`,
              soil,
            ),
          }
        : {}
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return def.innerType ? grow(def.innerType, path, soil) : undefined
    case 'pipe':
      return def.in ? grow(def.in, path, soil) : undefined
    case 'union':
      return growUnion(def, path, soil)
    case 'literal':
      return def.values?.[0]
    case 'enum':
      return Object.values(def.entries ?? {})[0]
    case 'unknown':
      return soil.word(path)
    case 'boolean':
      return true
    case 'string':
      return growText(schema, path, soil)
    case 'number':
    case 'int':
      return [1, 0, 20, 2026].find((value) => fits(schema, value))
    default:
      throw new Error(`${path}: the canary seeder does not know ${def.type}`)
  }
}

function growObject(def: Def, path: string, soil: Soil): unknown {
  return Object.fromEntries(
    Object.entries(def.shape ?? {}).map(([key, inner]) => [key, grow(inner, `${path}.${key}`, soil)]),
  )
}

function oneOrNone(list: Schema, element: Schema, path: string, soil: Soil): unknown {
  const one = grow(element, `${path}.0`, soil)
  return fits(list, [one]) ? [one] : []
}

/** The option that says most. */
function growUnion(def: Def, path: string, soil: Soil): unknown {
  const ranked = [...(def.options ?? [])].sort((a, b) => rank(b) - rank(a))
  const [richest] = ranked
  return richest ? grow(richest, path, soil) : undefined
}
function rank(schema: Schema): number {
  const { type } = defOf(schema)
  return type === 'object' ? 2 : type === 'string' ? 1 : 0
}

/** A canary where free text may stand; where the form is fixed, a value of that form. */
function growText(schema: Schema, path: string, soil: Soil): unknown {
  if (fits(schema, 'CNRY0000')) return soil.word(path)
  const fixed = [
    '00000000-0000-4000-8000-000000000000',
    probeDate,
    '10:30',
    `${probeDate}T10:30:00Z`,
    `${probeDate}T10:30`,
    '0312345678',
    'ja',
    '\u30ab\u30ca',
    '\u304b\u306a',
    'a@example.jp',
    ...soil.codes,
    '',
  ].find((value) => fits(schema, value))
  if (fixed === undefined) throw new Error(`${path}: no text fits`)
  return fixed
}
