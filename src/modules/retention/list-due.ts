import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { retentionRules } from '../cases/index.ts'
import { deskNames } from '../directory/index.ts'
import { type KeptKind, mostOnAList, recordKindsKept } from './contract.ts'
import { describedRecords, namesOfStaff } from './kept-records.ts'

const mostLists = 20

/** Records of one desk whose time has come, the longest overdue first, and the lists there were. Nothing happens to them by itself. */
export const listDue = defineUseCase({
  name: 'disposal.list-due',
  permission: 'disposal.read',
  purpose: 'oversight',
  input: z.object({ deskId: z.uuid().optional() }),
  subject: () => ({ objectType: 'disposal' }),
  output: z.object({
    deskId: z.uuid(),
    desks: z.array(z.object({ deskId: z.uuid(), name: z.string() })),
    rules: z.object({
      caseYears: z.number(),
      consultationYears: z.number(),
      childAge: z.number(),
      countsFrom: z.enum(['fiscal_year', 'day']),
      backupDays: z.number(),
      rev: z.number(),
    }),
    due: z.array(
      z.object({
        kind: z.enum(recordKindsKept),
        recordId: z.uuid(),
        number: z.string(),
        title: z.string(),
        channel: z.string().nullable(),
        beganOn: z.string().nullable(),
        endedOn: z.string().nullable(),
        keepUntil: z.string(),
        isHeld: z.boolean(),
      }),
    ),
    isMore: z.boolean(),
    lists: z.array(
      z.object({
        listId: z.uuid(),
        state: z.enum(['proposed', 'withdrawn', 'done']),
        madeBy: z.string(),
        madeAt: z.date(),
        items: z.number(),
      }),
    ),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
    const mine = [...new Set(desksFor(actor, 'disposal.read'))]
    const deskId = input.deskId ?? mine[0]
    if (!deskId || !mine.includes(deskId)) throw new AppError('not-found')
    const [names, rules, due, lists] = await Promise.all([
      deskNames(tx, mine),
      retentionRules(scene),
      dueAt(scene.tx, deskId),
      listsAt(scene.tx, deskId),
    ])
    const staff = await namesOfStaff(
      tx,
      lists.map((one) => one.made_by),
    )
    return {
      deskId,
      desks: mine.map((id) => ({ deskId: id, name: names.get(id)?.name ?? '' })),
      rules,
      due: await describedRecords(tx, due.slice(0, mostOnAList)),
      isMore: due.length > mostOnAList,
      lists: lists.map((one) => ({
        listId: one.id,
        state: one.state as 'proposed' | 'withdrawn' | 'done',
        madeBy: staff.get(one.made_by) ?? '',
        madeAt: one.made_at,
        items: one.items,
      })),
    }
  },
  audit: (result) => ({ objectId: result.deskId, count: result.due.length }),
  present: ({ due, ...rest }) => ({
    ...rest,
    due: due.map(({ label, ...one }) => ({
      ...one,
      number: label?.number ?? '',
      title: label?.title ?? '',
    })),
  }),
})

async function dueAt(tx: Parameters<typeof describedRecords>[0], deskId: string) {
  const { rows } = await sql<{ kind: KeptKind; id: string; keep_until: string; is_held: boolean }>`
    select kind, id, keep_until, is_held from auth.due_records(${deskId}, ${mostOnAList + 1})`.execute(tx)
  return rows.map((row) => ({
    kind: row.kind,
    recordId: row.id,
    keepUntil: row.keep_until,
    isHeld: row.is_held,
  }))
}

function listsAt(tx: Parameters<typeof describedRecords>[0], deskId: string) {
  return tx
    .selectFrom('disposal_list as l')
    .select(['l.id', 'l.state', 'l.made_by', 'l.made_at'])
    .select((from) =>
      from
        .selectFrom('disposal_item as i')
        .select(sql<number>`count(*)::int`.as('items'))
        .whereRef('i.list_id', '=', 'l.id')
        .where('i.state', 'in', ['listed', 'shredded'])
        .as('items'),
    )
    .where('l.desk_id', '=', deskId)
    .orderBy('l.made_at', 'desc')
    .limit(mostLists)
    .$narrowType<{ items: number }>()
    .execute()
}
