import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { staffNearTo } from '../conflicts/index.ts'
import { japanDay } from '../directory/index.ts'
import { Day, requesters } from './contract.ts'
import { nearCases } from './near-cases.ts'
import { daysAfter, decideWithin } from './policy.ts'
import { accessRecord } from './records.ts'

const words = (most: number) => z.string().trim().max(most, 'access_words_long').default('')

/**
 * A request came. It is written down whoever asks: with the case it is about, or with none, where somebody asks about whom
 * nothing may be said. That it was written down says to nobody outside that there is a record.
 */
export const receiveAccess = defineUseCase({
  name: 'access.receive',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({
    submissionId: z.uuid(),
    caseId: z.uuid().optional(),
    requester: z.enum(requesters, 'access_requester_missing'),
    receivedOn: Day,
    name: words(200).refine((name) => name.length > 0, 'access_name_missing'),
    agentName: words(200),
    reach: words(500),
    asked: words(2000),
  }),
  subject: (input) => ({
    objectType: 'access-request',
    ...(input.caseId ? { caseId: input.caseId } : {}),
  }),
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { actor, tx, keys } = scene
    if (input.requester !== 'herself' && input.agentName === '')
      throw new AppError('invalid', 'error_invalid', { fields: { agentName: 'access_agent_missing' } })
    if (input.receivedOn > japanDay(new Date()))
      throw new AppError('invalid', 'error_invalid', { fields: { receivedOn: 'access_day_ahead' } })
    const home = await homeOf(scene, input.caseId)
    const compartmentId = await keys.create({
      kind: 'access',
      ownerDeskId: home.deskId,
      ...(home.caseId ? { caseId: home.caseId } : {}),
    })
    const id = crypto.randomUUID()
    const { name, agentName, reach, asked } = input
    await tx
      .insertInto('access_request')
      .values({
        tenant_id: actor.tenantId,
        id,
        desk_id: home.deskId,
        compartment_id: compartmentId,
        case_id: home.caseId,
        requester: input.requester,
        received_on: input.receivedOn,
        due_on: daysAfter(input.receivedOn, decideWithin),
        made_by: actor.userId,
        // Whoever declared somebody of this name does not read that he, or she, has asked; nor, where no case is named, whoever
        // must not know of a case it may be about.
        kept_from: await staffNearTo(scene, [name, agentName]),
        near_cases: home.caseId ? [] : await nearCases(scene, name),
        words: keys.seal(accessRecord, { id, compartmentId, rev: 1 }, { name, agentName, reach, asked }),
      })
      .execute()
    return { id }
  },
  audit: ({ id }) => ({ objectId: id }),
})

/** Waits for whoever is destroying the case, or handing it on, and then looks: what is gone meanwhile takes no request. */
export async function homeOf(
  scene: Scene,
  caseId: string | undefined,
): Promise<{ deskId: string; caseId: string | null }> {
  if (caseId) {
    await sql`select auth.hold_case(${caseId})`.execute(scene.tx)
    const found = await caseForRequest(scene, caseId, 'access.work')
    return { deskId: found.deskId, caseId: found.id }
  }
  const [deskId] = desksFor(scene.actor, 'access.work')
  if (!deskId) throw new AppError('forbidden')
  return { deskId, caseId: null }
}
