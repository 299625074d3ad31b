import { AppError } from '../../platform/errors.ts'
import type { HotReading, Part } from '../../platform/hot-reading.ts'
import { consultationSpokenOf } from '../consultations/index.ts'
import { listCardOf } from '../people/index.ts'
import { coreOf, safetyOf } from './case-row.ts'
import type { CaseStatus, RiskLevel, WaitingReason } from './codes.ts'
import { bodyOf } from './note-store.ts'
import { type CaseRead, newestOf } from './read-case-rows.ts'

/** `case.read` in one statement (migrations/0121): what `run` reads, row for row. */
export const hotCase: HotReading<{ caseId: string }, CaseRead> = {
  statement: 'select * from auth.read_case($1, $2, $3, $4)',
  values: ({ caseId }) => [caseId],
  result(parts, { tenantId }) {
    const found = parts.find((one) => one.part === 'case')
    if (!found) throw new AppError('not-found')
    const client = parts.find((one) => one.part === 'client')
    const of = (part: string) => parts.filter((one) => one.part === part)
    return {
      ...caseOf(found, tenantId),
      client: client
        ? listCardOf({ ...rowOf(client, tenantId), desk_card: client.y, card: client.x as Buffer })
        : null,
      entries: newestOf(
        of('note').map((one) => ({
          ...entryOf(one),
          amendsId: one.other,
          body: bodyOf({ ...rowOf(one, tenantId), body: one.x as Buffer }),
        })),
        of('consultation').map((one) => ({
          ...entryOf(one),
          body: consultationSpokenOf({ ...rowOf(one, tenantId), record: one.x as Buffer }),
        })),
      ),
      names: Object.fromEntries(of('author').map((one) => [one.id, one.code])),
    }
  },
}

/** The columns that every sealed row is opened by. */
export function rowOf(part: Part, tenantId: string) {
  return {
    tenant_id: tenantId,
    id: part.id,
    desk_id: part.owner,
    compartment_id: part.compartment_id,
    rev: part.rev,
    schema_no: part.schema_no,
  }
}

function entryOf({ id, owner: authorId, code, at, day }: Part) {
  return { id, authorId, code, at, day }
}

interface CaseFacts {
  safetyRev: number
  waitingFor: WaitingReason | null
  riskLevel: RiskLevel
  closedOn: string | null
  reassessBy: string | null
}

function caseOf(part: Part, tenantId: string) {
  const { safetyRev, ...facts } = part.facts as unknown as CaseFacts
  const row = { ...rowOf(part, tenantId), core_rev: part.rev, core: part.x as Buffer }
  return {
    id: part.id,
    deskId: part.owner,
    status: part.code as CaseStatus,
    assigneeId: part.other,
    openedOn: part.day,
    movedAt: part.at,
    waitingFor: facts.waitingFor,
    riskLevel: facts.riskLevel,
    closedOn: facts.closedOn,
    reassessBy: facts.reassessBy,
    core: coreOf(row),
    safety: safetyOf({ ...row, safety_rev: safetyRev, safety: part.y as Buffer }),
  }
}
