import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { sift } from '../../platform/sifting.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { searchWords } from '../../ui/lookup/match.ts'
import { findablePerson } from './findable.ts'
import { lookFor } from './look-for.ts'
import { linksOf } from './same-person.ts'
import { peopleToShow, searchablePeople } from './searchable-people.ts'
import { ShownPerson } from './shapes.ts'
import { personsById } from './store.ts'

/** Counterparts and children match too, and are left out before the first twenty are shown. */
const mostMatches = 200
const mostFound = 20

/**
 * Somebody whom the counsellor knows to be the same although no number and no birth date says so: found as by search, by
 * a part of her name, its reading, a number or a birth date. What was typed stands in no address; auditors read it.
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
  async run(scene, { personId, words: typed }) {
    const { actor, tx } = scene
    const [person] = await personsById(tx, [personId])
    if (!person) throw new AppError('not-found')
    const standing = (await linksOf(tx, person.id)).filter((link) => link.unsaidAt === null)
    const known = new Set([person.id, ...standing.flatMap((link) => [link.personId, link.otherId])])
    const words = searchWords(typed)
    const source = await searchablePeople(scene, desksFor(actor, 'person.merge'))
    const { hits } = await sift(scene.keys, source, lookFor(words, findablePerson, 'person.find-others'))
    const ids = hits.map((hit) => hit.id)
    const matches = await peopleToShow(tx, ids.slice(0, mostMatches))
    const others = matches.filter((one) => one.part === 'client' && !known.has(one.personId))
    return {
      isCut: source.isCut || ids.length > mostMatches || others.length > mostFound,
      others: others.slice(0, mostFound),
    }
  },
  audit: (result, { words }) => ({ count: result.others.length, words }),
  present: ({ others, isCut }) => ({
    isCut,
    found: others.map(({ personId, ...one }) => ({ id: personId, ...one })),
  }),
})
