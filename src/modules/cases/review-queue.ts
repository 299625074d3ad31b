import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, desksFor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { askedWords, decidedWords } from './approval-store.ts'
import { reviewQueues } from './codes.ts'
import { ApprovalWords, ListedCase } from './contract.ts'
import { standingsOf, standingWords } from './in-stead.ts'
import { listed } from './list-cases.ts'
import { listItems, quietByRule } from './list-store.ts'
import { staffNames } from './staff-store.ts'
import { waitingElsewhere } from './waiting-elsewhere.ts'

const perQueue = 50

const Approval = z.object({
  id: z.uuid(),
  caseId: z.uuid().nullable(),
  kind: z.string(),
  mode: z.string(),
  state: z.string(),
  askedAt: z.date(),
  askedBy: z.string().nullable(),
  isMine: z.boolean(),
  /** Of a closing: why support ends. */
  code: z.string().nullable(),
  steadGround: z.string().nullable(),
  seeBy: z.string().nullable(),
  stead: z.object({ isManagerAway: z.boolean(), seeBy: z.string() }).nullable(),
  maySee: z.boolean(),
  decidedBy: z.string().nullable(),
  reason: ApprovalWords.nullable(),
  comment: ApprovalWords.nullable(),
})

/** What a supervisor must look at, one queue at a time, with the counts of all. */
export const reviewQueue = defineUseCase({
  name: 'case.review-queue',
  permission: 'case.review',
  purpose: 'oversight',
  input: z.object({ queue: z.enum(reviewQueues).default('new') }),
  subject: () => ({ objectType: 'case' }),
  output: z.object({
    queue: z.enum(reviewQueues),
    counts: z.record(z.enum(reviewQueues), z.number()),
    cases: z.array(ListedCase),
    approvals: z.array(Approval),
    elsewhere: z.array(z.object({ href: z.string(), count: z.number() })),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
    const deskIds = [...new Set(desksFor(actor, 'case.review'))]
    const isApprovals = input.queue === 'approvals' || input.queue === 'to-see'
    const [counts, rows, approvals] = await Promise.all([
      countsOf(tx, deskIds, actor),
      isApprovals ? [] : casesIn(tx, deskIds, input.queue),
      isApprovals ? approvalsIn(tx, deskIds, input.queue, actor) : [],
    ])
    const standings = await standingsOf(scene, approvals)
    const names = await staffNames(
      tx,
      approvals.flatMap((row) => [row.asked_by, ...(row.decided_by ? [row.decided_by] : [])]),
    )
    return {
      queue: input.queue,
      counts,
      elsewhere: await waitingElsewhere(scene),
      items: await listItems(tx, rows),
      approvals: approvals.map((row) => ({
        id: row.id,
        caseId: row.case_id,
        kind: row.kind,
        mode: row.mode,
        state: row.state,
        askedAt: row.asked_at,
        askedBy: names.get(row.asked_by) ?? null,
        isMine: row.asked_by === actor.userId,
        ...standingWords(row, standings.get(row.id)),
        decidedBy: row.decided_by ? (names.get(row.decided_by) ?? null) : null,
        reason: askedWords(row),
        comment: decidedWords(row),
      })),
    }
  },
  audit: (result) => ({ count: result.items.length + result.approvals.length }),
  present: (opened) => ({ ...opened, cases: opened.items.map(listed) }),
})

/** The counts alone, for another page that a lead looks at; null for whoever reviews nothing. */
export async function reviewCounts({ actor, tx }: Scene) {
  const deskIds = [...new Set(desksFor(actor, 'case.review'))]
  return deskIds.length > 0 ? countsOf(tx, deskIds, actor) : null
}

const today = sql`(now() at time zone 'Asia/Tokyo')::date`

function conditionOf(queue: (typeof reviewQueues)[number]) {
  if (queue === 'new') return sql<boolean>`reviewed_at is null`
  if (queue === 'high-risk') return sql<boolean>`risk_level in ('extreme', 'high')`
  if (queue === 'unassigned') return sql<boolean>`assignee_id is null`
  if (queue === 'overdue-review') return sql<boolean>`(next_review_on < ${today} or reassess_by < ${today})`
  return quietByRule()
}

function casesIn(tx: Tx, deskIds: readonly string[], queue: (typeof reviewQueues)[number]) {
  return tx
    .selectFrom('case_')
    .selectAll()
    .where('desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .where('status', '<>', 'closed')
    .where(conditionOf(queue))
    .orderBy(sql`case risk_level when 'extreme' then 0 when 'high' then 1 else 2 end`)
    .orderBy('moved_at')
    .limit(perQueue)
    .execute()
}

/** approvals: waiting for a decision. to-see: decided in stead or done already, waiting for the look afterwards. */
function approvalsIn(tx: Tx, deskIds: readonly string[], queue: string, actor: Actor) {
  return tx
    .selectFrom('approval')
    .selectAll()
    .where('desk_id', '=', sql<string>`any(${deskIds}::uuid[])`)
    .$if(queue === 'approvals', (query) => query.where('state', '=', 'asked'))
    .$if(queue === 'to-see', (query) => query.where(waitsForLook(actor)))
    .orderBy('asked_at')
    .limit(perQueue)
    .execute()
}

/** `maySeeApproval` of what was decided in stead, as a condition. */
export function waitsForLook({ userId, seats }: Pick<Actor, 'userId' | 'seats'>) {
  const managed = seats.filter((seat) => seat.role === 'manager').map((seat) => seat.deskId)
  return sql<boolean>`(mode = 'in_stead' and state = 'approved' and seen_at is null and decided_by <> ${userId}
    and asked_by <> ${userId} and desk_id = any(${managed}::uuid[]))`
}

async function countsOf(tx: Tx, deskIds: readonly string[], actor: Actor) {
  const open = sql`desk_id = any(${deskIds}::uuid[]) and status <> 'closed'`
  const { rows } = await sql<Record<(typeof reviewQueues)[number], number>>`
    select ${sql.join(
      (['new', 'high-risk', 'unassigned', 'overdue-review', 'quiet'] as const).map(
        (queue) => sql`count(*) filter (where ${conditionOf(queue)}) as ${sql.ref(queue)}`,
      ),
    )},
      (select count(*) from approval where desk_id = any(${deskIds}::uuid[]) and state = 'asked') as approvals,
      (select count(*) from approval where desk_id = any(${deskIds}::uuid[]) and ${waitsForLook(actor)}) as "to-see"
    from case_ where ${open}`.execute(tx)
  const [found] = rows
  return (
    found ?? {
      new: 0,
      'high-risk': 0,
      unassigned: 0,
      'overdue-review': 0,
      quiet: 0,
      approvals: 0,
      'to-see': 0,
    }
  )
}
