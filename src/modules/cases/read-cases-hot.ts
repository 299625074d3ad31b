import type { HotReading, Part } from '../../platform/hot-reading.ts'
import { listCardOf } from '../people/index.ts'
import { labelOf } from './case-row.ts'
import type { CaseStatus, RiskLevel } from './codes.ts'
import { listCursorOf } from './list-store.ts'
import { rowOf } from './read-case-hot.ts'
import { type AskedList, type CasesRead, pageOf } from './read-cases-rows.ts'

/** `case.read-list` in one statement (migrations/0237): what `run` reads, row for row. */
export const hotCases: HotReading<AskedList, CasesRead> = {
  statement: 'select * from auth.read_cases($1, $2, $3, $4, $5, $6, $7)',
  values({ state, mine, after: given }) {
    const after = listCursorOf(given)
    return [state === 'closed', mine === 'true', after?.movedAt ?? null, after?.id ?? null]
  },
  result(parts, { tenantId }) {
    const clients = new Map(
      parts
        .filter((one) => one.part === 'client')
        .map((one) => [
          one.id,
          listCardOf({ ...rowOf(one, tenantId), desk_card: one.y, card: one.x as Buffer }),
        ]),
    )
    return pageOf(
      parts.filter((one) => one.part === 'case').map((one) => caseOf(one, tenantId)),
      clients,
    )
  },
}

function caseOf(part: Part, tenantId: string) {
  const { clientId } = part.facts as unknown as { clientId: string }
  return {
    id: part.id,
    deskId: part.owner,
    status: part.code as CaseStatus,
    riskLevel: part.more as RiskLevel,
    assigneeId: part.other,
    openedOn: part.day,
    movedAt: part.at,
    clientId,
    label: labelOf({
      ...rowOf(part, tenantId),
      core_rev: part.rev,
      label: part.x,
      core: part.y as Buffer,
    }),
  }
}
