/**
 * Acts that name a record, answer with words and are not counted as opening it, each with its reason. Everything else that does is
 * counted by the database (`auth.counted_as`); what is in neither list fails the guard.
 */
export const notCounted: Readonly<Record<string, string>> = {
  'access.prepare': 'a blank form, with the number of the case, as a list shows it',
  'account.renew-factors': 'her own codes to sign in with; no record is named',
  'case.hub-desks': 'desks to choose from',
  'case.offer-for-consultation': 'numbers and titles to choose from, as a list shows them',
  'case.prepare': 'a new case; what it takes from a consultation was opened before',
  'case.viewers': 'who looked, not what stands there; oversight must not run out',
  'consultation.prepare': 'a blank form, or her own draft of one',
  'disclosure.waiting': 'the queue of decisions, which a lead must work through',
  'disposal.shred': 'how many were destroyed and until when a backup has them, nothing of what stood there',
  'disposal.show': 'numbers and titles of what is to be destroyed, as a list shows them',
  'duty.read-case': 'one case and an hour for each glass, and each is looked at afterwards',
  'document.prepare-export': 'what could be exported; the export is counted',
  'draft.open': 'what she typed herself',
  'release.list': 'the register, without content',
  'retention.show': 'until when a record is kept and why it is held, not what stands in it',
  'today.list-matter': 'a list',
  'viewing.prepare-report': 'who looked, not what stands there, as in case.viewers',
  'viewing.print-report': 'who looked, not what stands there, as in case.viewers',
}
