import type { ReportLine } from './contract.ts'
import { reportPurposes } from './contract.ts'

/** An opening as the record has it, and the desk as the directory has it. */
export interface Look {
  day: string
  name: string
  kind: string
  role: string | null
  purpose: string
  inEmergency: boolean
  desk: { fullName: string; isFacility: boolean } | null
}

/**
 * What of an opening she is told. A facility never stands on paper that may lie on a kitchen table, not even under its
 * pseudonym: that somebody there opened her record would say that she is, or was, in one. Its people have neither name nor
 * role, for both would tell. Staff are named only where the office has decided so.
 */
export function lineOf(look: Look, namesStaff: boolean): ReportLine {
  const desk = look.desk?.isFacility ? null : look.desk
  const isNeutral = desk === null
  const isProgram = look.kind === 'machine'
  return {
    day: look.day,
    agency: desk?.fullName ?? '',
    role: isNeutral || isProgram ? '' : (look.role ?? ''),
    purpose: purposeOf(look),
    name: namesStaff && !isNeutral && !isProgram ? look.name : null,
    isProgram,
  }
}

function purposeOf({ purpose, inEmergency }: Look): ReportLine['purpose'] {
  if (inEmergency) return 'emergency'
  return reportPurposes.find((known) => known === purpose) ?? 'administration'
}

/** Unnamed colleagues of one desk who looked on one day for one purpose are one line. */
export function withoutRepeats(lines: readonly ReportLine[]): ReportLine[] {
  return [...new Map(lines.map((line) => [JSON.stringify(Object.values(line)), line])).values()]
}
