import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { sift } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { searchWords } from '../../ui/lookup/match.ts'
import { findablePerson, lookFor, peopleToShow, searchablePeople } from '../people/index.ts'

/** So many are named alike only where half a name was given. */
const mostNear = 1000

/**
 * Cases that a request without one may be about: somebody in them is named like her. Nobody is told; for whom one of them does
 * not exist, the request does not exist either (migrations/0200). All of them or none: where more people are named so than `most`,
 * or something could not be looked into, throws `invalid` with the field `name`; where everything moved meanwhile, `busy`.
 */
export async function nearCases(scene: Scene, name: string, most = mostNear): Promise<string[]> {
  const words = searchWords(name)
  const inOnePiece = searchWords(name.replace(/\s/g, ''))
  if (words.length === 0) return []
  const source = await searchablePeople(scene, desksFor(scene.actor, 'access.work'))
  const apart = lookFor(words, findablePerson, 'access.receive')
  const joined = lookFor(inOnePiece, findablePerson, 'access.receive')
  const { hits, unopenable, isCut } = await sift(scene.keys, source, {
    ...apart,
    rankOf: (card) => apart.rankOf(card) ?? joined.rankOf(card),
    rankOfLine(line) {
      const found = apart.rankOfLine(line)
      return found.rank === undefined ? joined.rankOfLine(line) : found
    },
  })
  if (unopenable > 0 || source.isCut) throw unsure('access_name_unsure')
  if (isCut) throw new AppError('busy')
  if (hits.length > most) throw unsure('access_name_common')
  const people = await peopleToShow(
    scene.tx,
    hits.map((hit) => hit.id),
  )
  return [...new Set(people.flatMap((person) => person.caseId ?? []))]
}

const unsure = (name: string) => new AppError('invalid', 'error_invalid', { fields: { name } })
