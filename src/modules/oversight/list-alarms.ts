import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { staffNames } from '../disclosures/index.ts'
import { alarmAnswers, alarmSubjects, deskOf, isAccount, subjectOf } from './alarm-kinds.ts'

/** The database keeps two hundred unanswered ones and one line for all others (migrations/0112). */
const mostOpen = 201
const mostAnswered = 50

const Alarm = z.object({
  id: z.uuid(),
  subject: z.enum(alarmSubjects),
  /** Table and row, as the person who looks into the database needs them. */
  kind: z.string(),
  objectId: z.uuid(),
  /** Whose account it is; empty where it is about none that is known. */
  account: z.string(),
  desk: z.string(),
  firstAt: z.date(),
  lastAt: z.date(),
  times: z.number().int(),
  answer: z.enum(alarmAnswers).nullable(),
  answeredBy: z.string(),
  answeredAt: z.date().nullable(),
})
export type Alarm = z.output<typeof Alarm>

/** What was refused because it may have been tampered with: unanswered ones first, the last answered ones after them. */
export const listAlarms = defineUseCase({
  name: 'alarm.list',
  permission: 'audit.alarms',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'alarm' }),
  output: z.object({ open: z.array(Alarm), answered: z.array(Alarm) }),
  async run(scene) {
    const open = await rowsOf(scene.tx, false)
    const answered = await rowsOf(scene.tx, true)
    const all = [...open, ...answered]
    const accounts = all.flatMap((row) => (isAccount(row.kind) ? [row.objectId] : []))
    const staff = await staffNames(scene, [...accounts, ...all.map((row) => row.answeredBy)])
    const desks = await deskNames(
      scene.tx,
      all.flatMap((row) => deskOf(row) ?? []),
    )
    const said = ({ atDesk, ...row }: Row): Alarm => ({
      ...row,
      subject: subjectOf(row.kind),
      account: (isAccount(row.kind) && staff.get(row.objectId)) || '',
      desk: deskFullName(desks.get(deskOf({ ...row, atDesk }) ?? '')),
      answer: row.answer as Alarm['answer'],
      answeredBy: (row.answeredBy && staff.get(row.answeredBy)) || '',
    })
    return { open: open.map(said), answered: answered.map(said) }
  },
  audit: (result) => ({ count: result.open.length + result.answered.length }),
})

type Row = Awaited<ReturnType<typeof rowsOf>>[number]

function rowsOf(tx: Tx, isAnswered: boolean) {
  return tx
    .selectFrom('audit.alarm')
    .select([
      'id',
      'kind',
      'object_id as objectId',
      'at_desk as atDesk',
      'first_at as firstAt',
      'last_at as lastAt',
      'times',
      'answer',
      'answered_by as answeredBy',
      'answered_at as answeredAt',
    ])
    .where('answer', isAnswered ? 'is not' : 'is', null)
    .orderBy(sql`case answer when 'looking' then 0 else 1 end`)
    .orderBy(isAnswered ? sql`answered_at desc` : sql`first_at`)
    .limit(isAnswered ? mostAnswered : mostOpen)
    .execute()
}
