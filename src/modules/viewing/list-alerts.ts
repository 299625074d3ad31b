import { sql } from 'kysely'
import { z } from 'zod'
import { rolesOf } from '../../platform/actor.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { spaced } from '../../platform/words/joining.ts'
import { shortNumber } from '../../ui/lookup/short-number.ts'
import { caseLabels } from '../cases/index.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { staffNames } from '../disclosures/index.ts'
import { Alert } from './contract.ts'

/**
 * The database keeps two hundred that nobody has answered, besides traps (migrations/0206). They come first: whom somebody was
 * asked about waits for her answer, and must not push out what nobody has looked at yet.
 */
const mostOpen = 300
const mostAnswered = 50

/** What was found unusual about viewing at my desks; for auditors in the whole tenant. Never what concerns oneself. */
export const listViewingAlerts = defineUseCase({
  name: 'viewing.list-alerts',
  permission: 'audit.viewing',
  purpose: 'oversight',
  input: z.object({}),
  subject: () => ({ objectType: 'viewing-alert' }),
  output: z.object({ open: z.array(Alert), answered: z.array(Alert), mayPlant: z.boolean() }),
  async run(scene) {
    const open = await alertRows(scene, false)
    const answered = await alertRows(scene, true)
    const all = [...open, ...answered]
    const [staff, desks, cases] = await Promise.all([
      staffNames(
        scene,
        all.flatMap((row) => [row.user_id, row.answered_by, ...row.with_ids]),
      ),
      deskNames(
        scene.tx,
        all.flatMap((row) => row.desk_id ?? []),
      ),
      caseLabels(
        scene.tx,
        all.flatMap((row) => row.case_id ?? []),
      ),
    ])
    const said = (row: AlertRow) => ({
      id: row.id,
      rule: row.rule as Alert['rule'],
      person: staff.get(row.user_id) ?? '',
      withPeople: row.with_ids.map((id) => staff.get(id) ?? '').filter((name) => name !== ''),
      desk: deskFullName(row.desk_id ? desks.get(row.desk_id) : null),
      caseShort: row.case_id ? shortNumber(row.case_id) : '',
      caseId: row.case_id && cases.has(row.case_id) ? row.case_id : null,
      label: (row.case_id && cases.get(row.case_id)?.label) || null,
      firstAt: row.first_at,
      lastAt: row.last_at,
      times: row.times,
      answer: row.answer as Alert['answer'],
      answeredBy: (row.answered_by && staff.get(row.answered_by)) || '',
      answeredAt: row.answered_at,
    })
    return {
      open: open.map(said),
      answered: answered.map(said),
      mayPlant: allows('audit.plant', rolesOf(scene.actor)),
    }
  },
  audit: (result) => ({ count: result.open.length + result.answered.length }),
  present: ({ open, answered, mayPlant }) => {
    const named = ({ label, ...alert }: (typeof open)[number]) => ({
      ...alert,
      caseName: spaced([label?.number ?? '', label?.title ?? '']),
    })
    return { open: open.map(named), answered: answered.map(named), mayPlant }
  },
})

type AlertRow = Awaited<ReturnType<typeof alertRows>>[number]

function alertRows({ tx }: Scene, isAnswered: boolean) {
  return tx
    .selectFrom('audit.viewing_alert')
    .selectAll()
    .$if(!isAnswered, (query) => query.where(sql<boolean>`answer is null or answer = 'asked'`))
    .$if(isAnswered, (query) => query.where('answer', 'in', ['explained', 'escalated']))
    .$if(!isAnswered, (query) => query.orderBy(sql`answer is not null`))
    .orderBy(sql`rule = 'trap' desc`)
    .orderBy(isAnswered ? sql`answered_at desc` : sql`raised_at`)
    .limit(isAnswered ? mostAnswered : mostOpen)
    .execute()
}
