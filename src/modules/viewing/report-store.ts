import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { mostLines, type ReportLine } from './contract.ts'
import { lineOf, withoutRepeats } from './report-line.ts'

interface LookRow {
  day: string
  user_id: string
  name: string
  kind: string
  desk_id: string | null
  role: string | null
  purpose: string
  in_emergency: boolean
}

export interface ReportTerms {
  caseId: string
  from: string
  until: string
  /** Nothing later than this stands on it. */
  before: Date
  namesStaff: boolean
}

/** Her list, oldest first; `isCut` where the days asked for hold more than one sheet says. */
export async function linesFor(
  tx: Tx,
  { caseId, from, until, before, namesStaff }: ReportTerms,
): Promise<{ lines: ReportLine[]; isCut: boolean }> {
  const { rows } = await sql<LookRow>`
    select day::text as day, user_id, name, kind, desk_id, role, purpose, in_emergency
    from audit.lookers(${caseId}, ${from}::date, ${until}::date, ${before}, ${mostLines + 1})`.execute(tx)
  const desks = await deskNames(
    tx,
    rows.flatMap((row) => row.desk_id ?? []),
  )
  const lines = rows.slice(0, mostLines).map((row) => {
    const desk = row.desk_id ? desks.get(row.desk_id) : undefined
    return lineOf(
      {
        day: row.day,
        name: row.name,
        kind: row.kind,
        role: row.role,
        purpose: row.purpose,
        inEmergency: row.in_emergency,
        desk: desk
          ? {
              fullName: deskFullName(desk),
              isFacility: desk.kind === 'facility' || desk.bodyKind === 'facility',
            }
          : null,
      },
      namesStaff,
    )
  })
  return { lines: withoutRepeats(lines), isCut: rows.length > mostLines }
}
