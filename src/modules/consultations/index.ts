export { attachToCase, type CaseHome } from './attach-to-case.ts'
export { type CaseConsultation, consultationsOfCase, type Page, standaloneConsultation } from './of-case.ts'
