import type { Tx } from '../../platform/db/tx.ts'
import { spaced } from '../../platform/words/joining.ts'
import type { ClosingSource, OpenItem } from '../cases/index.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { openStates, type RequestState } from './items.ts'
import { requestStateWord } from './state-words.ts'
import { sheetOf } from './store.ts'

const most = 50

/** What other desks still owe on a case, the nearest deadline first. */
export async function openRequestsOfCase(tx: Tx, caseId: string): Promise<OpenItem[]> {
  const rows = await tx
    .selectFrom('request')
    .innerJoin('request_case', (join) =>
      join
        .onRef('request_case.tenant_id', '=', 'request.tenant_id')
        .onRef('request_case.request_id', '=', 'request.id'),
    )
    .selectAll('request')
    .where('request_case.case_id', '=', caseId)
    .where('request.state', 'in', [...openStates])
    .orderBy('request.due_on')
    .orderBy('request.id')
    .limit(most)
    .execute()
  const desks = await deskNames(
    tx,
    rows.map((row) => row.to_desk_id),
  )
  return rows.map((row) => ({
    id: row.id,
    href: `/requests/${row.id}`,
    dueOn: row.due_on,
    content: sheetOf(row),
    words: spaced([deskFullName(desks.get(row.to_desk_id)), requestStateWord(row.state as RequestState)]),
  }))
}

/** The same on the page that closes the case. Ending the share (disclosures) ends the request that it served. */
export const requestsAtClosing: ClosingSource = { kind: 'request', stillOpen: openRequestsOfCase }
