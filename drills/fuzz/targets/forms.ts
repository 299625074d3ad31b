import { jsonOf } from '../../../src/modules/drafts/contract.ts'
import { entrances } from '../../../src/platform/entrance.ts'
import { isAppError } from '../../../src/platform/errors.ts'
import { formInput, mostFields } from '../../../src/platform/http/form-input.ts'
import { fieldsOf } from '../../../src/platform/http/posted-fields.ts'
import { parseInput } from '../../../src/platform/readable-input.ts'
import { recordKinds } from '../../../src/platform/records.ts'
import { useCases } from '../../../src/platform/use-case.ts'
import type { Random } from '../../random.ts'
import { loadEveryModule } from '../every-module.ts'
import { bytesLike, randomText, randomValue, textLike } from '../mutate.ts'
import { shapedLike } from '../shaped-like.ts'
import { must, orRefused, type Target, target } from '../target.ts'

/** What is posted: as bytes, as fields, and as the input of every use-case. */
export async function formTargets(): Promise<Target[]> {
  await loadEveryModule()
  return [bodies(), fields(), inputs(), documents(), drafts()]
}

const isOwn = (error: unknown) => isAppError(error)
const boundary = 'mihon'
const multipart = (name: string, value: string, more = '') =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
const posted = [
  `${multipart('intent', 'save')}${multipart('person.0.kana', '\u30ab\u30ca')}--${boundary}--\r\n`,
  `${multipart('file', 'x', '; filename="a.png"\r\nContent-Type: image/png')}--${boundary}--\r\n`,
  'intent=save&person.0.kana=%E3%82%AB&languages%5B%5D=ja&languages[]=en',
].map((text) => new TextEncoder().encode(text))
const types = [`multipart/form-data; boundary=${boundary}`, 'application/x-www-form-urlencoded', 'text/plain']

/** Little that costs a parser much when there is enough of it. */
const repeated = [
  'a&',
  '%&=',
  multipart('a', ''),
  multipart('a', '', '; filename="b"'),
  `--${boundary}`,
  'X: y\r\n',
  'a="b"; ',
  '\r\n--',
]
const mostOfFlood = 1024 * 1024

function floodLike(random: Random): Uint8Array {
  const piece = random.pick(repeated)
  const flood = piece.repeat(random.below(Math.floor(mostOfFlood / piece.length)))
  return new TextEncoder().encode(`${random.pick(['', multipart('a', '').slice(0, 20)])}${flood}`)
}

function bodies(): Target {
  return target<{ type: string; body: Uint8Array; most: number }>({
    name: 'posted-bodies',
    of: [
      'src/platform/http/page-failure.ts',
      'src/platform/http/posted-body.ts',
      'src/platform/http/posted-fields.ts',
      'src/platform/http/form-input.ts',
      'src/modules/cases/api.ts',
    ],
    make: (random) => ({
      type: random.pick(types),
      body: random.oneIn(50) ? floodLike(random) : bytesLike(random, posted),
      most: random.pick([mostFields, 8]),
    }),
    async read({ type, body, most }) {
      const form = await fieldsOf(Uint8Array.from(body), type, most).catch((error: unknown) => {
        if (!isOwn(error)) throw error
        return undefined
      })
      if (!form) return
      must([...form].length <= most, 'more fields than may be')
      orRefused(() => formInput(form), isOwn)
    },
  })
}

function fields(): Target {
  const names = [
    'intent',
    'person.kana',
    'violence.0.kind',
    'languages[]',
    'a.b.c.d.e.f',
    '__proto__.x',
    '0.0',
  ]
  return target<[string, string][]>({
    name: 'form-fields',
    of: ['src/platform/http/form-input.ts'],
    make: (random) =>
      Array.from({ length: random.below(8) }, (): [string, string] => [
        textLike(random, names),
        randomText(random, 10),
      ]),
    read(pairs) {
      const form = new FormData()
      for (const [name, value] of pairs) form.append(name, value)
      orRefused(() => formInput(form), isOwn)
      must(
        !('polluted' in {}) && Object.keys(Object.prototype).length === 0,
        'every object has a new property',
      )
    },
  })
}

export function mustBePlain(value: unknown): void {
  if (typeof value === 'string') {
    must(!value.includes('\0'), 'a text with a zero, which no database takes')
    must(value.isWellFormed(), 'half a character, which cannot be sealed')
  } else if (Array.isArray(value)) value.forEach(mustBePlain)
  else if (typeof value === 'object' && value !== null && !(value instanceof Blob))
    for (const inner of Object.values(value)) mustBePlain(inner)
}

interface Shaped {
  name: string
  input: unknown
}

/** Every input of every use-case and entrance: refused or taken, but never a broken schema. */
function inputs(): Target {
  const schemas = new Map(
    [
      ...useCases().map(({ definition }) => [definition.name, definition.input] as const),
      ...entrances().map(({ entrance }) => [entrance.name, entrance.input] as const),
    ].sort(([one], [other]) => (one < other ? -1 : 1)),
  )
  const names = [...schemas.keys()]
  must(names.length > 100, 'the use-cases were not loaded')
  return target<Shaped>({
    name: 'use-case-inputs',
    of: ['src/platform/readable-input.ts', 'src/modules/*/contract.ts'],
    make: (random) => {
      const name = random.pick(names)
      return { name, input: inputLike(random, schemas.get(name)) }
    },
    read({ name, input }) {
      const schema = schemas.get(name)
      const parsed = schema && parseInput(schema, input)
      if (parsed?.success) mustBePlain(parsed.data)
    },
  })
}

export function inputLike(random: Random, schema: unknown): unknown {
  return random.oneIn(20) ? randomValue(random) : shapedLike(random, schema)
}

/** What stood sealed: its key was right, but the text may be of another version, or of somebody who had the key. */
function documents(): Target {
  const kinds = recordKinds().toSorted((one, other) => (one.label < other.label ? -1 : 1))
  must(kinds.length > 10, 'the record kinds were not loaded')
  return target<Shaped>({
    name: 'record-documents',
    of: [
      'src/platform/records.ts',
      'src/platform/opening.ts',
      'src/platform/sifting.ts',
      'src/platform/rewriting.ts',
      'src/platform/asking.ts',
    ],
    make: (random) => {
      const kind = random.pick(kinds)
      return { name: kind.label, input: inputLike(random, kind.schema) }
    },
    read: ({ name, input }) => void kinds.find(({ label }) => label === name)?.schema.safeParse(input),
  })
}

function drafts(): Target {
  const samples = ['{"form":{"a":"\u3042"}}', '[1,2]', '"\\ud800"', '{"__proto__":{"x":1}}', '1e999']
  return target<string>({
    name: 'draft-json',
    of: ['src/modules/drafts/contract.ts'],
    make: (random) => textLike(random, samples),
    read: (text) => void jsonOf(text),
  })
}
