import type { CaseLabel } from '../cases/index.ts'
import type { SearchableDesk } from '../directory/index.ts'
import { nameToShow, type PersonCard, type PersonName } from '../people/index.ts'
import type { FoundPerson } from './contract.ts'
import { type Findable, matchRank, phoneRank, searchWords, type Word } from './match.ts'

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

export function findableCase(label: CaseLabel): Findable {
  return { texts: [label.title], caseNumber: label.number }
}

export function findableDesk(desk: SearchableDesk): Findable {
  return {
    texts: [desk.name, desk.bodyName, desk.bodyKana, `${desk.bodyName}${desk.name}`, ...desk.roles],
    phones: [desk.publicPhone, desk.extension],
  }
}

/** What is shown of a person, and which of her names and numbers was meant by what was typed. */
export function shownPerson(card: PersonCard, typed: string) {
  const words = searchWords(typed)
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  const other = card.names.find((one) => one !== name && isMeant(words, one))
  const isShownMeant = name !== undefined && isMeant(words, name)
  return {
    name: nameToShow(card),
    kana: name ? `${name.familyKana} ${name.givenKana}`.trim() : '',
    birthDate: card.birthDate,
    otherName:
      other && !isShownMeant ? { kind: other.kind, name: nameToShow({ ...card, names: [other] }) } : null,
    phone: meantPhone(card, words),
  } satisfies Partial<FoundPerson>
}

/** One of the words is enough: the others may be her birth date or her telephone. */
function isMeant(words: readonly Word[], name: PersonName): boolean {
  return words.some((word) => matchRank([word], { texts: spellings(name) }) !== undefined)
}

function meantPhone(card: PersonCard, words: readonly Word[]): string {
  const found = card.phones.find((phone) =>
    words.some((word) => word.digits !== '' && phoneRank(word.digits, [phone.number]) !== undefined),
  )
  return found?.number ?? ''
}
