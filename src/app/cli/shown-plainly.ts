/** What moves the cursor, turns the writing round, begins a line or is not seen at all. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu

/** Of the characters of a name, as many as a line of the terminal has room for. */
const LONGEST = 100

/**
 * As it may stand on a terminal: names and words out of the data can hold sequences that write over what stands above them. What is
 * unseen becomes `\u001b`, which JSON takes as well.
 */
export function shownPlainly(text: string): string {
  return text.replace(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, place) => codeOf(character.charCodeAt(place))).join(''),
  )
}

/** The same of several lines. */
export const linesShownPlainly = (text: string) => text.split('\n').map(shownPlainly).join('\n')

/** The same of every text in it, whatever it is in. */
export function allShownPlainly<Told>(told: Told, plainly = shownPlainly): Told {
  if (typeof told === 'string') return plainly(told) as Told
  if (Array.isArray(told)) return told.map((one) => allShownPlainly(one, plainly)) as Told
  if (told === null || typeof told !== 'object' || told instanceof Date) return told
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, allShownPlainly(value, plainly)]),
  ) as Told
}

/** A name that would push what stands above it off the screen is cut. */
export function shortName(name: string): string {
  const letters = [...name]
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join('')}…` : name
}

const codeOf = (unit: number) => `\\u${unit.toString(16).padStart(4, '0')}`
