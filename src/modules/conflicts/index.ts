export { ownKin } from './own-kin.ts'
export { staffNearTo } from './staff-near.ts'
export { namesKin, traitsOf, traitsOfName } from './traits.ts'
export { type OpposingParty, watchOpposing } from './watch-opposing.ts'
