import { baseLocale, isLocale, type Locale, locales, overwriteGetLocale } from './generated/runtime.js'

export { getLocale, type Locale, locales } from './generated/runtime.js'

export const LOCALE_COOKIE = 'lang'

/** The locale a request asks for with its cookie; anything unknown is Japanese. */
export function localeFromCookie(value: string | undefined): Locale {
  return isLocale(value) ? value : baseLocale
}

/** The name of each language in that language, for the language links. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  ja: new Intl.DisplayNames('ja', { type: 'language' }).of('ja') ?? 'ja',
  en: new Intl.DisplayNames('en', { type: 'language' }).of('en') ?? 'en',
}

/** In the browser the page says which language the server rendered; hydration can then never differ. */
export function followDocumentLocale(): void {
  overwriteGetLocale(() => localeFromCookie(document.documentElement.lang))
}

/** In the browser, from the next drawing of the page on. */
export function speak(locale: string): void {
  document.documentElement.lang = localeFromCookie(locale)
}

export function otherLocales(current: Locale): readonly Locale[] {
  return locales.filter((locale) => locale !== current)
}
