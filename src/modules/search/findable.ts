import { type Findable, searchWords } from '../../ui/lookup/match.ts'
import type { SearchableDesk } from '../directory/index.ts'
import { isNameMeant, meantPhone, nameToShow, type PersonCard } from '../people/index.ts'
import type { FoundPerson } from './contract.ts'

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
  const other = card.names.find((one) => one !== name && isNameMeant(words, one))
  const isShownMeant = name !== undefined && isNameMeant(words, name)
  return {
    name: nameToShow(card),
    kana: name ? `${name.familyKana} ${name.givenKana}`.trim() : '',
    birthDate: card.birthDate,
    otherName:
      other && !isShownMeant ? { kind: other.kind, name: nameToShow({ ...card, names: [other] }) } : null,
    phone: meantPhone(card, words),
  } satisfies Partial<FoundPerson>
}
