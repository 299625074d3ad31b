import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, desksFor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { kanaToShow, nameToShow, type PersonCard } from '../people/index.ts'
import { caseStatuses, caseViews, riskLevels } from './codes.ts'
import { type CaseLabel, ListedCase } from './contract.ts'
import { isOpen, listCursorOf, listCursorText, listItems } from './list-store.ts'
import { ourCaseRules } from './policy.ts'
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
      countsFor(tx, actor, deskIds),
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
  const after = listCursorOf(input.after)
  const quietSince = new Date(Date.now() - ourCaseRules.quietDays * 86_400_000)
  return tx
    .selectFrom('case_')
    .selectAll()
    .where('desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .$if(input.view === 'mine', (query) => query.where('assignee_id', '=', actor.userId))
    .$if(input.view === 'unassigned', (query) => query.where('assignee_id', 'is', null))
    .$if(input.view === 'quiet', (query) => query.where(quietByRule(quietSince)))
    .$if(input.view === 'closed', (query) => query.where('status', '=', 'closed'))
    .$if(input.view !== 'closed' && !input.status, (query) => query.where(isOpen))
    .$if(input.status !== undefined, (query) => query.where('status', '=', input.status ?? ''))
    .$if(input.risk !== undefined, (query) => query.where('risk_level', '=', input.risk ?? ''))
    .$if(input.assigneeId !== undefined, (query) => query.where('assignee_id', '=', input.assigneeId ?? ''))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(moved_at, id) < (${after?.movedAt}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('moved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(perPage + 1)
    .execute()
}

/** Without movement for longer than the desk's own rule says, or ours. */
export function quietByRule(oursSince: Date) {
  return sql<boolean>`moved_at < coalesce(
    (select now() - make_interval(days => r.quiet_days) from case_rule r where r.desk_id = case_.desk_id),
    ${oursSince}::timestamptz)`
}

/** The rules are joined and not asked for each case: a desk has thousands of those. */
async function countsFor(tx: Tx, actor: Actor, deskIds: readonly string[]) {
  const quietSince = new Date(Date.now() - ourCaseRules.quietDays * 86_400_000)
  const { rows } = await sql<Record<'mine' | 'desk' | 'unassigned' | 'quiet' | 'closed', number>>`
    select count(*) filter (where status <> 'closed' and assignee_id = ${actor.userId}) as mine,
           count(*) filter (where status <> 'closed') as desk,
           count(*) filter (where status <> 'closed' and assignee_id is null) as unassigned,
           count(*) filter (where status <> 'closed' and moved_at < coalesce(
             now() - make_interval(days => r.quiet_days), ${quietSince}::timestamptz)) as quiet,
           count(*) filter (where status = 'closed') as closed
    from case_ left join case_rule r on r.desk_id = case_.desk_id
    where case_.desk_id = any(${deskIds}::uuid[])`.execute(tx)
  return rows[0] ?? { mine: 0, desk: 0, unassigned: 0, quiet: 0, closed: 0 }
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
