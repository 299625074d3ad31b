import { baseLocale, getLocale } from './generated/runtime.js'

type Sentence = (inputs: object) => string

interface OtherWords {
  sentences: readonly Sentence[]
  /** By the Japanese text, where that alone says which sentence it is. */
  places: Readonly<Record<string, number>>
  /** By list and code. */
  codes: Readonly<Record<string, Readonly<Record<string, BroughtCode>>>>
}

interface BroughtCode {
  label: string
  hint?: string
}

let others: OtherWords | undefined

/**
 * A browser's script has its words in Japanese alone (scripts/one-language.ts makes every sentence of the catalogues this);
 * those of the other language are one script of their own, which comes when a page speaks it.
 */
export function say(japanese: Sentence | string, place?: number): Sentence {
  return (inputs = {}) => {
    const other = getLocale() === baseLocale ? undefined : others
    const sentence = other?.sentences[place ?? other.places[String(japanese)] ?? -1] ?? japanese
    return typeof sentence === 'string' ? sentence : sentence(inputs)
  }
}

/** What a code is called in the page's language, where the lists came to the browser without it; the three blanks stand in any list. */
export function broughtCode(list: string, code: string): BroughtCode | undefined {
  if (getLocale() === baseLocale) return undefined
  return others?.codes[list]?.[code] ?? others?.codes.blank?.[code]
}

/** Before a page speaks that language. */
export async function bringWords(locale: string): Promise<void> {
  if (locale !== baseLocale) others ??= await import('virtual:english-words')
}
