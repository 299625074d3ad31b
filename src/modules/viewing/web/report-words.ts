import { m } from '../../../platform/words/words.ts'
import type { ReportLine } from '../contract.ts'

const purposes: Record<ReportLine['purpose'], () => string> = {
  support: m.viewing_report_purpose_support,
  protection: m.viewing_report_purpose_protection,
  coordination: m.viewing_report_purpose_coordination,
  administration: m.viewing_report_purpose_administration,
  oversight: m.viewing_report_purpose_oversight,
  emergency: m.viewing_report_purpose_emergency,
}

/** Posts as somebody says them who has never worked in the office. */
const roles: Readonly<Record<string, () => string>> = {
  counselor: m.viewing_report_role_counselor,
  supervisor: m.viewing_report_role_supervisor,
  manager: m.viewing_report_role_manager,
  desk_lead: m.viewing_report_role_desk_lead,
}

export const agencyOf = (line: ReportLine) => line.agency || m.viewing_report_neutral()
export const whyOf = (line: ReportLine) => purposes[line.purpose]()

export function whoOf(line: ReportLine): string {
  if (line.isProgram) return m.viewing_report_program()
  const role = (roles[line.role] ?? m.viewing_report_role_staff)()
  return line.name ? m.viewing_report_named({ role, name: line.name }) : role
}
