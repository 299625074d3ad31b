import { desksFor } from '../../platform/actor.ts'
import { sift } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { matchRank, searchWords } from '../../ui/lookup/match.ts'
import { findablePerson, needlesOf, peopleToShow, searchablePeople } from '../people/index.ts'

/** The newest cards of one's desks that are looked through, as search does. */
const mostCards = 50_000
const mostNear = 200

/**
 * Cases that a request without one may be about: somebody in them is named like her. Nobody is told; for whom one of them does
 * not exist, the request does not exist either (migrations/0200).
 */
export async function nearCases(scene: Scene, name: string): Promise<string[]> {
  const words = searchWords(name)
  const inOnePiece = searchWords(name.replace(/\s/g, ''))
  if (words.length === 0) return []
  const source = await searchablePeople(scene, desksFor(scene.actor, 'access.work'), mostCards)
  const { ids } = await sift(scene.keys, source, {
    needles: needlesOf(words),
    rankOf: (card) => {
      const found = findablePerson(card)
      return matchRank(words, found) ?? matchRank(inOnePiece, found)
    },
    action: 'access.receive',
  })
  const people = await peopleToShow(scene.tx, ids.slice(0, mostNear))
  return [...new Set(people.flatMap((person) => person.caseId ?? []))]
}
