import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { openActs } from '../../platform/acts.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { sealedOf } from '../../platform/records.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskNames, japanDay } from '../directory/index.ts'
import { type KeptKind, ListId, mostOnAList, recordKindsKept, shredAct } from './contract.ts'
import { describedRecords, namesOfStaff } from './kept-records.ts'
import { listedRecords } from './listed-records.ts'
import { fieldsOfList, isBeyondBackups } from './policy.ts'
import { takenOutRecord } from './records.ts'
import { shreddedWith } from './shredded-lines.ts'

const itemStates = ['listed', 'taken_out', 'withdrawn', 'shredded'] as const

/** One list: what is on it, what would go with it, and how far it is. After it was carried out, what is left to say of it. */
export const showDisposal = defineUseCase({
  name: 'disposal.show',
  permission: 'disposal.read',
  purpose: 'oversight',
  input: ListId,
  subject: (input) => ({ objectType: 'disposal', objectId: input.listId }),
  output: z.object({
    listId: z.uuid(),
    deskName: z.string(),
    state: z.enum(['proposed', 'withdrawn', 'done']),
    madeBy: z.string(),
    madeAt: z.date(),
    endedBy: z.string().nullable(),
    endedAt: z.date().nullable(),
    items: z.array(
      z.object({
        itemId: z.uuid(),
        kind: z.enum(recordKindsKept),
        recordId: z.uuid(),
        state: z.enum(itemStates),
        number: z.string(),
        title: z.string(),
        channel: z.string().nullable(),
        beganOn: z.string().nullable(),
        endedOn: z.string().nullable(),
        hasJoined: z.boolean(),
        keepUntil: z.string().nullable(),
        takenBy: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    goesWithIt: z.object({
      people: z.number(),
      consultations: z.number(),
      files: z.number(),
      requests: z.number(),
      acts: z.number(),
    }),
    act: z
      .object({
        id: z.uuid(),
        seal: z.string(),
        askedBy: z.string(),
        expiresAt: z.date(),
        isMine: z.boolean(),
        isApproved: z.boolean(),
        decidedBy: z.string().nullable(),
        /** Whether the list still is what was asked for. */
        isSame: z.boolean(),
      })
      .nullable(),
    shredded: z
      .object({ on: z.string(), effectiveOn: z.string(), isEffective: z.boolean(), count: z.number() })
      .nullable(),
    mayDecide: z.boolean(),
  }),
  async run(scene, { listId }) {
    const { actor, tx } = scene
    const list = await tx.selectFrom('disposal_list').selectAll().where('id', '=', listId).executeTakeFirst()
    if (!list || !desksFor(actor, 'disposal.read').includes(list.desk_id)) throw new AppError('not-found')
    const items = await itemsOf(tx, listId)
    const listed = items.filter((one) => one.state === 'listed')
    const [names, goesWithIt, acts, shredded] = await Promise.all([
      deskNames(tx, [list.desk_id]),
      whatGoesWith(
        tx,
        listed.flatMap((one) => (one.kind === 'case' ? [one.recordId] : [])),
      ),
      openActs(scene, shredAct, { list_id: listId }),
      shreddedWith(scene, listId),
    ])
    const act = acts.find((one) => one.fields.list_id === listId)
    const staff = await namesOfStaff(tx, [
      list.made_by,
      list.ended_by,
      act?.askedBy ?? null,
      act?.decidedBy ?? null,
      ...items.map((one) => one.takenBy),
    ])
    const nameOf = (id: string | null) => (id ? (staff.get(id) ?? '') : null)
    const { records, counterparts } = await listedRecords(scene, listId)
    const fields = fieldsOfList(listId, records, counterparts)
    return {
      listId,
      deskName: names.get(list.desk_id)?.name ?? '',
      state: list.state as 'proposed' | 'withdrawn' | 'done',
      madeBy: nameOf(list.made_by) ?? '',
      madeAt: list.made_at,
      endedBy: nameOf(list.ended_by),
      endedAt: list.ended_at,
      items: (await describedRecords(tx, items)).map((one) => ({ ...one, takenBy: nameOf(one.takenBy) })),
      goesWithIt,
      act: act
        ? {
            id: act.id,
            seal: act.seal,
            askedBy: nameOf(act.askedBy) ?? '',
            expiresAt: act.expiresAt,
            isMine: act.askedBy === actor.userId,
            isApproved: act.state === 'approved',
            decidedBy: nameOf(act.decidedBy),
            isSame: Object.entries(fields).every(([name, value]) => act.fields[name] === value),
          }
        : null,
      shredded,
      mayDecide: desksFor(actor, 'disposal.decide').includes(list.desk_id),
    }
  },
  audit: (result) => ({ count: result.items.length }),
  present: ({ items, shredded, ...rest }) => ({
    ...rest,
    shredded: shredded && {
      ...shredded,
      isEffective: isBeyondBackups(shredded.effectiveOn, japanDay(new Date())),
    },
    items: items.map(({ label, words, ...one }) => ({
      ...one,
      number: label?.number ?? '',
      title: label?.title ?? '',
      reason: words?.text ?? null,
    })),
  }),
})

export type ShownDisposal = Awaited<ReturnType<typeof showDisposal>>

async function itemsOf(tx: Tx, listId: string) {
  const rows = await tx
    .selectFrom('disposal_item')
    .selectAll()
    .where('list_id', '=', listId)
    .orderBy('state')
    .orderBy('id')
    .limit(mostOnAList)
    .execute()
  return rows.map((row) => ({
    itemId: row.id,
    kind: row.kind as KeptKind,
    recordId: row.case_id ?? row.consultation_id ?? '',
    state: row.state as (typeof itemStates)[number],
    keepUntil: row.keep_until,
    takenBy: row.taken_by,
    words: row.reason
      ? sealedOf(takenOutRecord, {
          tenantId: row.tenant_id,
          id: row.id,
          compartmentId: row.compartment_id,
          rev: 1,
          schema: row.schema_no,
          bytes: row.reason,
        })
      : null,
  }))
}

/** Counts, so that nobody agrees to less than what goes: the others' sheets and acts are part of the file. */
async function whatGoesWith(tx: Tx, caseIds: readonly string[]) {
  const { rows } = await sql<Record<'people' | 'consultations' | 'files' | 'requests' | 'acts', number>>`
    select (select count(*)::int from person where case_id = any(${caseIds}::uuid[])) as people,
      (select count(*)::int from consultation where case_id = any(${caseIds}::uuid[])) as consultations,
      (select count(*)::int from attachment where case_id = any(${caseIds}::uuid[])) as files,
      (select count(*)::int from request_case where case_id = any(${caseIds}::uuid[])) as requests,
      (select count(*)::int from official_act a join request_case r on r.request_id = a.request_id
        where r.case_id = any(${caseIds}::uuid[])) as acts`.execute(tx)
  return rows[0] ?? { people: 0, consultations: 0, files: 0, requests: 0, acts: 0 }
}
