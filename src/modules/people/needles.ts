import type { Needle } from '../../platform/vault/index.ts'
import { searchKey, variantLetters } from '../../ui/lookup/fold.ts'
import { isDayOnly, type Word } from '../../ui/lookup/match.ts'

/**
 * What a sealed card or label must hold to be worth reading, before it is known how it is written: each letter of a word in
 * one of its spellings, anywhere. Whatever `matchRank` finds holds these (but for digits in circles and the like); most of
 * the rest does not.
 */
export function needlesOf(words: readonly Word[]): Needle[] {
  return words.map((word) => {
    const day = word.day ? [{ groups: [[word.day]] }] : []
    if (isDayOnly(word)) return day
    // Noughts in front are written or left out: +81, R8-412.
    const run = word.number ? String(word.number.count) : word.digits.replace(/^0+(?=.)/, '') || word.key
    if (/^[0-9a-z]+$/.test(run)) return [{ run }, ...day]
    return [{ groups: [...new Set(word.key)].filter(isWatched).map(spellingsOf) }]
  })
}

/** Letters whose every spelling is known here; any other may stand there in a way nobody thought of, and is not asked for. */
export function isWatched(letter: string): boolean {
  return /^(?:[0-9a-z]|[\u30a1-\u30fa]|(?!\u3005)\p{Script=Han})$/u.test(letter)
}

/** Where such letters are written otherwise: full and half width, small, enclosed, squared, radicals, compatibility forms. */
const ranges: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x2e4],
  [0x1d2c, 0x1dbf],
  [0x1e96, 0x1e9b],
  [0x2000, 0x24ff],
  [0x2c7c, 0x2c7d],
  [0x2e80, 0x33ff],
  [0xa69c, 0xab69],
  [0xf900, 0xfb06],
  [0xff00, 0xffef],
  [0x107a5, 0x107a5],
  [0x1ccd6, 0x1ccf9],
  [0x1d400, 0x1d7ff],
  [0x1f100, 0x1f265],
  [0x1fbf0, 0x1fbf9],
  [0x2f800, 0x2fa1f],
]

let spellings: Map<string, string[]> | undefined

/** The letter itself and everything that folds into it. */
export function spellingsOf(letter: string): string[] {
  spellings ??= collectSpellings()
  const own = [letter, ...(spellings.get(letter) ?? [])]
  // A sound mark may stand behind its letter as a character of its own.
  const [base = letter] = letter.normalize('NFD')
  return base === letter ? own : [...own, ...spellingsOf(base)]
}

function collectSpellings(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const note = (written: string) => {
    for (const letter of new Set(searchKey(written)))
      if (letter !== written && isWatched(letter)) found.set(letter, [...(found.get(letter) ?? []), written])
  }
  for (const [from, to] of ranges) for (let code = from; code <= to; code++) note(String.fromCodePoint(code))
  for (const written of variantLetters) note(written)
  return found
}
