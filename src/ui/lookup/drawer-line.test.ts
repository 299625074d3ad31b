import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawerLine, lineRuns, rankOfLine } from './drawer-line.ts'
import { type Findable, matchRank, searchWords } from './match.ts'

const id = '00000000-0000-4000-8000-000000000000'
const at = new Date('2026-04-01T00:00:00Z')

const text = fc.string({
  unit: fc.constantFrom(...'あイｳカガｶﾞじヂｬー髙高﨑邉辺佐々木花 子aＡéR9-９"\\|、\n\t'),
  maxLength: 12,
})
const digits = fc.string({ unit: fc.constantFrom(...'0123456789-+ '), maxLength: 13 })
const day = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const findable: fc.Arbitrary<Findable> = fc.record(
  {
    texts: fc.array(text, { minLength: 1, maxLength: 4 }),
    phones: fc.array(digits, { maxLength: 2 }),
    day: fc.option(day),
    caseNumber: fc
      .tuple(fc.nat(30), fc.nat(99_999))
      .map(([year, count]) => `R${year}-${String(count).padStart(4, '0')}`),
  },
  { requiredKeys: ['texts'] },
)
/** What somebody types who has a part of it before her, and what she types otherwise. */
const typedOf = (found: Findable) => {
  const own = [...found.texts, ...(found.phones ?? []), found.day ?? '', found.caseNumber ?? '']
  const part = fc
    .tuple(fc.constantFrom(...own), fc.nat(12), fc.nat(12))
    .map(([whole, one, other]) => whole.slice(Math.min(one, other), Math.max(one, other) + 1))
  return fc.oneof(
    part,
    fc.constantFrom(...own),
    text,
    digits,
    fc.tuple(part, part).map(([a, b]) => `${a} ${b}`),
  )
}

test('a line matches exactly what its document matches, as well, and holds the runs that are looked for', () => {
  let matches = 0
  fc.assert(
    fc.property(
      findable.chain((found) => typedOf(found).map((typed) => [found, typed] as const)),
      ([found, typed]) => {
        const words = searchWords(typed)
        const line = drawerLine(id, at, found)
        const rank = matchRank(words, found)
        expect(rankOfLine(words, line)).toEqual({ id, at: at.getTime() / 1000, rank })
        if (rank === undefined) return
        matches += 1
        for (const runs of lineRuns(words)) expect(runs.some((run) => line.includes(run))).toBe(true)
      },
    ),
    { numRuns: 4000 },
  )
  expect(matches).toBeGreaterThan(1000)
})

test('no text breaks out of its line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (any, other) => {
      const line = drawerLine(id, at, { texts: [any, other], phones: [other], day: other, caseNumber: any })
      expect(JSON.stringify(line)).toBe(`"${line}"`)
      for (const { key } of searchWords(any)) expect(key).not.toMatch(/["\\|]/)
    }),
    { numRuns: 2000 },
  )
})
