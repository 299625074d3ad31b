import { baseLocale, getLocale } from './generated/runtime.js'

type Sentence = (inputs: object) => string

let others: readonly Sentence[] = []

/**
 * A browser's script has its words in Japanese alone (scripts/one-language.ts makes every sentence of the catalogues this);
 * those of the other language are one script of their own, which comes when a page speaks it.
 */
export function say(place: number, japanese: Sentence | string): Sentence {
  return (inputs = {}) => {
    const sentence = (getLocale() !== baseLocale && others[place]) || japanese
    return typeof sentence === 'string' ? sentence : sentence(inputs)
  }
}

/** Before a page speaks that language. */
export async function bringWords(locale: string): Promise<void> {
  if (locale === baseLocale || others.length > 0) return
  others = (await import('virtual:english-words')).sentences
}
