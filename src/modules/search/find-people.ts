import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { nameToShow, type PersonCard, searchableCards } from '../people/index.ts'
import { matchRank, searchWords } from './match.ts'

/** Beyond this the person must narrow by status or year in the lists. */
const mostCards = 50_000
const mostFound = 20

export const FoundPerson = z.object({
  personId: z.uuid(),
  caseId: z.uuid().nullable(),
  part: z.string(),
  name: z.string(),
  kana: z.string(),
  birthDate: z.string().nullable(),
})

/**
 * Opens the cards one may see and keeps those that match: kana, half-width, variant characters, parts of words, telephone
 * numbers. What was typed is in no address, no log and no audit line; the line says how many were found.
 */
export const findPeople = defineUseCase({
  name: 'search.find-people',
  permission: 'search.run',
  purpose: 'support',
  input: z.object({ words: z.string().trim().min(1, 'search_type_something').max(100, 'search_too_long') }),
  subject: () => ({ objectType: 'search' }),
  output: z.object({ found: z.array(FoundPerson), isCut: z.boolean() }),
  async run({ tx }) {
    const cards = await searchableCards(tx, mostCards + 1)
    return { cards: cards.slice(0, mostCards), isCut: cards.length > mostCards }
  },
  audit: (result) => ({ count: result.cards.length }),
  present({ cards, isCut }, { words }) {
    const typed = searchWords(words)
    const found = cards.flatMap(({ card, ...where }) => {
      if (!card) return []
      const rank = matchRank(typed, textsOf(card))
      return rank === undefined ? [] : [{ rank, found: { ...where, ...shownOf(card) } }]
    })
    found.sort((one, other) => one.rank - other.rank)
    return {
      found: found.slice(0, mostFound).map((one) => one.found),
      isCut: isCut || found.length > mostFound,
    }
  },
})

function textsOf(card: PersonCard): string[] {
  const names = card.names.flatMap((name) => [
    `${name.family}${name.given}`,
    `${name.familyKana}${name.givenKana}`,
    name.given,
    name.givenKana,
  ])
  return [...names, ...card.phones.map((phone) => phone.number), card.birthDate?.replaceAll('-', '') ?? '']
}

function shownOf(card: PersonCard) {
  const name = card.names.find((one) => one.kind === 'used') ?? card.names[0]
  return {
    name: nameToShow(card),
    kana: name ? `${name.familyKana} ${name.givenKana}`.trim() : '',
    birthDate: card.birthDate,
  }
}
