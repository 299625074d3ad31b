export { holdNames, namesWatched, watchFirstCall } from './first-call.ts'
export { staffNearTo } from './staff-near.ts'
export { traitsOf, traitsOfName } from './traits.ts'
export { type OpposingParty, watchOpposing } from './watch-opposing.ts'
