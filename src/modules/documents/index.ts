export {
  type FieldClass,
  type Recipient,
  type ReleasedField,
  ReleaseLine,
  type ReleaseOrder,
} from './contract.ts'
export { papersForToday } from './for-today.ts'
export { listPaperOut, listReleases } from './list-releases.ts'
export { isNamedLikeOpposing as isOpposingName, refuseOpposingName } from './opposing.ts'
export { listReadings, OwnList, printOwnList, readListWithHer } from './own-list.ts'
export { papersAtClosing } from './papers-at-closing.ts'
export { dropPrepared, isPreparedWithWhereabouts, prepareRelease, releasePrepared } from './prepared.ts'
export { findRelease, releaseOf } from './register-store.ts'
export { release, releaseInDanger } from './release.ts'
export { settlePaper } from './settle-paper.ts'
