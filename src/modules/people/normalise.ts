import type { z } from 'zod'
import type { PersonCard } from './contract.ts'

/** Kana as one spelling: half-width widened, hiragana to katakana, spaces and long-vowel marks out. */
export function kanaKey(kana: string): string {
  return kana
    .normalize('NFKC')
    .replace(/[ぁ-ゖ]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x60))
    .replace(/[\s・ー\-‐－―]/g, '')
}

/** One key per kana spelling of the name, together with the birth date; none unless both are known. */
export function nameKeys(card: z.input<typeof PersonCard>): string[] {
  const { birthDate } = card
  if (!birthDate) return []
  const spellings = (card.names ?? [])
    .map((name) => kanaKey(`${name.familyKana ?? ''}${name.givenKana ?? ''}`))
    .filter((kana) => kana !== '')
  return [...new Set(spellings)].map((kana) => `${kana}|${birthDate}`)
}
