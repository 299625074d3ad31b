import { CompiledQuery, sql } from 'kysely'
import { auditStatement } from '../../platform/audit/record.ts'
import { mintStamp, type ReleaseStamp } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { deskNames, japanDay } from '../directory/index.ts'
import type { RecipientKind, ReleaseOrder } from './contract.ts'
import { isNamedLikeOpposing, partInCase } from './opposing.ts'
import { fiscalYearOf, highestOf, whyNotRelease } from './policy.ts'
import { orderHash, takeApproval } from './second-person.ts'

/**
 * The only way out: every print, sheet, label and file. It refuses (it does not warn): the counterpart, kin and their
 * agents, a class above the recipient's ceiling, whereabouts without a second person. What it lets out has a number of
 * the fiscal year, a row in the register and a line in the audit log, all in the caller's transaction.
 */
export async function release(scene: Scene, order: ReleaseOrder): Promise<ReleaseStamp> {
  const { actor, tx } = scene
  const recipientKind = await kindOf(scene, order)
  const highest = highestOf(order.fields)
  const approval = highest === 'A' ? await takeApproval(scene, order) : null
  const refusal = whyNotRelease(order.fields, {
    recipientKind,
    recipient: order.recipient,
    personPart: await personPart(scene, order),
    isNamedLikeOpposing: await namesOpposing(scene, order),
    hasSecondPerson: approval !== null,
  })
  if (refusal) throw new AppError('refused', refusal)
  const at = new Date()
  const fiscalYear = fiscalYearOf(japanDay(at))
  const { rows } = await sql<{
    serial: number
  }>`select public.next_release_serial(${fiscalYear}) as serial`.execute(tx)
  const serial = rows[0]?.serial
  if (!serial) throw new AppError('internal')
  const id = crypto.randomUUID()
  const hash = orderHash(order)
  await tx
    .insertInto('release')
    .values({
      tenant_id: actor.tenantId,
      id,
      subject_id: order.subjectId,
      serial,
      fiscal_year: fiscalYear,
      document: order.document,
      desk_id: order.deskId,
      case_id: order.caseId,
      recipient_desk_id: order.recipient.kind === 'desk' ? order.recipient.deskId : null,
      recipient_kind: recipientKind,
      purpose: order.purpose,
      highest_class: highest,
      field_hash: hash,
      released_by: actor.userId,
      second_by: approval?.secondBy ?? null,
      at,
      paper_state: order.isPaper ? 'out' : null,
    })
    .execute()
  const line = auditStatement('document.release', 'coordination', 'ok', {
    objectType: 'release',
    objectId: id,
    ...(order.caseId ? { caseId: order.caseId } : {}),
    contentHash: hash,
  })
  await tx.executeQuery(CompiledQuery.raw(line.sql, line.values))
  return mintStamp({ id, document: order.document, serial, fiscalYear, at, by: actor.displayName })
}

async function kindOf(scene: Scene, { recipient }: ReleaseOrder): Promise<RecipientKind> {
  if (recipient.kind !== 'desk') return recipient.kind
  const desk = (await deskNames(scene.tx, [recipient.deskId])).get(recipient.deskId)
  if (!desk) throw new AppError('not-found')
  return desk.bodyKind
}

async function personPart(scene: Scene, { recipient, caseId }: ReleaseOrder): Promise<string | null> {
  if (recipient.kind !== 'person' || !caseId) return null
  return partInCase(scene, caseId, recipient.personId)
}

async function namesOpposing(scene: Scene, { recipient, caseId }: ReleaseOrder): Promise<boolean> {
  const typed = 'personName' in recipient ? recipient.personName : undefined
  return typed && caseId ? isNamedLikeOpposing(scene, caseId, typed) : false
}
