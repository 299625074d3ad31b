import { desksFor } from '../../platform/actor.ts'
import { sift } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { searchWords } from '../../ui/lookup/match.ts'
import { findablePerson, lookFor, peopleToShow, searchablePeople } from '../people/index.ts'

const mostNear = 200

/**
 * Cases that a request without one may be about: somebody in them is named like her. Nobody is told; for whom one of them does
 * not exist, the request does not exist either (migrations/0200).
 */
export async function nearCases(scene: Scene, name: string): Promise<string[]> {
  const words = searchWords(name)
  const inOnePiece = searchWords(name.replace(/\s/g, ''))
  if (words.length === 0) return []
  const source = await searchablePeople(scene, desksFor(scene.actor, 'access.work'))
  const apart = lookFor(words, findablePerson, 'access.receive')
  const joined = lookFor(inOnePiece, findablePerson, 'access.receive')
  const { hits } = await sift(scene.keys, source, {
    ...apart,
    rankOf: (card) => apart.rankOf(card) ?? joined.rankOf(card),
    rankOfLine(line) {
      const found = apart.rankOfLine(line)
      return found.rank === undefined ? joined.rankOfLine(line) : found
    },
  })
  const ids = hits.map((hit) => hit.id)
  const people = await peopleToShow(scene.tx, ids.slice(0, mostNear))
  return [...new Set(people.flatMap((person) => person.caseId ?? []))]
}
