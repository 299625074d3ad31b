import type { Selectable } from 'kysely'
import { requireStepUp } from '../../platform/actor.ts'
import type { DB } from '../../platform/db/schema.ts'
import { AppError } from '../../platform/errors.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { addOfficeDays, japanDay } from '../directory/index.ts'
import { basisOf, type Decision, type DisclosureLedger, type SteadGround } from './contract.ts'
import { confirmFirstShare } from './first-share.ts'
import { firstDecision } from './policy.ts'
import { endingRecord, ledgerRecord } from './records.ts'
import { disclosureRules } from './rule-store.ts'

export type DisclosureRow = Selectable<DB['disclosure']>

export interface NewDisclosure {
  caseId: string
  deskId: string
  /** The case's core compartment: the ledger is sealed under it. */
  compartmentId: string
  recipientDeskId: string
  basis: string
  untilDay: string | null
  isLifeInDanger: boolean
  hasWhereabouts: boolean
  sheetCompartmentId: string | null
  ledger: DisclosureLedger
}

export interface MadeDisclosure {
  id: string
  state: 'proposed' | 'live'
  decision: Decision | null
}

/** One row of the ledger. Whether it is live at once or waits for a decision follows from its basis. */
export async function makeDisclosure(scene: Scene, made: NewDisclosure): Promise<MadeDisclosure> {
  const basis = basisOf(made.basis)
  if (!basis) throw new AppError('invalid', 'disclosures_unknown_basis')
  const role = scene.actor.seats.find((seat) => seat.deskId === made.deskId)?.role ?? ''
  const { isLifeInDanger, hasWhereabouts } = made
  const first = firstDecision(await disclosureRules(scene), basis, { isLifeInDanger, hasWhereabouts, role })
  // Where no second person looks before it leaves, the one who lets it out has just shown who she is.
  if (first.state === 'live' && hasWhereabouts) requireStepUp(scene.actor)
  if (first.state === 'live') await confirmFirstShare(scene, made.caseId, made.recipientDeskId)
  const now = new Date()
  const id = crypto.randomUUID()
  await scene.keys.load([made.compartmentId])
  const seeBy = first.seeWithin === null ? null : await addOfficeDays(scene.tx, now, first.seeWithin)
  await scene.tx
    .insertInto('disclosure')
    .values({
      tenant_id: scene.actor.tenantId,
      id,
      case_id: made.caseId,
      desk_id: made.deskId,
      compartment_id: made.compartmentId,
      recipient_desk_id: made.recipientDeskId,
      basis: made.basis,
      from_day: japanDay(now),
      until_day: made.untilDay,
      sheet_compartment_id: made.sheetCompartmentId,
      state: first.state,
      made_by: scene.actor.userId,
      made_as: role,
      decision: first.decision,
      decided_by: first.decision ? scene.actor.userId : null,
      decided_at: first.decision ? now : null,
      see_by: seeBy?.day ?? null,
      ledger: scene.keys.seal(ledgerRecord, { id, compartmentId: made.compartmentId, rev: 1 }, made.ledger),
    })
    .execute()
  return { id, state: first.state, decision: first.decision }
}

function rowById({ actor, tx }: Pick<Scene, 'actor' | 'tx'>, id: string) {
  return tx.selectFrom('disclosure').selectAll().where('tenant_id', '=', actor.tenantId).where('id', '=', id)
}

/** The row, or `not-found` for whoever may not see it. */
export async function findDisclosure(scene: Pick<Scene, 'actor' | 'tx'>, id: string): Promise<DisclosureRow> {
  const row = await rowById(scene, id).executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

/**
 * The same, for whoever is about to end it: a decision that is being taken is waited for. Else the key that it gives
 * would be missed, and stay behind.
 */
export async function holdDisclosure(scene: Pick<Scene, 'actor' | 'tx'>, id: string): Promise<DisclosureRow> {
  const row = await rowById(scene, id).forUpdate().executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

/** Approves or refuses a proposal; answers false when it is not waiting any more. */
export async function decideDisclosure(
  scene: Scene,
  id: string,
  decided: {
    decision: Decision
    isApproved: boolean
    seeBy: string | null
    steadGround: SteadGround | null
  },
): Promise<boolean> {
  const now = new Date()
  const changed = await scene.tx
    .updateTable('disclosure')
    .set({
      state: decided.isApproved ? 'live' : 'refused',
      from_day: japanDay(now),
      decision: decided.decision,
      decided_by: scene.actor.userId,
      decided_at: now,
      see_by: decided.seeBy,
      stead_ground: decided.steadGround,
      ended_at: decided.isApproved ? null : now,
      ended_by: decided.isApproved ? null : scene.actor.userId,
    })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** Why a share ends: somebody says so, or its case is closed. */
export type Ending = { reason: string } | { withCase: true }

/** Ends access with this transaction: the key goes, the row (which `holdDisclosure` holds) stays and says why. */
export async function withdrawDisclosure(scene: Scene, row: DisclosureRow, ending: Ending): Promise<void> {
  if (row.sheet_compartment_id) await scene.keys.withdraw(row.sheet_compartment_id, row.recipient_desk_id)
  const changed = await scene.tx
    .updateTable('disclosure')
    .set({
      state: 'withdrawn',
      ended_at: new Date(),
      ended_by: scene.actor.userId,
      ...('withCase' in ending
        ? { ended_with_case: true }
        : { ending: await sealedEnding(scene, row, ending.reason) }),
    })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', row.id)
    .where('state', 'in', ['proposed', 'live', 'ended'])
    .executeTakeFirst()
  if (changed.numUpdatedRows !== 1n) throw new AppError('conflict', 'disclosures_already_ended')
}

async function sealedEnding({ keys }: Scene, row: DisclosureRow, text: string): Promise<Buffer> {
  await keys.load([row.compartment_id])
  return keys.seal(endingRecord, { id: row.id, compartmentId: row.compartment_id, rev: 1 }, { text })
}

export function endingOf(
  row: Pick<DisclosureRow, 'tenant_id' | 'id' | 'compartment_id' | 'schema_no' | 'ending'>,
): Sealed<{ text: string }> | null {
  return row.ending
    ? sealedOf(endingRecord, {
        tenantId: row.tenant_id,
        id: row.id,
        compartmentId: row.compartment_id,
        rev: 1,
        schema: row.schema_no,
        bytes: row.ending,
      })
    : null
}

export function ledgerOf(
  row: Pick<DisclosureRow, 'tenant_id' | 'id' | 'compartment_id' | 'rev' | 'schema_no' | 'ledger'>,
): Sealed<DisclosureLedger> {
  return sealedOf(ledgerRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.ledger,
  })
}
