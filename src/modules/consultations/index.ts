export { attachToCase, type CaseHome } from './attach-to-case.ts'
export { endPromisesOfCase } from './change-next-contact.ts'
export {
  consultationMatters,
  consultationsForToday,
  notesForToday,
  promiseMatters,
  promisesForToday,
} from './for-today.ts'
export { keptFrom } from './kept-from.ts'
export { type LatestConsultation, latestOfPersons } from './latest-of-persons.ts'
export {
  type CaseConsultation,
  chiefComplaintOfCase,
  consultationsOfCase,
  type Page,
  standaloneConsultation,
} from './of-case.ts'
export { promisesOfCase, unreviewedOfCase } from './open-of-case.ts'
export { staffNamedLike } from './staff-names.ts'
export { spokenOf as consultationSpokenOf } from './store.ts'
