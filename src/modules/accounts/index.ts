export { newFactors } from './factors.ts'
export { offerSetUp } from './offer-set-up.ts'
export { samplePassword } from './sample-password.ts'
