import type { CaseStatus, RiskLevel, StillOpenKind } from './codes.ts'

/** What an office may decide for itself. Without a decision these are ours, and the page says so (reference §4.3). */
export interface CaseRules {
  /** Days without movement after which a case asks what it waits for. */
  quietDays: number
  /** Years after closing; to be confirmed by each office. */
  retentionYears: number
  /** Records with a child are kept until this age plus the years above. */
  childAge: number
  closingNeedsApproval: boolean
}

export const ourCaseRules: CaseRules = {
  quietDays: 30,
  retentionYears: 5,
  childAge: 20,
  closingNeedsApproval: false,
}

/** What a body's document rules say of keeping records. Ours are an example, not official; every office confirms its own [P]. */
export interface RetentionRules {
  /** Years after a case was closed, and after a consultation that became no case. */
  caseYears: number
  consultationYears: number
  /** With a child: until this age, and then as many years. */
  childAge: number
  /** Counted from the end of the fiscal year, as document rules of municipalities do, or from the day itself. */
  countsFrom: 'fiscal_year' | 'day'
  /** Days for which a backup may still hold a key that was destroyed here. */
  backupDays: number
}

export const ourRetentionRules: RetentionRules = {
  caseYears: 5,
  consultationYears: 5,
  childAge: 20,
  countsFrom: 'fiscal_year',
  backupDays: 35,
}

const japaneseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' })

/** The Japanese calendar day of an instant. */
export function dayInJapan(at: Date = new Date()): string {
  return japaneseDay.format(at)
}

/** 年度: April to March, named by the year it begins in. */
export function fiscalYearOf(day: string): number {
  const year = Number(day.slice(0, 4))
  return Number(day.slice(5, 7)) >= 4 ? year : year - 1
}

const yearBeforeReiwa = 2018

/** R8-0123: what people say on the telephone. */
export function caseNumber(fiscalYear: number, count: number): string {
  return `R${fiscalYear - yearBeforeReiwa}-${String(count).padStart(4, '0')}`
}

/** The same day so many years later; 29 February becomes 28 February. */
export function yearsAfter(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year + years, month, 0)).getUTCDate()
  return new Date(Date.UTC(year + years, month - 1, Math.min(date, last))).toISOString().slice(0, 10)
}

export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

/** The last day on which something is kept: so many years after a day, or after the fiscal year that it lies in. */
export function keptUntil(day: string, years: number, countsFrom: RetentionRules['countsFrom']): string {
  return countsFrom === 'day' ? yearsAfter(day, years) : `${fiscalYearOf(day) + 1 + years}-03-31`
}

/** Years after closing, and for each child as many years after the age named; the latest counts. */
export function retainUntil(
  closedOn: string,
  childBirthDates: readonly (string | null)[],
  rules: CaseRules & Pick<RetentionRules, 'countsFrom'>,
): string {
  const years = rules.retentionYears
  const ends = childBirthDates
    .filter((birth) => birth !== null)
    .map((birth) => keptUntil(yearsAfter(birth, rules.childAge), years, rules.countsFrom))
  return [keptUntil(closedOn, years, rules.countsFrom), ...ends].sort().at(-1) ?? closedOn
}

/** The later of two days, where there are two. */
export function laterOf(day: string, other: string | null): string {
  return other !== null && other > day ? other : day
}

/** Whether a case must be asked what it waits for. A case that waits by decision is asked again after as many days. */
export function isQuiet(found: { status: CaseStatus; movedAt: Date }, now: Date, rules: CaseRules): boolean {
  return found.status !== 'closed' && now.getTime() - found.movedAt.getTime() > rules.quietDays * 86_400_000
}

/** A high risk without a day for the next assessment would be forgotten. */
export function whyCannotSetRisk(
  level: RiskLevel,
  reassessBy: string | null,
  today: string,
): 'reassess-by-missing' | 'reassess-by-past' | undefined {
  if ((level === 'extreme' || level === 'high') && !reassessBy) return 'reassess-by-missing'
  if (reassessBy && reassessBy < today) return 'reassess-by-past'
  return undefined
}

export function whyCannotClose(found: {
  status: CaseStatus
  riskLevel: RiskLevel
}): 'already-closed' | 'risk-extreme' | undefined {
  if (found.status === 'closed') return 'already-closed'
  if (found.riskLevel === 'extreme') return 'risk-extreme'
  return undefined
}

/** Another desk still owes an answer, or nobody above has read what was written: not left so without a word why. */
export function needsReasonToLeaveOpen(kinds: readonly StillOpenKind[]): boolean {
  return kinds.includes('request') || kinds.includes('consultation')
}

/** Office days within which the manager looks at what was decided in her stead [P]. */
export const steadSeenWithin = 3

/** In the stead of a manager decides somebody who is none, where there is a manager who has not asked herself. */
export function mayStandIn(role: string, managers: readonly string[]): boolean {
  return role !== 'manager' && managers.length > 0
}

/** At what was decided in her stead a manager looks; nobody at her own decision or question. */
export function maySeeApproval(
  approval: { state: string; mode: string; askedBy: string; decidedBy: string | null; seenBy: string | null },
  looker: { userId: string; role: string },
): boolean {
  if (approval.state === 'asked' || approval.mode === 'regular' || approval.seenBy) return false
  if (approval.decidedBy === looker.userId || approval.askedBy === looker.userId) return false
  return approval.mode !== 'in_stead' || looker.role === 'manager'
}

/** 代決 is decided by somebody else than the asker, and so is a regular decision. */
export function whyCannotDecide(
  approval: { state: string; askedBy: string; mode: string; decidedBy: string | null },
  userId: string,
): 'already-decided' | 'own-request' | undefined {
  if (approval.state !== 'asked') return 'already-decided'
  return approval.askedBy === userId ? 'own-request' : undefined
}
