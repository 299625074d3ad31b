import type { z } from 'zod'
import type { PersonCard } from './contract.ts'

/** Digits only, half-width, +81 written as a leading 0; empty when there are fewer than six. */
export function phoneKey(number: string): string {
  const digits = number
    .normalize('NFKC')
    .replace(/^\s*\+81[-\s]?\(?0?\)?/, '0')
    .replace(/\D/g, '')
  return digits.length >= 6 ? digits : ''
}

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
