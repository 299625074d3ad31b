import { type Actor, desksFor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import type { Opened } from '../../platform/records.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { kanaToShow, listCards, nameToShow } from '../people/index.ts'
import { labelOf } from './case-row.ts'
import type { CaseStatus, RiskLevel } from './codes.ts'
import { CasesOfList } from './entry-view.ts'
import { isBehind, isClosed, isOpen, latestOfDesks, listCursorOf } from './list-store.ts'
import { hotCases } from './read-cases-hot.ts'
import { AskedList, type CasesRead, casesPerPage, pageOf } from './read-cases-rows.ts'

/** Fifty cases of its desk with numbers and names, for programs: what moved last comes first. */
export const readCases = defineUseCase({
  name: 'case.read-list',
  permission: 'case.read',
  purpose: 'support',
  scope: 'cases.read',
  input: AskedList,
  subject: () => ({ objectType: 'case' }),
  output: CasesOfList,
  run: runCases,
  hot: hotCases,
  audit: (result) => ({ count: result.items.length }),
  present: presentCases,
})

/** The plain reading: what the hot one is held to. */
export async function runCases({ actor, tx }: Scene, input: AskedList): Promise<CasesRead> {
  const rows = await rowsFor(tx, actor, input)
  const clients = await listCards(
    tx,
    rows.slice(0, casesPerPage).map((row) => row.client_id),
  )
  const cases = rows.map((row) => ({
    id: row.id,
    deskId: row.desk_id,
    status: row.status as CaseStatus,
    riskLevel: row.risk_level as RiskLevel,
    assigneeId: row.assignee_id,
    openedOn: row.opened_on,
    movedAt: row.moved_at,
    clientId: row.client_id,
    label: labelOf(row),
  }))
  return pageOf(cases, clients)
}

export function presentCases({ items, next }: Opened<CasesRead>) {
  return {
    next,
    cases: items.map(({ label, client, ...open }) => ({
      ...open,
      canOpen: label !== null && client !== null,
      number: label?.number ?? '',
      title: label?.title ?? '',
      name: client ? nameToShow(client) : '',
      kana: client ? kanaToShow(client) : '',
    })),
  }
}

/** One row more than a page, so that it shows whether there is another. */
function rowsFor(tx: Tx, actor: Actor, { state, mine, after }: AskedList) {
  const mineId = actor.machine?.answersId ?? actor.userId
  return latestOfDesks(tx, [...new Set(desksFor(actor, 'case.read'))], casesPerPage + 1, (cases) =>
    cases
      .where(state === 'closed' ? isClosed : isOpen)
      .$if(mine === 'true', (query) => query.where('assignee_id', '=', mineId))
      .where(isBehind(listCursorOf(after))),
  )
}
