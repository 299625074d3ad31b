import { nameOf } from '../../../codes/words.ts'
import { dotted, spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { contactSentence, warningsOf } from '../../people/codes.ts'
import type { SafetyDocument } from '../contract.ts'

/** How she may be reached. The default is not to call at all. */
export function headline({ contact }: SafetyDocument): string {
  return contactSentence(contact) || m.people_contact_nothing()
}

/** Noted with the case or with her plan, it is one warning. */
export function neverSentence(safety: SafetyDocument): string {
  return spaced(warningsOf(safety.never, safety.contact.never))
}

/** Whom she named, and what must be known of him. */
export function counterpartSentence({ counterpart }: SafetyDocument): string {
  const { name, relation, features, works, pursuit } = counterpart
  return dotted([name, relation && nameOf('relation', relation), features, works, pursuit])
}
