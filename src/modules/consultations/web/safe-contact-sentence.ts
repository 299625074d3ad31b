import { m } from '../../../platform/words/words.ts'
import type { SafeContact } from '../../people/contract.ts'

export type SafeContactWords = {
  [Key in keyof SafeContact]?: string | null
}

/** One sentence to speak before each call: 「留守電不可・13:00–15:00・名乗りは○○」. Empty when nothing is known. */
export function safeContactSentence(contact: SafeContactWords): string {
  if (contact.mayContact === 'no')
    return [m.consultations_safe_never_call(), never(contact)].filter(Boolean).join('・')
  const parts = [
    contact.phone && m.consultations_safe_to({ phone: contact.phone }),
    contact.voicemail === 'no' && m.consultations_safe_no_voicemail(),
    contact.voicemail === 'yes' && m.consultations_safe_voicemail(),
    hours(contact),
    contact.days,
    contact.callerName && m.consultations_safe_caller_name({ name: contact.callerName }),
    contact.whoMayAnswer && m.consultations_safe_who({ who: contact.whoMayAnswer }),
    contact.codeWord && m.consultations_safe_code_word({ word: contact.codeWord }),
    contact.mail === 'no' && m.consultations_safe_no_mail(),
    contact.mail === 'yes' && m.consultations_safe_mail(),
    never(contact),
  ]
  return parts.filter(Boolean).join('・')
}

function hours({ from, until }: SafeContactWords): string {
  if (from && until) return `${from}–${until}`
  if (from) return m.consultations_safe_from({ time: from })
  return until ? m.consultations_safe_until({ time: until }) : ''
}

function never({ never: what }: SafeContactWords): string {
  return what ? m.consultations_safe_never({ what }) : ''
}
