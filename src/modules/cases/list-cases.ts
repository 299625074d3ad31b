import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, desksFor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { kanaToShow, nameToShow, type PersonCard } from '../people/index.ts'
import { caseStatuses, caseViews, riskLevels } from './codes.ts'
import { type CaseLabel, ListedCase } from './contract.ts'
import { listCounts } from './list-counts.ts'
import {
  isBehind,
  isClosed,
  isOpen,
  latestOfDesks,
  listCursorOf,
  listCursorText,
  listItems,
  quietByRule,
  thisDesk,
} from './list-store.ts'
import { membersOfDesk } from './staff-store.ts'

export const perPage = 50

const Input = z.object({
  view: z.enum(caseViews).default('mine'),
  deskId: z.uuid().optional(),
  status: z.enum(caseStatuses).optional(),
  risk: z.enum(riskLevels).optional(),
  assigneeId: z.uuid().optional(),
  after: z.string().max(60).optional(),
})
type Asked = z.output<typeof Input>

/** My cases, my desk's, those nobody has: latest movement first. Every condition stands in the address. */
export const listCases = defineUseCase({
  name: 'case.list',
  permission: 'case.read',
  purpose: 'support',
  input: Input,
  subject: () => ({ objectType: 'case' }),
  output: z.object({
    cases: z.array(ListedCase),
    next: z.string().nullable(),
    counts: z.object({
      mine: z.number(),
      desk: z.number(),
      unassigned: z.number(),
      quiet: z.number(),
      closed: z.number(),
    }),
    colleagues: z.array(z.object({ userId: z.uuid(), name: z.string() })),
    mayReview: z.boolean(),
    handedOver: z.array(z.object({ id: z.uuid(), at: z.date(), desk: z.string(), by: z.string() })),
  }),
  async run({ actor, tx }, input) {
    const mine = [...new Set(desksFor(actor, 'case.read'))]
    const deskIds = mine.filter((id) => !input.deskId || id === input.deskId)
    const [rows, counts, colleagues, handedOver] = await Promise.all([
      input.view === 'handed-over' ? [] : rowsFor(tx, actor, deskIds, input),
      listCounts(tx, actor, deskIds),
      membersOfDesk(tx, deskIds[0] ?? actor.tenantId),
      input.view === 'handed-over' ? handedOverBy(tx, deskIds) : [],
    ])
    const shown = rows.slice(0, perPage)
    const last = shown.at(-1)
    return {
      items: await listItems(tx, shown, colleagues),
      next: rows.length > perPage && last ? listCursorText({ movedAt: last.moved_at, id: last.id }) : null,
      counts,
      colleagues: colleagues.map(({ userId, name }) => ({ userId, name })),
      handedOver,
      mayReview: desksFor(actor, 'case.review').length > 0,
    }
  },
  audit: (result) => ({ count: result.items.length }),
  present: (opened) => ({ ...opened, cases: opened.items.map(listed) }),
})

export function listed<Item extends { client: PersonCard | null; label: CaseLabel | null }>(item: Item) {
  const { client: card, label } = item
  return {
    ...item,
    canOpen: card !== null && label !== null,
    number: label?.number ?? '',
    title: label?.title ?? '',
    name: card ? nameToShow(card) : '',
    kana: card ? kanaToShow(card) : '',
  }
}

/** One row more than a page, so that it shows whether there is another. */
export function rowsFor(tx: Tx, actor: Actor, deskIds: readonly string[], input: Asked) {
  return latestOfDesks(tx, deskIds, perPage + 1, (cases) =>
    cases
      .$if(input.view === 'mine', (query) => query.where('assignee_id', '=', actor.userId))
      .$if(input.view === 'unassigned', (query) => query.where('assignee_id', 'is', null))
      .$if(input.view === 'quiet', (query) => query.where(quietByRule(thisDesk)))
      .$if(input.view === 'closed', (query) => query.where(isClosed))
      .$if(input.view !== 'closed' && !input.status, (query) => query.where(isOpen))
      .$if(input.status !== undefined, (query) => query.where('status', '=', input.status ?? ''))
      .$if(input.risk !== undefined, (query) => query.where('risk_level', '=', input.risk ?? ''))
      .$if(input.assigneeId !== undefined, (query) => query.where('assignee_id', '=', input.assigneeId ?? ''))
      .where(isBehind(listCursorOf(input.after))),
  )
}

async function handedOverBy(tx: Tx, deskIds: readonly string[]) {
  const rows = await tx
    .selectFrom('case_event as e')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'e.tenant_id').onRef('u.id', '=', 'e.actor_id'),
    )
    .select(['e.id', 'e.at', 'e.object_id', 'u.display_name'])
    .where('e.desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .where('e.kind', '=', 'handed_over')
    .orderBy('e.at', 'desc')
    .limit(perPage)
    .execute()
  const names = await deskNames(
    tx,
    rows.flatMap((row) => (row.object_id ? [row.object_id] : [])),
  )
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    desk: names.get(row.object_id ?? '')?.name ?? '',
    by: row.display_name,
  }))
}
