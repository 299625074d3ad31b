import en from '../../messages/intake/en.json' with { type: 'json' }
import ja from '../../messages/intake/ja.json' with { type: 'json' }
import easy from '../../messages/intake/ja-easy.json' with { type: 'json' }

export type Words = Readonly<typeof ja>

/** Every catalogue is whole by its type: on a safety page no sentence may silently appear in another language. */
const CATALOGUES = { ja, 'ja-easy': easy, en } satisfies Record<string, Words>

export type PublicLanguage = keyof typeof CATALOGUES
export const PUBLIC_LANGUAGES = Object.keys(CATALOGUES) as PublicLanguage[]

export function isPublicLanguage(value: string): value is PublicLanguage {
  return Object.hasOwn(CATALOGUES, value)
}

export function wordsOf(language: PublicLanguage): Words {
  return CATALOGUES[language]
}

/** What a browser or screen reader must be told: easy Japanese is read aloud as Japanese. */
export function langAttribute(language: PublicLanguage): string {
  return language === 'ja-easy' ? 'ja' : language
}

/** Puts values into a sentence of the catalogue. */
export function fill(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot)
}

export function showDay(day: string, language: PublicLanguage): string {
  const locale = language === 'en' ? 'en-GB' : 'ja-JP-u-ca-japanese'
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}
