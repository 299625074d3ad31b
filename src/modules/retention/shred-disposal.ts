import { sql } from 'kysely'
import { z } from 'zod'
import { agreedAct, fieldsText, openActs } from '../../platform/acts.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { macOfLine } from '../../platform/shredding/line.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { retentionRules } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { ListId, shredAct } from './contract.ts'
import { listedRecords } from './listed-records.ts'
import { effectiveOn } from './policy.ts'

const nothing = new Uint8Array(0)

type Verdict = 'done' | 'absent' | 'unconfirmed' | 'unagreed' | 'held' | 'changed'

/**
 * Destroys what two people have agreed to, in the asker's own session: every key of everything on the list, in one
 * transaction. Broken off in the middle nothing has happened, and it is done again.
 */
export const shredDisposal = defineUseCase({
  name: 'disposal.shred',
  permission: 'disposal.shred',
  purpose: 'oversight',
  input: ListId,
  subject: (input) => ({ objectType: 'disposal', objectId: input.listId }),
  output: z.object({ effectiveOn: z.string(), count: z.number() }),
  async run(scene, { listId }) {
    const act = await agreedFor(scene, listId)
    const { records, counterparts } = await listedRecords(scene, listId)
    const today = japanDay(new Date())
    const effective = effectiveOn(today, (await retentionRules(scene)).backupDays)
    const { vault } = platform()
    const { tenantId } = scene.actor
    const macs = records.map(({ recordId: id, kind, deskId }) =>
      macOfLine(vault, { tenantId, id, kind, deskId, listId, shreddedOn: today, effectiveOn: effective }),
    )
    const { rows } = await sql<{ verdict: Verdict; labels: string[]; row_ids: string[] }>`
      select verdict, labels, row_ids from auth.shred_disposal(${act.id}, ${act.seal}, ${listId}, ${records.map((one) => one.recordId)}::uuid[],
        ${macs}::bytea[], ${counterparts}::bytea[], ${today}, ${effective})`.execute(scene.tx)
    const { verdict = 'absent', labels = [], row_ids = [] } = rows[0] ?? {}
    if (verdict === 'unconfirmed') throw new AppError('step-up-required')
    if (verdict === 'absent') throw new AppError('not-found')
    if (verdict !== 'done') throw new AppError('refused', `retention_refused_${verdict}`)
    // Without this word `verify` misses them.
    for (const [at, label] of labels.entries()) scene.keys.noteSealed(label, row_ids[at] ?? '', nothing)
    return { effectiveOn: effective, count: records.length, fields: fieldsText(act.fields) }
  },
  audit: ({ fields, count }) => ({ basis: fields, count }),
})

async function agreedFor(scene: Scene, listId: string) {
  const open = await openActs(scene, shredAct, { list_id: listId })
  const mine = open.find((one) => one.fields.list_id === listId && one.askedBy === scene.actor.userId)
  const agreed = mine ? await agreedAct(scene, mine.id, shredAct) : null
  if (!mine || !agreed) throw new AppError('refused', 'retention_refused_unagreed')
  return { id: mine.id, ...agreed }
}
