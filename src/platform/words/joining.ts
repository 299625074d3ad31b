import { getLocale } from './locale.ts'

/** How words stand together in the reader's language: pages write no punctuation of their own. */
const isJapanese = () => getLocale() === 'ja'
const filled = (words: readonly (string | null | undefined | false)[]) => words.filter((one) => !!one)

type Words = readonly (string | null | undefined | false)[]

/** Several of a kind: names, codes. What is empty is left out, here and below. */
export function listed(words: Words): string {
  return filled(words).join(isJapanese() ? '、' : ', ')
}

/** Facts of different kinds in one tight line. */
export function dotted(words: Words): string {
  return filled(words).join(isJapanese() ? '・' : ' · ')
}

/** The little room that holds parts of a line apart. */
export const spaceBetween = () => (isJapanese() ? '　' : ' · ')

export function spaced(words: Words): string {
  return filled(words).join(spaceBetween())
}

/** What is said beside: to be written straight after the word it belongs to. */
export function bracketed(text: string): string {
  return isJapanese() ? `（${text}）` : ` (${text})`
}

export function labelled(term: string, text: string): string {
  return isJapanese() ? `${term}：${text}` : `${term}: ${text}`
}
