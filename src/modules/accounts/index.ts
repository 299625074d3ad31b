export { newFactors } from './factors.ts'
export {
  admissionsForToday,
  beginningOf,
  deskMatters,
  desksForToday,
  invitationsForToday,
  kitsForToday,
} from './for-today.ts'
export { offerSetUp } from './offer-set-up.ts'
export { samplePassword } from './sample-password.ts'
export { Who, whoIs } from './who-am-i.ts'
