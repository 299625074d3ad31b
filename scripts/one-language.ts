import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { paraglideOptions } from '../src/platform/words/paraglide.ts'

const FOLDER = resolve(paraglideOptions.outdir, 'messages')
const ENGLISH = 'virtual:english-words'

/** All that pages ask of Paraglide's: which language it is, is said by the page (`followDocumentLocale`). */
const RUNTIME = `export const baseLocale = 'ja'
export const locales = ['ja', 'en']
export const isLocale = (locale) => locales.includes(locale)
let get = () => baseLocale
export const getLocale = () => get()
export const overwriteGetLocale = (other) => { get = other }`

/**
 * Paraglide's sentences hold every language. A browser is sent them in Japanese, as far as its page needs them, and the whole
 * English catalogue as one script that only an English page loads.
 */
export function oneLanguage(): Plugin {
  let places: ReadonlyMap<string, number> = new Map()
  return {
    name: 'one-language',
    // Before Vite takes the comments and names apart that the sentences are found by.
    enforce: 'pre',
    buildStart() {
      const names = readdirSync(FOLDER).filter((file) => file.endsWith('.js') && !file.startsWith('_'))
      places = new Map(names.sort().map((file, place) => [basename(file, '.js'), place]))
    },
    resolveId: (id) => (id === ENGLISH ? `\0${ENGLISH}` : null),
    load(id) {
      if (id !== `\0${ENGLISH}`) return null
      if (this.environment.name !== 'client') return 'export const sentences = []'
      const sentences = [...places.keys()].map((name) => sentenceOf(name, 'en', readMessage(name)))
      const all = [...places.keys()].map((name) => `en_${name}`)
      return `import * as registry from '${resolve(FOLDER, '../registry.js')}'\n${sentences.join('\n')}\nexport const sentences = [${all}]`
    },
    transform(code, id) {
      if (this.environment.name !== 'client') return null
      const [path = ''] = id.split('?')
      if (path === resolve(FOLDER, '../runtime.js')) return RUNTIME
      const name = basename(path, '.js')
      const place = path.startsWith(FOLDER) ? places.get(name) : undefined
      if (place === undefined) return null
      const sayer = resolve(FOLDER, '../../one-language.ts')
      const sentence = sentenceOf(name, 'ja', code)
      // One without blanks to fill in, as most are, is a text and no function.
      const text = /\(`([^`$\\]*)`\)\n\};$/.exec(sentence)?.[1]
      if (text !== undefined && !sentence.includes('registry.'))
        return `import { say } from '${sayer}'\nexport const ${name} = /* @__PURE__ */ say(${place}, ${JSON.stringify(text)})`
      return `import { say } from '${sayer}'\nimport * as registry from '../registry.js'\n${sentence}
export const ${name} = /* @__PURE__ */ say(${place}, ja_${name})`
    },
  }
}

function readMessage(name: string): string {
  return readFileSync(join(FOLDER, `${name}.js`), 'utf8')
}

/** The function of one language, as Paraglide writes it: from its name to the bracket at the beginning of a line. */
function sentenceOf(name: string, locale: 'ja' | 'en', code: string): string {
  const start = code.indexOf(`const ${locale}_${name} = `)
  const end = code.indexOf('\n};', start)
  if (start < 0 || end < 0)
    throw new Error(`${name} has no sentence in ${locale}: Paraglide writes them differently now`)
  return code.slice(start, end + 3)
}
