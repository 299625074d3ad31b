import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import type { PersonCard } from './contract.ts'
import { kanaKey } from './normalise.ts'
import { linksOf } from './same-person.ts'
import { ShownPerson } from './shapes.ts'
import { personsById, searchableCards } from './store.ts'

/** The newest cards looked through; whoever is older is found by her number, or by search. */
const mostCards = 5_000
const mostFound = 20

/**
 * Somebody whom the counsellor knows to be the same although no number and no birth date says so: found by a part of
 * her name, its reading or a number. What was typed stands in no address and no record; how many were found does.
 */
export const findOthers = defineUseCase({
  name: 'person.find-others',
  permission: 'person.merge',
  purpose: 'support',
  input: z.object({
    personId: z.uuid(),
    words: z
      .string('people_error_words')
      .trim()
      .min(1, 'people_error_words')
      .max(100, 'people_error_words_long'),
  }),
  subject: (input) => ({ objectType: 'person', objectId: input.personId }),
  output: z.object({ found: z.array(ShownPerson), isCut: z.boolean() }),
  async run({ tx }, input) {
    const [person] = await personsById(tx, [input.personId])
    if (!person) throw new AppError('not-found')
    const standing = (await linksOf(tx, person.id)).filter((link) => link.unsaidAt === null)
    const known = new Set([person.id, ...standing.flatMap((link) => [link.personId, link.otherId])])
    const cards = await searchableCards(tx, mostCards + 1)
    return {
      isLimited: cards.length > mostCards,
      cards: cards.filter((one) => one.part === 'client' && !known.has(one.personId)).slice(0, mostCards),
    }
  },
  audit: (result) => ({ count: result.cards.length }),
  present({ cards, isLimited }, { words }) {
    const found = cards.filter(({ card }) => card !== null && isMeant(card, words))
    return {
      isCut: isLimited || found.length > mostFound,
      found: found
        .slice(0, mostFound)
        .map(({ personId, caseId, part, since, card }) => ({ id: personId, caseId, part, since, card })),
    }
  },
})

/** Whether a card carries what was typed: each word of it, in a name, a reading or a number. Pure. */
export function isMeant(card: PersonCard, words: string): boolean {
  const names = card.names.map((name) =>
    kanaKey(`${name.family}${name.given} ${name.familyKana}${name.givenKana}`),
  )
  const digits = card.phones.map(({ number }) => number.normalize('NFKC').replace(/\D/g, ''))
  return words.split(/\s+/).every((word) => {
    const number = word.normalize('NFKC').replace(/\D/g, '')
    const isNumber = number.length >= 4 && digits.some((one) => one.includes(number))
    return isNumber || names.some((name) => name.includes(kanaKey(word)))
  })
}
