import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import type { Opened } from '../../platform/records.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { nameToShow } from '../people/index.ts'
import { Breadth, Found, mostShown, TypedWords } from './contract.ts'
import { shownPerson } from './findable.ts'
import { casesFound, desksFound, peopleFound, requestsFound, searchFor } from './look-through.ts'

const Input = z.object({ words: TypedWords, breadth: Breadth })
type Input = z.output<typeof Input>

/**
 * Everything she may open: cases by number and title, people by name, kana, birth date and telephone, requests by title,
 * desks. The sealed copies are looked through; only what is shown is opened, after the audit line with the number found
 * is committed.
 */
export const findAnything = defineUseCase({
  name: 'search.find',
  permission: 'search.run',
  purpose: 'support',
  input: Input,
  subject: () => ({ objectType: 'search' }),
  output: Found,
  run: (scene, input) => lookThrough(scene, input, 'search.find'),
  audit: auditOf,
  present,
})

/** For everybody else: the desks of the network, and the requests that her own desk has a part in. */
export const findInNetwork = defineUseCase({
  name: 'search.find-in-network',
  permission: 'directory.read',
  purpose: 'coordination',
  input: Input,
  subject: () => ({ objectType: 'search' }),
  output: Found,
  run: (scene, input) => lookThrough(scene, input, 'search.find-in-network'),
  audit: auditOf,
  present,
})

const nothing = { total: 0, unopenable: 0, isCut: false, shown: [], seal: async () => async () => undefined }

async function lookThrough(scene: Scene, input: Input, action: string) {
  const search = searchFor(input.words, mostShown[input.breadth], action)
  // A seat from which cases are not read finds none of its desk's people either.
  const deskIds = desksFor(scene.actor, 'case.read')
  const looks = search.words.length > 0
  const [cases, people, requests, desks] = await Promise.all([
    looks && deskIds.length > 0 ? casesFound(scene, deskIds, search) : nothing,
    looks && deskIds.length > 0 ? peopleFound(scene, deskIds, search) : nothing,
    looks ? requestsFound(scene, search) : nothing,
    looks ? desksFound(scene, search) : nothing,
  ])
  const filings = [await cases.seal(), await people.seal()]
  // Last of all: from here on whoever changes something at these desks waits for our commit.
  for (const file of filings) await file()
  return { cases, people, requests, desks }
}

type Looked = Awaited<ReturnType<typeof lookThrough>>

/** How many were found, and what was typed: sealed, for auditors. */
function auditOf({ cases, people, requests, desks }: Looked, { words }: Input) {
  return { count: cases.total + people.total + requests.total + desks.total, words }
}

function present({ cases, people, requests, desks }: Opened<Looked>, input: Input): z.input<typeof Found> {
  return {
    words: input.words,
    cases: {
      total: cases.total,
      shown: cases.shown.map(({ label, client, ...one }) => ({
        ...one,
        number: label?.number ?? '',
        title: label?.title ?? '',
        name: client ? nameToShow(client) : '',
      })),
    },
    people: {
      total: people.total,
      shown: people.shown.flatMap(({ card, label, ...one }) =>
        card ? [{ ...one, ...shownPerson(card, input.words), caseNumber: label?.number ?? '' }] : [],
      ),
    },
    requests: {
      total: requests.total,
      shown: requests.shown.map(({ sheet, ...one }) => ({ ...one, title: sheet?.title ?? '' })),
    },
    desks,
    isCut: cases.isCut || people.isCut,
    unopenable: cases.unopenable + people.unopenable + requests.unopenable,
  }
}
