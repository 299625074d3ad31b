import { html } from 'hono/html'
import { everyCodeOf, presentCode } from '../codes/code-lists.ts'
import type { PublicLanguage } from './languages.ts'
import type { Html } from './page-frame.ts'

/**
 * The languages of a window by their names, each also as its own speakers write it: whoever cannot read this page
 * finds hers all the same. A code nobody knows, or "other", tells her nothing and is left out.
 */
export function spokenLanguages(codes: readonly string[], language: PublicLanguage): readonly Html[] {
  const present = [...new Set(codes.map((code) => presentCode('language', code)))]
  return present.flatMap((code) => {
    const known = everyCodeOf('language').find((one) => one.code === code)
    if (!known?.own) return []
    const name = language === 'en' ? known.en : known.ja
    const own = known.own === name ? '' : html` <span lang="${known.tag}">${known.own}</span>`
    return [html`<li>${name}${own}</li>`]
  })
}
