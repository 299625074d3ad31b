import patterns from '../../../reference/whereabouts-patterns.json' with { type: 'json' }

export type PlaceKind = 'phone' | 'postcode' | 'address' | 'mail' | 'link' | keyof typeof patterns.kinds

export interface LikelyPlace {
  kind: PlaceKind
  text: string
}

const word = '[\\p{Script=Han}\\p{Script=Katakana}\\u30fc\\u3005A-Za-z0-9]{1,16}'
const hiragana = `(?!(?<=\\p{Script=Han})\\u306e)\\p{Script=Hiragana}{2,10}(?<![${patterns.particlesBefore}])`
const han = '[\\p{Script=Han}\\u30b1\\u30f6\\u3005]'
const municipality = `(?:${han}{1,8}|\\p{Script=Hiragana}{2,6})`
const letter = `(?:(?![${patterns.notInTown}])[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3005])`
const digit = `[${patterns.numerals}]`

const fixed: readonly [PlaceKind, RegExp][] = [
  ['mail', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu],
  ['link', /https?:\/\/[!-~]+/gu],
  ['phone', /(?<!\d)(?:\+81[-\s]?|0)\d{1,4}[-()\s]?\d{1,4}[-()\s]?\d{3,4}(?!\d)/gu],
  ['postcode', new RegExp(`(?<![\\d-])${patterns.postMark}?\\d{3}-\\d{4}(?!\\d|-)`, 'gu')],
  ['address', new RegExp(`${word}?${digit}{1,5}(?:${patterns.address.join('|')})(?:[-\\d]{1,12})?`, 'gu')],
  // Without a number, or with no more than the two that everybody writes.
  ['address', new RegExp(`${municipality}${patterns.municipality}${letter}{1,8}?${patterns.town}`, 'gu')],
  [
    'address',
    new RegExp(
      `${municipality}${patterns.cityWard}${han}{1,4}${patterns.wardPart}(?!${han}*${patterns.office})${han}{2,6}`,
      'gu',
    ),
  ],
  [
    'address',
    new RegExp(
      `${letter}{1,8}${patterns.numberedTown}\\d{1,4}-\\d{1,4}(?:[-${patterns.and}]\\d{1,5})?(?![\\d-])`,
      'gu',
    ),
  ],
  ['address', new RegExp(`${patterns.section}${letter}{1,8}?\\d{1,5}`, 'gu')],
  ['address', /(?<![\d-])\d{1,4}-\d{1,4}-\d{1,4}(?![\d-])/gu],
]
const named = Object.entries(patterns.kinds).map(([kind, words]): [PlaceKind, RegExp] => [
  kind as PlaceKind,
  new RegExp(`(?:${word}|${hiragana})(?:${words.join('|')})|(?:${patterns.companyBefore})${word}`, 'gu'),
])

/**
 * Phrases of a text that probably give away a place or a number: a clinic, a school, a station, an address. The machine
 * only asks; a person confirms each one before the text goes to another desk.
 */
export function likelyPlaces(text: string): LikelyPlace[] {
  // Letters that cannot be seen part a word for the machine alone.
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2010-\u2015\u2212]|(?<=\d)\u30fc(?=\d)/g, '-')
  const found = new Map<string, LikelyPlace>()
  for (const [kind, pattern] of [...fixed, ...named])
    for (const [match] of plain.matchAll(pattern)) {
      const isPart = [...found.keys()].some((known) => known.includes(match))
      if (!isPart) found.set(match, { kind, text: match })
    }
  return [...found.values()]
}

const day = /^(?:19|20)\d{2}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])$/
const nowhere = new RegExp([...patterns.counted, ...patterns.generic].join('|'))
const dwellingKinds: readonly PlaceKind[] = ['address', 'postcode', 'dwelling']

/** Of the likely places those that say where somebody lives; not a day written with hyphens, nor 朝一番, 12番 or 社員寮. */
export function likelyDwellings(text: string): LikelyPlace[] {
  return likelyPlaces(text).filter(
    (place) => dwellingKinds.includes(place.kind) && !day.test(place.text) && !nowhere.test(place.text),
  )
}

/** What is still to be confirmed, in several texts at once. */
export function unconfirmedPlaces(texts: readonly string[], confirmed: readonly string[]): LikelyPlace[] {
  const places = new Map(texts.flatMap(likelyPlaces).map((place) => [place.text, place]))
  return [...places.values()].filter((place) => !confirmed.includes(place.text))
}
