import { z } from 'zod'
import { asReleased, releasedOf } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { LedgerLine, ledgerOfCase, lineOf } from '../disclosures/index.ts'
import type { ReleaseOrder } from './contract.ts'
import { findRelease } from './register-store.ts'
import { release } from './release.ts'

const listFields: ReleaseOrder['fields'] = [
  { name: 'recipient', class: 'P' },
  { name: 'purpose', class: 'S' },
  { name: 'items', class: 'S' },
  { name: 'basis', class: 'P' },
  { name: 'period', class: 'P' },
]

/**
 * Her list was read with her at the desk. Only where she said that a copy is safe to keep is one released for printing;
 * her answer is recorded either way.
 */
export const readListWithHer = defineUseCase({
  name: 'disclosure.read-with-her',
  permission: 'disclosure.read',
  purpose: 'coordination',
  input: z.object({
    submissionId: z.uuid(),
    caseId: z.uuid(),
    copySafe: z.enum(['yes', 'no', 'not_asked'], 'disclosures_copy_safe_needed'),
  }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid(), releaseId: z.uuid().nullish() }),
  async run(scene, input) {
    const { actor, tx } = scene
    const found = await caseForRequest(scene, input.caseId, 'disclosure.read')
    const stamp =
      input.copySafe === 'yes'
        ? await release(scene, {
            document: 'own_disclosure_list',
            subjectId: found.id,
            recipient: { kind: 'client' },
            fields: listFields,
            purpose: 'read_with_her',
            caseId: found.id,
            deskId: found.deskId,
            isPaper: false,
          })
        : null
    const id = stamp?.id ?? crypto.randomUUID()
    await tx
      .insertInto('ledger_reading')
      .values({
        tenant_id: actor.tenantId,
        id,
        case_id: found.id,
        desk_id: found.deskId,
        day: japanDay(new Date()),
        read_by: actor.userId,
        copy_safe: input.copySafe,
        release_id: stamp?.id ?? null,
      })
      .execute()
    return { id, releaseId: stamp?.id ?? null }
  },
  audit: () => ({}),
})

export const OwnList = z.object({ caseId: z.uuid(), lines: z.array(LedgerLine) })

/** The page that is printed for her: only under the number it was released with, only today. */
export const printOwnList = defineUseCase({
  name: 'disclosure.print-own-list',
  permission: 'disclosure.read',
  purpose: 'coordination',
  input: z.object({ caseId: z.uuid(), releaseId: z.uuid() }),
  subject: (input) => ({ objectType: 'release', objectId: input.releaseId, caseId: input.caseId }),
  output: releasedOf(OwnList),
  async run(scene, input) {
    const found = await caseForRequest(scene, input.caseId, 'disclosure.read')
    const { row, stamp } = await findRelease(scene, input.releaseId)
    const isToday = japanDay(row.at) === japanDay(new Date())
    if (row.document !== 'own_disclosure_list' || row.case_id !== found.id || !isToday)
      throw new AppError('not-found')
    return { stamp, caseId: found.id, lines: await ledgerOfCase(scene, found.id) }
  },
  audit: (result) => ({ count: result.lines.length }),
  present: ({ stamp, caseId, lines }) => asReleased(stamp, { caseId, lines: lines.map(lineOf) }),
})

/** When her list was last read with her, and what she said about a copy. */
export const listReadings = defineUseCase({
  name: 'disclosure.readings',
  permission: 'disclosure.read',
  purpose: 'coordination',
  input: z.object({ caseId: z.uuid() }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({
    readings: z.array(
      z.object({ id: z.uuid(), day: z.string(), copySafe: z.enum(['yes', 'no', 'not_asked']) }),
    ),
  }),
  async run(scene, input) {
    await caseForRequest(scene, input.caseId, 'disclosure.read')
    const rows = await scene.tx
      .selectFrom('ledger_reading')
      .select(['id', 'day', 'copy_safe'])
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('case_id', '=', input.caseId)
      .orderBy('created_at', 'desc')
      .limit(20)
      .execute()
    return {
      readings: rows.map((row) => ({
        id: row.id,
        day: row.day,
        copySafe: row.copy_safe as 'yes' | 'no' | 'not_asked',
      })),
    }
  },
  audit: (result) => ({ count: result.readings.length }),
})
