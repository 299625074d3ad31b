import { dotted } from '../../platform/words/joining.ts'
import { m } from '../../platform/words/words.ts'

/** What is known of how she may be reached; empty where nobody has asked. */
export interface ContactPlan {
  mayContact?: string | null
  phone?: string | null
  from?: string | null
  until?: string | null
  days?: string | null
  voicemail?: string | null
  mail?: string | null
  callerName?: string | null
  whoMayAnswer?: string | null
  codeWord?: string | null
}

/**
 * One sentence to speak before each call; empty where nothing is known, which means that nobody calls. What must
 * never be done stands beside it (`warningsOf`).
 */
export function contactSentence(plan: ContactPlan): string {
  const codeWord = plan.codeWord && m.people_contact_code_word({ word: plan.codeWord })
  if (plan.mayContact === 'no') return dotted([m.people_contact_no_call(), codeWord])
  const known = dotted([
    plan.phone,
    plan.voicemail === 'no' && m.people_contact_no_voicemail(),
    plan.voicemail === 'yes' && m.people_contact_voicemail(),
    hours(plan),
    plan.days,
    plan.callerName && m.people_contact_caller_name({ name: plan.callerName }),
    plan.whoMayAnswer && m.people_contact_who({ who: plan.whoMayAnswer }),
    codeWord,
    plan.mail === 'no' && m.people_contact_no_mail(),
    plan.mail === 'yes' && m.people_contact_mail(),
  ])
  if (plan.mayContact === 'yes') return known || m.people_contact_may_call()
  return known && dotted([m.people_contact_unconfirmed(), known])
}

function hours({ from, until }: ContactPlan): string {
  if (from && until) return `${from}–${until}`
  if (from) return m.people_contact_from({ time: from })
  return until ? m.people_contact_until({ time: until }) : ''
}

const sentenceEnd = /(?<=[\u3002\uff01\uff1f!?])|\n/
const comparable = (sentence: string) => sentence.normalize('NFKC').replace(/[\s\u3002.]/g, '')

/** Warnings noted in several places, each said once, in the order in which they were noted. */
export function warningsOf(...noted: readonly (string | null | undefined)[]): string[] {
  const sentences = noted.flatMap((text) => (text ?? '').split(sentenceEnd)).map((one) => one.trim())
  const said = new Set<string>()
  return sentences.filter((sentence) => {
    const key = comparable(sentence)
    if (key === '' || said.has(key)) return false
    said.add(key)
    return true
  })
}
