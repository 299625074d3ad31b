export { addOfficeDays, isOfficeDay, officeCalendar } from './calendar-lookup.ts'
export { Closure, closureIn, closureOn } from './closure.ts'
export type { BodyKind, DeskKind, Terminal } from './codes.ts'
export { deskFullName } from './desk-full-name.ts'
export { type DeskName, deskNames, deskOfHub, listAskableDesks } from './desk-lookup.ts'
export { maySeePeople } from './directory-policy.ts'
export { dutiesOn, holdersOfRole, onDuty } from './duty-lookup.ts'
export { answersFor, type DeskDuty, holdersOf } from './duty-policy.ts'
export { type FoundedNetwork, type FoundingScene, foundNetwork } from './found-network.ts'
export { hasCheckedWindows } from './has-checked-windows.ts'
export {
  closedBecause,
  dayAfter,
  japanDay,
  type OfficeDeadline,
  officeDaysAfter,
  usualHours,
} from './office-days.ts'
export { farthestApart, officeDaysApart, officeDaysLeft } from './office-days-left.ts'
export { type NetworkKey, networkKeys } from './reference-network.ts'
export { type SearchableDesk, searchableDesks } from './searchable-desks.ts'
export { type SheetKind, sheetKinds } from './sheet.ts'
export { readSheet } from './sheet-store.ts'
