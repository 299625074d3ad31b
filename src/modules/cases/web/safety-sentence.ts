import { nameOf } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import type { SafetyDocument } from '../contract.ts'

/** How she may be reached, as one sentence to speak before the call. The default is not to call at all. */
export function contactSentence({ contact }: SafetyDocument): string {
  if (contact.mayContact === 'no') return m.cases_safe_no_contact()
  if (contact.mayContact !== 'yes' && contact.phone === '') return m.cases_safe_not_asked()
  const parts = [
    contact.phone,
    hours(contact),
    contact.days,
    contact.voicemail === 'no' ? m.cases_safe_no_voicemail() : '',
    contact.mail === 'no' ? m.cases_safe_no_mail() : '',
    contact.callerName ? m.cases_safe_caller({ name: contact.callerName }) : '',
    contact.whoMayAnswer ? m.cases_safe_who({ who: contact.whoMayAnswer }) : '',
    contact.codeWord ? m.cases_safe_code_word({ word: contact.codeWord }) : '',
  ]
  return parts.filter((part) => part !== '').join('・')
}

function hours({ from, until }: SafetyDocument['contact']): string {
  return from || until ? `${from}–${until}` : ''
}

export function neverSentence(safety: SafetyDocument): string {
  return [safety.never, safety.contact.never].filter((part) => part !== '').join('・')
}

/** Whom she named, and what must be known of him. */
export function counterpartSentence({ counterpart }: SafetyDocument): string {
  const relation = counterpart.relation ? nameOf('relation', counterpart.relation) : ''
  return [counterpart.name, relation, counterpart.features, counterpart.works, counterpart.pursuit]
    .filter((part) => part !== '')
    .join('・')
}
