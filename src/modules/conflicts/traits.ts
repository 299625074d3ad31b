import type { z } from 'zod'
import { parseJapaneseDate } from '../../ui/wareki/parse-japanese-date.ts'
import { kanaKey, type PersonCard, phoneKey } from '../people/index.ts'

/** By what somebody is recognised on both sides. */
export interface Trait {
  use: 'phone' | 'kana-name' | 'written-name' | 'name-and-birth-date'
  value: string
}

/** Family and given name both: half a name is half a town's. */
const shortestWritten = 3

export function traitsOf(card: z.input<typeof PersonCard>): Trait[] {
  const names = (card.names ?? [])
    .flatMap(({ family = '', given = '', familyKana = '', givenKana = '' }) => [
      ...(familyKana.trim() && givenKana.trim() ? [kana(`${familyKana}${givenKana}`)] : []),
      ...(family.trim() && given.trim() ? [written(`${family}${given}`)] : []),
    ])
    .filter(isSomething)
  const { birthDate } = card
  const dated = birthDate
    ? names.map(({ value }) => ({ use: 'name-and-birth-date' as const, value: `${value}|${birthDate}` }))
    : []
  const phones = (card.phones ?? [])
    .map(({ number }) => ({ use: 'phone' as const, value: phoneKey(number) }))
    .filter(isSomething)
  return once([...names, ...dated, ...phones])
}

/** A name as the safety notes say it, in one piece. */
export function traitsOfName(name: string): Trait[] {
  const whole = written(name)
  if ([...whole.value].length < shortestWritten) return []
  const reading = kanaKey(name)
  return /^[\u30a1-\u30fa]+$/.test(reading) ? [{ use: 'kana-name', value: reading }] : [whole]
}

/** A dot or a long-vowel mark in place of a name leaves nothing, and nothing is not somebody's name. */
function isSomething({ value }: Pick<Trait, 'value'>): boolean {
  return value !== ''
}

function kana(name: string): Trait {
  return { use: 'kana-name', value: kanaKey(name) }
}

/** Old and new forms of a character stay apart: they are different families often enough, and kana tells the rest. */
function written(name: string): Trait {
  return { use: 'written-name', value: name.normalize('NFKC').replace(/[\s\u30fb\uff65]/g, '') }
}

function once(traits: readonly Trait[]): Trait[] {
  return [...new Map(traits.map((trait) => [`${trait.use} ${trait.value}`, trait])).values()]
}

/** What the other side has in common with ours, and whether it knows a birth date. */
export interface Common {
  uses: readonly string[]
  hasBirthDate: boolean
}

/**
 * The same number, or the same name on the same birth date. A name alone is enough as long as one side knows no birth
 * date: rather a namesake whom a lead lets in than a husband who reads on. Two different birth dates are two people.
 */
export function isConflict(ours: readonly Trait[], { uses, hasBirthDate }: Common): boolean {
  if (uses.includes('phone') || uses.includes('name-and-birth-date')) return true
  const isNamed = uses.includes('kana-name') || uses.includes('written-name')
  const bothKnowTheDay = hasBirthDate && ours.some((trait) => trait.use === 'name-and-birth-date')
  return isNamed && !bothKnowTheDay
}

/**
 * Whether words that somebody typed name this person: by whole names in either writing and either order, by the number, or by the
 * birth date. The half of a name is half a town's. Rather a line too many than one that names him.
 */
export function namesKin(words: string, card: z.output<typeof PersonCard>): boolean {
  const [text, reading, number] = [written(words).value, kanaKey(words), phoneKey(words)]
  const isSaid = (name: string, kanaName: string) => {
    const [one, other] = [written(name).value, kanaKey(kanaName)]
    return (one !== '' && text.includes(one)) || (other !== '' && reading.includes(other))
  }
  return (
    card.names.some((name) => isSaid(name.family, name.familyKana) && isSaid(name.given, name.givenKana)) ||
    card.phones.some((phone) => phoneKey(phone.number) !== '' && number.includes(phoneKey(phone.number))) ||
    (card.birthDate !== null && words.split(/\s+/).some((part) => parseJapaneseDate(part) === card.birthDate))
  )
}
