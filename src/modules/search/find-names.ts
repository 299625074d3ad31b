import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { kanaToShow, nameToShow } from '../people/index.ts'
import { FoundCase, mostShown, TypedWords } from './contract.ts'
import { casesFound, peopleFound, searchFor } from './look-through.ts'

const NamedPerson = z.object({
  personId: z.uuid(),
  caseId: z.uuid().nullable(),
  part: z.string(),
  name: z.string(),
  kana: z.string(),
})

/** Cases by number or title and people by name, for programs; looked through as on the page, and recorded as there. */
export const findNames = defineUseCase({
  name: 'search.names',
  permission: 'search.run',
  purpose: 'support',
  scope: 'search.run',
  input: z.object({ words: TypedWords }),
  subject: () => ({ objectType: 'search' }),
  output: z.object({
    cases: z.object({ total: z.number(), shown: z.array(FoundCase) }),
    people: z.object({ total: z.number(), shown: z.array(NamedPerson) }),
    /** More stands there than was looked through. */
    isCut: z.boolean(),
    /** Records that could not be opened, and so not be looked through. */
    unopenable: z.number(),
  }),
  async run(scene, { words }) {
    const search = searchFor(words, mostShown.many, 'search.names')
    const deskIds = desksFor(scene.actor, 'search.run')
    if (search.words.length === 0) return { cases: nothing, people: nothing }
    const [cases, people] = await Promise.all([
      casesFound(scene, deskIds, search),
      peopleFound(scene, deskIds, search),
    ])
    return { cases, people }
  },
  audit: ({ cases, people }, { words }) => ({ count: cases.total + people.total, words }),
  present: ({ cases, people }) => ({
    cases: {
      total: cases.total,
      shown: cases.shown.map(({ caseId, status, label, client }) => ({
        ...{ caseId, status, number: label?.number ?? '', title: label?.title ?? '' },
        name: client ? nameToShow(client) : '',
      })),
    },
    people: {
      total: people.total,
      shown: people.shown.flatMap(({ personId, caseId, part, card }) =>
        card ? [{ personId, caseId, part, name: nameToShow(card), kana: kanaToShow(card) }] : [],
      ),
    },
    isCut: cases.isCut || people.isCut,
    unopenable: cases.unopenable + people.unopenable,
  }),
})

const nothing = { total: 0, unopenable: 0, isCut: false, shown: [] }
