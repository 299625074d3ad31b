import type { Random } from '../random.ts'
import { randomText, randomValue, textLike } from './mutate.ts'

interface Def {
  type: string
  shape?: Record<string, unknown>
  element?: unknown
  innerType?: unknown
  in?: unknown
  options?: unknown[]
  entries?: Record<string, unknown>
  values?: unknown[]
  items?: unknown[]
  valueType?: unknown
  format?: string
  getter?: () => unknown
  left?: unknown
  right?: unknown
}

const uuids = ['0190c000-0000-7000-8000-00000000000c', '00000000-0000-4000-8000-000000000000']
const texts = [
  '\u67b6\u7a7a \u82b1\u5b50',
  '2026-11-21',
  '\u4ee4\u548c8\u5e7411\u670821\u65e5',
  '090-0000-0000',
  '14:30',
  'mihon@example.jp',
  'R8-0123',
  'a'.repeat(5_000),
]

/**
 * A value of nearly the shape that a schema asks for: most parts fit, some do not. Reaches the rules that stand behind the
 * first "expected string".
 */
export function shapedLike(random: Random, schema: unknown, depth = 8): unknown {
  const def = (schema as { _zod?: { def: Def } } | undefined)?._zod?.def
  if (!def || depth === 0 || random.oneIn(25)) return randomValue(random, 2)
  const inside = (inner: unknown) => shapedLike(random, inner, depth - 1)
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape ?? {})
          .filter(() => !random.oneIn(20))
          .map(([key, inner]) => [key, inside(inner)]),
      )
    case 'array':
    case 'set':
      return Array.from({ length: random.below(4) }, () => inside(def.element ?? def.valueType))
    case 'tuple':
      return (def.items ?? []).map(inside)
    case 'record':
      return { [randomText(random, 4)]: inside(def.valueType) }
    case 'union':
      return inside(random.pick(def.options ?? [undefined]))
    case 'intersection':
      return Object.assign({}, inside(def.left), inside(def.right))
    case 'pipe':
      return inside(def.in)
    case 'lazy':
      return inside(def.getter?.())
    case 'enum':
      return random.pick(Object.values(def.entries ?? { none: '' }))
    case 'literal':
      return random.pick(def.values ?? [''])
    case 'number':
    case 'int':
      return random.pick([0, 1, -1, 1.5, '7', 2 ** 53, Number.NaN, random.below(1000)])
    case 'boolean':
      return random.pick([true, false, 'yes', 'on'])
    case 'date':
      return random.pick([new Date(0), new Date(Number.NaN), '2026-11-21'])
    case 'string':
      return def.format === 'uuid' || def.format === 'guid'
        ? textLike(
            random,
            uuids.flatMap((id) => [id, id, id, id]),
          )
        : textLike(random, texts)
    default:
      return def.innerType === undefined ? randomValue(random, 2) : inside(def.innerType)
  }
}
