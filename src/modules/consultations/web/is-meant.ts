import type { Choice } from '../../../codes/words.ts'

const kanaOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    // Katakana as hiragana: a reading is the same reading in either.
    .replace(/[\u30a1-\u30f6]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x60))

/**
 * Whether a choice is what is being typed: its label, its reading or its code. Works while the input method is still
 * composing, before anything is converted; a consonant that waits for its vowel is left out. Pure.
 */
export function isMeant({ label, kana = '', value }: Choice, typed: string): boolean {
  const wanted = kanaOf(typed.trim())
  const settled = /[^\x20-\x7e]/.test(wanted) ? wanted.replace(/[a-z]+$/, '') : wanted
  return [label, kana, value].some((text) => kanaOf(text).includes(settled))
}
