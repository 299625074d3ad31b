import { CompiledQuery, sql } from 'kysely'
import { requireStepUp } from '../../platform/actor.ts'
import { auditStatement } from '../../platform/audit/record.ts'
import { mintStamp, type ReleaseStamp } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import { isActedFirst } from '../disclosures/index.ts'
import type { FieldClass, RecipientKind, ReleaseOrder } from './contract.ts'
import { checkOrder, orderHash } from './order-facts.ts'
import { fiscalYearOf, highestOf } from './policy.ts'

/**
 * The only way out: every print, sheet, label and file. It refuses (it does not warn): the counterpart, kin and their
 * agents, a class above the recipient's ceiling. What names whereabouts takes two people: `prepareRelease`, then
 * `releasePrepared`; in danger to life `releaseInDanger`. What it lets out has a number of the fiscal year, a row in the register and a line in the audit
 * log, all in the caller's transaction.
 */
export async function release(scene: Scene, order: ReleaseOrder): Promise<ReleaseStamp> {
  return registered(scene, order, await checkOrder(scene, order, 'missing'))
}

/**
 * The same in danger to life, where the office lets whereabouts go first: the second person looks afterwards. The ledger
 * must already say so of this very disclosure, and whoever lets it out has just shown who she is.
 */
export async function releaseInDanger(
  scene: Scene,
  order: ReleaseOrder,
  disclosureId: string,
): Promise<ReleaseStamp> {
  requireStepUp(scene.actor)
  const deskId = order.recipient.kind === 'desk' ? order.recipient.deskId : null
  if (!(await isActedFirst(scene, disclosureId, { caseId: order.caseId, deskId })))
    throw new AppError('refused', 'documents_refused_second_person')
  return registered(
    scene,
    order,
    await checkOrder(scene, order, 'afterwards'),
    highestOf(order.fields) === 'A',
  )
}

function registered(
  scene: Scene,
  order: ReleaseOrder,
  recipientKind: RecipientKind,
  actedFirst = false,
): Promise<ReleaseStamp> {
  return register(scene, {
    ...order,
    recipientKind,
    recipientDeskId: order.recipient.kind === 'desk' ? order.recipient.deskId : null,
    highest: highestOf(order.fields),
    hash: orderHash(scene.actor.tenantId, order),
    by: { userId: scene.actor.userId, name: scene.actor.displayName },
    secondBy: null,
    actedFirst,
  })
}

export interface RegisterEntry {
  document: string
  subjectId: string
  purpose: string
  caseId: string | null
  deskId: string
  isPaper: boolean
  recipientKind: RecipientKind
  recipientDeskId: string | null
  highest: FieldClass
  hash: Buffer
  by: { userId: string; name: string }
  secondBy: string | null
  /** Whereabouts before anybody else had looked. */
  actedFirst: boolean
}

/** Numbers what was checked, and records it. */
export async function register(scene: Scene, entry: RegisterEntry): Promise<ReleaseStamp> {
  const { tx } = scene
  const at = new Date()
  const fiscalYear = fiscalYearOf(japanDay(at))
  const serial = await nextSerial(scene, fiscalYear)
  const id = crypto.randomUUID()
  await writeDown(scene, { ...entry, id, serial, fiscalYear, at })
  const line = auditStatement('document.release', 'coordination', 'ok', {
    objectType: 'release',
    objectId: id,
    ...(entry.caseId ? { caseId: entry.caseId } : {}),
    contentHash: entry.hash,
  })
  await tx.executeQuery(CompiledQuery.raw(line.sql, line.values))
  return mintStamp({ id, document: entry.document, serial, fiscalYear, at, by: entry.by.name })
}

async function writeDown(
  { actor, tx }: Scene,
  entry: RegisterEntry & { id: string; serial: number; fiscalYear: number; at: Date },
): Promise<void> {
  // Whoever keeps the directory may belong to no desk.
  if (entry.document === 'directory_sheet') {
    const { rows } = await sql<{ done: boolean | null }>`select public.register_directory_release(
      ${entry.id}, ${entry.deskId}, ${entry.serial}, ${entry.fiscalYear}, ${entry.purpose}, ${entry.hash}, ${entry.at}
    ) as done`.execute(tx)
    if (rows[0]?.done !== true) throw new AppError('forbidden')
    return
  }
  await tx
    .insertInto('release')
    .values({
      tenant_id: actor.tenantId,
      id: entry.id,
      subject_id: entry.subjectId,
      serial: entry.serial,
      fiscal_year: entry.fiscalYear,
      document: entry.document,
      desk_id: entry.deskId,
      case_id: entry.caseId,
      recipient_desk_id: entry.recipientDeskId,
      recipient_kind: entry.recipientKind,
      purpose: entry.purpose,
      highest_class: entry.highest,
      field_hash: entry.hash,
      released_by: entry.by.userId,
      second_by: entry.secondBy,
      acted_first: entry.actedFirst,
      at: entry.at,
      paper_state: entry.isPaper ? 'out' : null,
    })
    .execute()
}

async function nextSerial({ tx }: Scene, fiscalYear: number): Promise<number> {
  const { rows } = await sql<{ serial: number }>`
    select public.next_release_serial(${fiscalYear}) as serial`.execute(tx)
  const serial = rows[0]?.serial
  if (!serial) throw new AppError('internal')
  return serial
}
