import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchKey } from '../../ui/lookup/fold.ts'
import { matchRank, searchWords } from '../../ui/lookup/match.ts'
import { isWatched, needlesOf, spellingsOf } from './needles.ts'

/** As the vault asks the text of a document. */
function holds(text: string, typed: string): boolean {
  return needlesOf(searchWords(typed)).every((needle) =>
    needle.some((reading) =>
      'run' in reading
        ? new RegExp([...reading.run].join('[^0-9a-z"]*'), 'i').test(text) || /[\uff00-\uff3f]/.test(text)
        : reading.groups.every((group) => group.some((spelling) => text.includes(spelling))),
    ),
  )
}

test('every character there is: if it folds into a letter that is asked for, it is one of its spellings', () => {
  const missing: string[] = []
  for (let code = 0x20; code <= 0x3ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const written = String.fromCodePoint(code)
    for (const letter of searchKey(written))
      if (isWatched(letter) && !spellingsOf(letter).includes(written))
        missing.push(`${code.toString(16)} for ${letter}`)
  }
  expect(missing).toEqual([])
})

const written = fc.string({
  unit: fc.constantFrom(...'あイｳカガがｶﾞじヂヅずっャｬーｰ髙高﨑邉辺斉齋佐々木花子a Ａé9９ァか\u3099'),
  minLength: 1,
  maxLength: 12,
})

test('whatever is found by reading holds the needles', () => {
  let found = 0
  fc.assert(
    fc.property(written, fc.nat(11), fc.nat(11), (text, from, to) => {
      const typed = [...text].slice(Math.min(from, to), Math.max(from, to) + 1).join('')
      for (const way of [typed, typed.normalize('NFKC'), searchKey(typed), typed.normalize('NFD')]) {
        const json = JSON.stringify({ text })
        if (matchRank(searchWords(way), { texts: [text] }) === undefined) continue
        found += 1
        expect(holds(json, way), `${way} in ${text}`).toBe(true)
      }
    }),
    { numRuns: 3000 },
  )
  expect(found).toBeGreaterThan(1000)
})

test.each([
  ['090-0000-1234', '1234'],
  ['090-0000-1234', '090 0000 1234'],
  ['+81 70 0000 4321', '07000004321'],
  ['０４８－０００－５６７８', '5678'],
])('a telephone written %s is worth reading for %s', (number, typed) => {
  expect(holds(JSON.stringify({ number }), typed)).toBe(true)
})

test('most of what is looked through is not worth reading', () => {
  const card = JSON.stringify({
    family: '架空',
    given: '花',
    phone: '090-0000-1234',
    birthDate: '1990-04-02',
  })
  for (const typed of ['渡辺', 'たかさき', '4321', 'H3.4.2', '花子']) expect(holds(card, typed)).toBe(false)
})
