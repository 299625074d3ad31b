import variantCharacters from '../../../reference/variant-characters.json' with { type: 'json' }

const given: Readonly<Record<string, string>> = variantCharacters.variants

/** Kana that are heard alike or written small, by code point: they are one letter to somebody who types what she heard. */
const alike: readonly (readonly [from: number, to: number])[] = [
  // Small letters of the katakana as large ones.
  ...[0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7, 0x30ee].map(
    (small) => [small, small + 1] as const,
  ),
  [0x30f5, 0x30ab],
  [0x30f6, 0x30b1],
  // The two ways to write ji and zu, and the old letters wi, we, wo.
  [0x30c2, 0x30b8],
  [0x30c5, 0x30ba],
  [0x30f0, 0x30a4],
  [0x30f1, 0x30a8],
  [0x30f2, 0x30aa],
]

const folded = new Map<string, string>(
  alike.map(([from, to]) => [String.fromCodePoint(from), String.fromCodePoint(to)]),
)
for (let code = 0x3041; code <= 0x3096; code++) {
  const katakana = String.fromCodePoint(code + 0x60)
  folded.set(String.fromCodePoint(code), folded.get(katakana) ?? katakana)
}
/** Characters of names that are written otherwise and looked up alike. */
export const variantLetters: readonly string[] = Object.keys(given)
for (const letter of variantLetters) folded.set(letter, commonForm(letter))

/** A variant of a variant leads to the same common form. */
function commonForm(letter: string): string {
  let form = letter
  for (let step = 0; step < 5 && given[form] !== undefined; step++) form = given[form] ?? form
  return form
}

const changed = new RegExp(`[${[...folded.keys()].join('')}]`, 'gu')
const selectors = '[\\u{FE00}-\\u{FE0F}\\u{E0100}-\\u{E01EF}]'
/** Quotes, strokes and control characters among them: a line of a drawer can do without (drawer-line.ts). */
const marks = '["\\\\|\\u{0}-\\u{9}\\u{b}-\\u{1f}\\u30fb\\u30fc\\-\\u2010-\\u2015\\u2212()]'
const gone = new RegExp(`[^\\S\\n]|${marks}|${selectors}`, 'gu')
const again = /((?!\u3005)\p{Script=Han})\u3005/gu

/**
 * One spelling for looking things up: width and case folded, hiragana as katakana, small and old kana as their common
 * letter, variant characters as their common form; variation selectors, spaces, quotes and long-vowel marks gone. Lines stay
 * lines. Never shown, and stored nowhere but in sealed drawers.
 */
export function searchKey(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(gone, '')
    .replace(changed, (letter) => folded.get(letter) ?? letter)
    .replace(again, '$1$1')
}
