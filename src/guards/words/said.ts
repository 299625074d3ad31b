/** What a page says to whoever reads or hears it, and what of that is no language. Pure. */

const NOT_SAID = /<(script|style|kbd|svg)\b[^>]*>.*?<\/\1>/gs
const SPOKEN_ATTRIBUTE = /\s(?:aria-label|title|alt|placeholder)="([^"]*)"/g
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#x27': "'",
}

/** Texts and spoken attributes of a page, in order; language names in their own language are left out. */
export function saidOn(html: string): string[] {
  const body = html
    .replace(NOT_SAID, ' ')
    .replace(/<(\w+)[^>]*\slang="[^"]*"[^>]*>[^<]*<\/\1>/g, (element) =>
      element.startsWith('<html') ? element : ' ',
    )
  const attributes = [...body.matchAll(SPOKEN_ATTRIBUTE)].map(([, text = '']) => text)
  const texts = body.replace(/<!--.*?-->/gs, '').split(/<[^>]*>/)
  return [...texts, ...attributes].map((text) => decoded(text).trim()).filter((text) => text !== '')
}

function decoded(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\u3001\u3002\u30fb\uff08-\uff5e]/u
const NO_LANGUAGE: readonly [why: string, pattern: RegExp][] = [
  ['a day of machines', /\d{4}-\d\d-\d\d/],
  ['an id', /[0-9a-f]{8}-[0-9a-f]{4}-/],
  ['a code', /\b[a-z]+(?:[_.][a-z0-9]+)+\b/],
  ['a slot', /\{\w+\}/],
  ['nothing', /\b(?:undefined|null|NaN|Invalid Date)\b|\[object /],
]
/** Names of things that are the same in every language. */
const EVERYWHERE =
  /(?<![A-Za-z])(?:CSV|UTF-8|Shift_JIS|Shift|KB|MB|JPEG|PNG|WebP|PTA|DV|SNS|Tab|Enter|Ctrl|Alt|Esc|CNRY\w{4}|(?<![-0-9A-F])[0-9A-F]{4}-[0-9A-F]{4}(?![-0-9A-F])|English|[RHSTM]\d+|[A-Z2-7 ]{20,})(?![A-Za-z])/g

/** Why a text should not stand on a page in this language; undefined = it may. */
export function whyNotSaid(text: string, locale: 'ja' | 'en'): string | undefined {
  const plain = text.replace(EVERYWHERE, ' ')
  const found = NO_LANGUAGE.find(([, pattern]) => pattern.test(plain))
  if (found) return found[0]
  if (locale === 'en') return JAPANESE.test(plain) ? 'Japanese' : undefined
  return /[A-Za-z]{2,}/.test(plain) ? 'English' : undefined
}
