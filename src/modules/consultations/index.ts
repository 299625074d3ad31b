export { attachToCase, type CaseHome } from './attach-to-case.ts'
export { consultationsForToday } from './for-today.ts'
export { unreadNotes } from './handover-notes.ts'
export { type LatestConsultation, latestOfPersons } from './latest-of-persons.ts'
export {
  type CaseConsultation,
  chiefComplaintOfCase,
  consultationsOfCase,
  type Page,
  standaloneConsultation,
} from './of-case.ts'
