export { isActedFirst } from './acted-first.ts'
export {
  BasisCode,
  basisOf,
  type Decision,
  DisclosureLedger,
  type DisclosureRules,
  disclosureBases,
  fieldClasses,
  LedgerLine,
  type SteadGround,
  statedGrounds,
} from './contract.ts'
export { withdrawShare } from './end-disclosure.ts'
export { sharesAtClosing } from './end-with-case.ts'
export { confirmFirstShare, desksGivenBefore } from './first-share.ts'
export { disclosureMatters, disclosuresForToday } from './for-today.ts'
export { basisArticle, basisLabel, lineOf, type SealedLine, staffNames } from './ledger-lines.ts'
export { mayDecideRow } from './may-see-row.ts'
export {
  decisionsWaiting,
  desksOrNone,
  expiringShares,
  ledgerOfCase,
  openLedger,
  waitingDisclosures,
  waitingLines,
} from './open-ledger.ts'
export { decisionBy, endOfJapanDay, mayDecide, standingOn, whyNotBasis } from './policy.ts'
export { disclosureRules } from './rule-store.ts'
export { seeDisclosure } from './see-disclosure.ts'
export { readDisclosureRules, setDisclosureRules } from './set-rules.ts'
export {
  type DisclosureRow,
  decideDisclosure,
  findDisclosure,
  ledgerOf,
  type MadeDisclosure,
  makeDisclosure,
  type NewDisclosure,
  withdrawDisclosure,
} from './store.ts'
export { disclosureTimeline } from './timeline-source.ts'
