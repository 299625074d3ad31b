import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { paraglideOptions } from '../src/platform/words/paraglide.ts'

const FOLDER = resolve(paraglideOptions.outdir, 'messages')
const CODES = resolve(import.meta.dirname, '../reference/codes')
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
 * English catalogue, with the names of codes, as one script that only an English page loads.
 */
export function oneLanguage(): Plugin {
  let read: Sentences | undefined
  // Only when one is asked for: Paraglide writes them as the build begins, and before that they are old ones or none.
  const sentences = () => {
    read ??= readSentences()
    return read
  }
  return {
    name: 'one-language',
    // Before Vite takes the comments and names apart that the sentences are found by.
    enforce: 'pre',
    buildStart() {
      read = undefined
    },
    resolveId: (id) => (id === ENGLISH ? `\0${ENGLISH}` : null),
    load(id) {
      if (id !== `\0${ENGLISH}`) return null
      if (this.environment.name !== 'client')
        return 'export const sentences = []\nexport const places = {}\nexport const codes = {}'
      const { places, byText } = sentences()
      const english = [...places.keys()].map((name) => sentenceOf(name, 'en', readMessage(name)))
      const all = [...places.keys()].map((name) => `en_${name}`)
      return `import * as registry from '${resolve(FOLDER, '../registry.js')}'\n${english.join('\n')}
export const sentences = [${all}]
export const places = ${JSON.stringify(Object.fromEntries(byText))}
export const codes = ${JSON.stringify(englishCodes())}`
    },
    transform(code, id) {
      if (this.environment.name !== 'client') return null
      const [path = ''] = id.split('?')
      if (path === resolve(FOLDER, '../runtime.js')) return RUNTIME
      if (!path.startsWith(FOLDER)) return null
      const { places, byText } = sentences()
      const name = basename(path, '.js')
      const place = places.get(name)
      if (place === undefined) return null
      const sayer = resolve(FOLDER, '../../one-language.ts')
      const sentence = sentenceOf(name, 'ja', code)
      // One without blanks to fill in, as most are, is a text and no function.
      const text = textOf(sentence)
      if (text !== null)
        return `import { say } from '${sayer}'
export const ${name} = /* @__PURE__ */ say(${[JSON.stringify(text), ...(byText.has(text) ? [] : [place])]})`
      return `import { say } from '${sayer}'\nimport * as registry from '../registry.js'\n${sentence}
export const ${name} = /* @__PURE__ */ say(ja_${name}, ${place})`
    },
  }
}

interface CodeFile {
  list: string
  codes: readonly { code: string; en: string; hint?: { en: string } }[]
}

/** The English of every code, by the list's name as `src/codes/code-lists.ts` has it; `browserChunks` takes it out of the lists. */
function englishCodes() {
  const files = readdirSync(CODES).map((file) => JSON.parse(readFileSync(join(CODES, file), 'utf8')))
  const lists: CodeFile[] = files.filter((file) => 'codes' in file)
  return Object.fromEntries(
    lists.map(({ list, codes }) => [
      list.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
      Object.fromEntries(codes.map(({ code, en, hint }) => [code, { label: en, hint: hint?.en }])),
    ]),
  )
}

interface Sentences {
  places: ReadonlyMap<string, number>
  /** Where a text alone says which sentence it is: no two of the same mean different things in English. */
  byText: ReadonlyMap<string, number>
}

function readSentences(): Sentences {
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.js') && !file.startsWith('_'))
  const places = new Map(names.sort().map((file, place) => [basename(file, '.js'), place]))
  return { places, byText: placesByText([...places.keys()]) }
}

function placesByText(names: readonly string[]): Map<string, number> {
  const english = new Map<string, Set<string>>()
  const found = new Map<string, number>()
  for (const [place, name] of names.entries()) {
    const code = readMessage(name)
    const text = textOf(sentenceOf(name, 'ja', code))
    if (text === null) continue
    const same = sentenceOf(name, 'en', code)
      .replaceAll(name, '')
      .replace(/inputs: \w+/, '')
    english.set(text, (english.get(text) ?? new Set()).add(same))
    found.set(text, place)
  }
  for (const [text, meanings] of english) if (meanings.size > 1) found.delete(text)
  return found
}

function textOf(sentence: string): string | null {
  if (sentence.includes('registry.')) return null
  return /\(`([^`$\\]*)`\)\n\};$/.exec(sentence)?.[1] ?? null
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
