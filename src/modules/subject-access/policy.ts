import type { Choice, ItemKind, Proof, Requester } from './contract.ts'

/** Days within which it is decided, counted from the day after it came, and for how long that may be put off once. */
export const decideWithin = 30
export const extendBy = 30

export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export interface IdentityFacts {
  requester: Requester
  proofs: readonly Proof[]
  /** She herself said so, reached by a way that is known to be safe. */
  askedHerself: boolean
  hasCase: boolean
  /** Whoever asks, or for whom he says he asks, is named like the opposing party or kin. */
  isOpposing: boolean
  /** The papers name her whose records these are. */
  isHers: boolean
  /** The agent's papers name him who asked. */
  isSameAgent: boolean
}

/**
 * Null where it is certain enough who asks, else why not. An agent is never enough by his papers: somebody who lives with
 * her can have them made, so she is asked herself, and he who is named like the opposing party is none at all. Nor is good
 * paper enough in a name that the case does not know as hers.
 */
export function whyNotIdentified(facts: IdentityFacts): string | null {
  if (!facts.hasCase) return 'access_refused_no_case'
  if (facts.isOpposing) return 'access_refused_opposing'
  if (!facts.isHers) return 'access_refused_not_hers'
  if (facts.requester !== 'herself' && !facts.isSameAgent) return 'access_refused_other_agent'
  const has = (proof: Proof) => facts.proofs.includes(proof)
  if (!has('photo_id') && !has('two_papers')) return 'access_refused_identity'
  if (facts.requester === 'herself') return null
  if (facts.requester === 'legal_agent' && !has('family_register')) return 'access_refused_register'
  if (facts.requester === 'mandated_agent' && !has('mandate')) return 'access_refused_mandate'
  return facts.askedHerself ? null : 'access_refused_ask_herself'
}

/**
 * Her own full name, to the letter but for spaces and width. Where the opposing party is known by the family name alone, she
 * who bears it too would otherwise be taken for him.
 */
export function isOwnName(
  typed: string,
  names: readonly { family: string; given: string; familyKana: string; givenKana: string }[],
): boolean {
  return names.some(
    (name) =>
      (name.family && name.given && isSameName(typed, name.family + name.given)) ||
      (name.familyKana && name.givenKana && isSameName(typed, name.familyKana + name.givenKana)),
  )
}

/** The same name to the letter but for spaces and width. No name is nobody's. */
export function isSameName(one: string, other: string): boolean {
  const key = (text: string) => text.normalize('NFKC').replace(/[\s\u30fb]/g, '')
  return key(one) !== '' && key(one) === key(other)
}

/** What may speak of somebody else: proposed so until somebody has read it. */
export function mayNameOthers(kind: ItemKind, isHerself: boolean): boolean {
  if (kind === 'person') return !isHerself
  return ['safety', 'file', 'consultation', 'request', 'disclosure'].includes(kind)
}

/** Null where the choice is whole. What is held back needs its ground, and what is shown has none. */
export function whyNotChoice(choice: Choice | null, ground: number | null): string | null {
  if (choice === null) return 'access_choice_missing'
  if (choice === 'disclose') return ground === null ? null : 'access_ground_without_need'
  return ground === null ? 'access_ground_missing' : null
}

/** Null where this person may decide: she put no answer to any of it, not even one that somebody else has changed since. */
export function whyNotDecide(
  items: readonly {
    choice: Choice | null
    ground: number | null
    proposed_by: string | null
    proposers: readonly string[]
  }[],
  userId: string,
): string | null {
  if (items.length === 0 || items.every((item) => item.proposed_by === null))
    return 'access_refused_not_proposed'
  if (items.some((item) => whyNotChoice(item.choice, item.ground) !== null)) return 'access_refused_not_whole'
  return hasProposed(items, userId) ? 'access_refused_second_person' : null
}

export function hasProposed(
  items: readonly { proposed_by: string | null; proposers: readonly string[] }[],
  userId: string,
): boolean {
  return items.some((item) => item.proposed_by === userId || item.proposers.includes(userId))
}

type Answered = { id: string; choice: Choice | null; version: string | null }

/** The record is no longer what its answer was put about. `now`: the version of each that stands. */
export function isChanged(item: Answered, now: ReadonlyMap<string, string>): boolean {
  return item.choice !== null && item.version !== now.get(item.id)
}

/** Something of which she is given anything is no longer what was decided about. */
export function isGivenOtherwise(items: readonly Answered[], now: ReadonlyMap<string, string>): boolean {
  return items.some((item) => item.choice !== 'withhold' && isChanged(item, now))
}
