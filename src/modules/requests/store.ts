import type { Selectable } from 'kysely'
import { desksFor } from '../../platform/actor.ts'
import type { DB } from '../../platform/db/schema.ts'
import { AppError } from '../../platform/errors.ts'
import { type Sealed, sealedOf } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { MessageWords, OfficialAct, RequestSheet } from './contract.ts'
import type { MessageKind, means, RequestState } from './items.ts'
import type { Side } from './policy.ts'
import { actRecord, messageRecord, sheetRecord } from './records.ts'

export type RequestRow = Selectable<DB['request']>

/** The row; absent, withdrawn, another desk's and blocked are one answer. */
export async function findRequest(
  scene: Pick<Scene, 'actor' | 'tx'>,
  requestId: string,
): Promise<RequestRow> {
  const row = await scene.tx
    .selectFrom('request')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', requestId)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

/** On which side the actor stands. Who belongs to both desks speaks for the asked one where it has a terminal. */
export function sideOf({ actor }: Pick<Scene, 'actor'>, row: RequestRow): Side {
  if (!row.is_paper && desksFor(actor, 'request.answer').includes(row.to_desk_id)) return 'asked'
  if (desksFor(actor, 'request.send').includes(row.from_desk_id)) return 'asker'
  throw new AppError('not-found')
}

/** Takes the exchange one step on; throws `conflict` when somebody else has done so meanwhile. */
export async function moveRequest(
  scene: Scene,
  row: RequestRow,
  turn: number,
  to: { state: RequestState; takenBy?: string; dueOn?: string },
): Promise<void> {
  const moved = await scene.tx
    .updateTable('request')
    .set({
      state: to.state,
      changed_at: new Date(),
      turn: turn + 1,
      ...(to.takenBy ? { taken_by: to.takenBy } : {}),
      ...(to.dueOn ? { due_on: to.dueOn } : {}),
    })
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', row.id)
    .where('turn', '=', turn)
    .executeTakeFirst()
  if (moved.numUpdatedRows !== 1n)
    throw new AppError('conflict', 'requests_moved_on', { facts: { turn: row.turn } })
}

export interface NewMessage {
  kind: MessageKind
  speakerDeskId: string
  means: (typeof means)[number] | null
  words: MessageWords
}

export async function writeMessage(scene: Scene, row: RequestRow, message: NewMessage): Promise<string> {
  const { actor, tx, keys } = scene
  const id = crypto.randomUUID()
  await keys.load([row.compartment_id])
  await tx
    .insertInto('request_message')
    .values({
      tenant_id: actor.tenantId,
      id,
      request_id: row.id,
      compartment_id: row.compartment_id,
      from_desk_id: row.from_desk_id,
      to_desk_id: row.to_desk_id,
      kind: message.kind,
      speaker_desk_id: message.speakerDeskId,
      author_id: actor.userId,
      on_behalf_means: message.means,
      message: keys.seal(messageRecord, { id, compartmentId: row.compartment_id, rev: 1 }, message.words),
    })
    .execute()
  return id
}

/** The exchange, oldest first. */
export function messagesOf(scene: Scene, requestId: string) {
  return scene.tx
    .selectFrom('request_message')
    .selectAll()
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('id')
    .limit(200)
    .execute()
}

export function sheetOf(
  row: Pick<RequestRow, 'tenant_id' | 'id' | 'compartment_id' | 'rev' | 'schema_no' | 'sheet'>,
): Sealed<RequestSheet> {
  return sealedOf(sheetRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.sheet,
  })
}

export function messageOf(row: Selectable<DB['request_message']>): Sealed<MessageWords> {
  return sealedOf(messageRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: 1,
    schema: row.schema_no,
    bytes: row.message,
  })
}

export function actOf(row: Selectable<DB['official_act']>): Sealed<OfficialAct> {
  return sealedOf(actRecord, {
    tenantId: row.tenant_id,
    id: row.id,
    compartmentId: row.compartment_id,
    rev: row.rev,
    schema: row.schema_no,
    bytes: row.act,
  })
}

/** Which case a request belongs to: the asking desk knows, nobody else. */
export async function caseOf(scene: Scene, requestId: string): Promise<string | null> {
  const row = await scene.tx
    .selectFrom('request_case')
    .select('case_id')
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row?.case_id ?? null
}
