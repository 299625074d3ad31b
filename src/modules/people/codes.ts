/** What pages use of a person without her schemas: the browser need not load them. */
export { ageOn } from './age.ts'
export { wholePhoneKey } from './phone.ts'
export { type ContactPlan, contactSentence, warningsOf } from './safe-contact.ts'
