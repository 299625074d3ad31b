export { staffNearTo } from './staff-near.ts'
export { traitsOf, traitsOfName } from './traits.ts'
export { type OpposingParty, watchOpposing } from './watch-opposing.ts'
