import { type Findable, matchRank, phoneRank, type Word } from '../../ui/lookup/match.ts'
import type { PersonCard, PersonName } from './contract.ts'

/** What a person can be found by: all her names in both scripts, her numbers, her birth date. */
export function findablePerson(card: PersonCard): Findable {
  return {
    texts: card.names.flatMap(spellings),
    phones: card.phones.map((phone) => phone.number),
    day: card.birthDate,
  }
}

/** Family name first and without a space, and the given name by itself, each in both scripts. */
function spellings({ family, given, familyKana, givenKana }: PersonName): string[] {
  return [`${family}${given}`, `${familyKana}${givenKana}`, given, givenKana]
}

/** One of the words is enough: the others may be her birth date or her telephone. */
export function isNameMeant(words: readonly Word[], name: PersonName): boolean {
  return words.some((word) => matchRank([word], { texts: spellings(name) }) !== undefined)
}

/** Which of her numbers was typed; empty where none was. */
export function meantPhone(card: PersonCard, words: readonly Word[]): string {
  const found = card.phones.find((phone) =>
    words.some((word) => word.digits !== '' && phoneRank(word.digits, [phone.number]) !== undefined),
  )
  return found?.number ?? ''
}
