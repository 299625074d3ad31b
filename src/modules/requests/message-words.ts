import { m } from '../../platform/words/words.ts'

const words: Readonly<Record<string, () => string>> = {
  sent: m.requests_message_sent,
  handed: m.requests_message_handed,
  accepted: m.requests_message_accepted,
  declined: m.requests_message_declined,
  asked_back: m.requests_message_asked_back,
  replied: m.requests_message_replied,
  answered: m.requests_message_answered,
  finished: m.requests_message_finished,
  withdrawn: m.requests_message_withdrawn,
}

/** What happened, as a headline; a code of a later version is shown as it stands. */
export function messageWord(code: string): string {
  return words[code]?.() ?? code
}
