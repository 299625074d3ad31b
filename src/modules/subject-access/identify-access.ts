import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { isOpposingName } from '../documents/index.ts'
import { peopleOfCase } from '../people/index.ts'
import { proofs } from './contract.ts'
import { heldRecords } from './held-records.ts'
import { isOwnName, mayNameOthers, whyNotIdentified } from './policy.ts'
import { type AccessRow, accessFor, changeAccess, refuseUnless } from './store.ts'

/**
 * It is certain who asks: papers seen, an agent's right shown and she herself asked. The names are typed from the papers and
 * compared with the case: whoever is named like the opposing party comes no further, and is told nothing. Then every record
 * held is listed.
 */
export const identifyAccess = defineUseCase({
  name: 'access.identify',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({
    accessId: z.uuid(),
    proofs: z.array(z.enum(proofs)).max(proofs.length).default([]),
    askedHerself: z.stringbool().default(false),
    /** As the papers say them. */
    name: z.string('access_name_missing').trim().min(1, 'access_name_missing').max(200),
    agentName: z.string().trim().max(200).default(''),
  }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: z.object({ items: z.number().int() }),
  async run(scene, input) {
    const row = await accessFor(scene, 'access.work', input.accessId)
    refuseUnless(row, 'received')
    if (row.requester !== 'herself' && input.agentName === '')
      throw new AppError('invalid', 'error_invalid', { fields: { agentName: 'access_agent_missing' } })
    const isOpposing = row.case_id !== null && (await isOneOpposing(scene, row.case_id, input))
    const refusal = whyNotIdentified({
      requester: row.requester,
      proofs: input.proofs,
      askedHerself: input.askedHerself,
      hasCase: row.case_id !== null,
      isOpposing,
    })
    if (refusal) throw new AppError('refused', refusal)
    const items = await listRecords(scene, row, row.case_id as string)
    await changeAccess(scene, row, {
      state: 'identified',
      proofs: input.proofs,
      asked_herself: input.askedHerself,
      identified_by: scene.actor.userId,
      identified_at: new Date(),
    })
    return { items, caseId: row.case_id }
  },
  audit: ({ items, caseId }) => ({ count: items, ...(caseId ? { caseId } : {}) }),
})

/** Her own name is hers, also where he bears it; the name of whoever asks for her is compared in any case. */
async function isOneOpposing(
  scene: Scene,
  caseId: string,
  { name, agentName }: { name: string; agentName: string },
): Promise<boolean> {
  if (agentName !== '' && (await isOpposingName(scene, caseId, agentName))) return true
  const found = await caseForRequest(scene, caseId, 'access.work')
  const own = (await peopleOfCase(scene.tx, caseId)).filter((person) => person.id === found.clientId)
  const isHers = await scene.keys.asks(
    own.map((person) => person.card),
    (card) => isOwnName(name, card.names),
  )
  return isHers !== 'yes' && (await isOpposingName(scene, caseId, name))
}

/** Writes down every record that is held and not yet listed; answers how many that are. */
export async function listRecords(scene: Scene, row: AccessRow, caseId: string): Promise<number> {
  const { actor, tx } = scene
  const found = await caseForRequest(scene, caseId, 'access.work')
  const held = await heldRecords(scene, found, row.received_on)
  const written = await tx
    .insertInto('access_item')
    .values(
      held.map((one) => ({
        tenant_id: actor.tenantId,
        id: crypto.randomUUID(),
        access_id: row.id,
        case_id: found.id,
        desk_id: found.deskId,
        kind: one.kind,
        object_id: one.objectId,
        day: one.day || japanDay(new Date()),
        with_desk: one.withDesk,
        third_party: mayNameOthers(one.kind, one.isHerself),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(written.numInsertedOrUpdatedRows ?? 0n)
}
