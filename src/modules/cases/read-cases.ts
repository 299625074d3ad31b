import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, desksFor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { kanaToShow, listCards, nameToShow } from '../people/index.ts'
import { labelOf } from './case-row.ts'
import type { CaseStatus, RiskLevel } from './codes.ts'
import { CasesOfList } from './entry-view.ts'
import { listCursorOf, listCursorText } from './list-store.ts'

const perPage = 50

const Input = z.object({
  state: z.enum(['open', 'closed']).default('open'),
  /** Only those of the colleague who answers for the program. */
  mine: z.enum(['true', 'false']).default('false'),
  after: z
    .string()
    .max(60)
    .refine((text) => listCursorOf(text) !== null)
    .optional(),
})
type Input = z.output<typeof Input>

/** Fifty cases of its desk with numbers and names, for programs: what moved last comes first. */
export const readCases = defineUseCase({
  name: 'case.read-list',
  permission: 'case.read',
  purpose: 'support',
  scope: 'cases.read',
  input: Input,
  subject: () => ({ objectType: 'case' }),
  output: CasesOfList,
  async run({ actor, tx }, input) {
    const rows = await rowsFor(tx, actor, input)
    const shown = rows.slice(0, perPage)
    const last = shown.at(-1)
    const cards = await listCards(
      tx,
      shown.map((row) => row.client_id),
    )
    return {
      items: shown.map((row) => ({
        id: row.id,
        deskId: row.desk_id,
        status: row.status as CaseStatus,
        riskLevel: row.risk_level as RiskLevel,
        assigneeId: row.assignee_id,
        openedOn: row.opened_on,
        movedAt: row.moved_at,
        label: labelOf(row),
        client: cards.get(row.client_id) ?? null,
      })),
      next: rows.length > perPage && last ? listCursorText({ movedAt: last.moved_at, id: last.id }) : null,
    }
  },
  audit: (result) => ({ count: result.items.length }),
  present: ({ items, next }) => ({
    next,
    cases: items.map(({ label, client, ...open }) => ({
      ...open,
      canOpen: label !== null && client !== null,
      number: label?.number ?? '',
      title: label?.title ?? '',
      name: client ? nameToShow(client) : '',
      kana: client ? kanaToShow(client) : '',
    })),
  }),
})

/** One row more than a page, so that it shows whether there is another. */
function rowsFor(tx: Tx, actor: Actor, { state, mine, after: given }: Input) {
  const after = listCursorOf(given)
  const mineId = actor.machine?.answersId ?? actor.userId
  return tx
    .selectFrom('case_')
    .selectAll()
    .where('desk_id', '=', sql<string>`any(${[...new Set(desksFor(actor, 'case.read'))]}::uuid[])`)
    .where('status', state === 'closed' ? '=' : '<>', 'closed')
    .$if(mine === 'true', (query) => query.where('assignee_id', '=', mineId))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(moved_at, id) < (${after?.movedAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(perPage + 1)
    .execute()
}
