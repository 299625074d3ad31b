import { asks } from '../../platform/asking.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { peopleOfCase } from '../people/index.ts'
import { namesOneOf, opposingParts } from './policy.ts'

/**
 * Whether a recipient's name is that of the counterpart or of kin, as far as the case names them. What cannot be opened
 * cannot be compared: then nothing leaves.
 */
export async function isNamedLikeOpposing(scene: Scene, caseId: string, typed: string): Promise<boolean> {
  const found = await caseForRequest(scene, caseId)
  const people = await peopleOfCase(scene.tx, caseId)
  const cards = people.filter((person) => opposingParts.includes(person.part)).map((person) => person.card)
  const inCards = await asks(scene.keys, cards, (card) => namesOneOf(typed, card.names))
  const inSafety = await asks(scene.keys, [found.safety], ({ counterpart }) =>
    namesOneOf(typed, [{ family: counterpart.name, given: '', familyKana: '', givenKana: '' }]),
  )
  if (inCards === 'unopenable' || inSafety === 'unopenable')
    throw new AppError('refused', 'documents_refused_unopenable')
  return inCards === 'yes' || inSafety === 'yes'
}

/** The part that a person has in this very case; null for anybody else. */
export async function partInCase(scene: Scene, caseId: string, personId: string): Promise<string | null> {
  const people = await peopleOfCase(scene.tx, caseId)
  return people.find((person) => person.id === personId)?.part ?? null
}

/** For a name that turns up after the release: whoever takes the paper at the other end. */
export async function refuseOpposingName(scene: Scene, caseId: string, typed: string): Promise<void> {
  if (await isNamedLikeOpposing(scene, caseId, typed))
    throw new AppError('refused', 'documents_refused_opposing')
}
