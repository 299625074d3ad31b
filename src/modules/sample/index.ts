export { accountList, progressLine } from './account-list.ts'
export { type Loading, loadSample, type Progress } from './load/load-sample.ts'
export type { Standing } from './load/standing.ts'
