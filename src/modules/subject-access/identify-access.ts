import { sql } from 'kysely'
import { z } from 'zod'
import { asks } from '../../platform/asking.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { caseForRequest } from '../cases/index.ts'
import { isOpposingName } from '../documents/index.ts'
import { peopleOfCase } from '../people/index.ts'
import { isAgentNamed } from './agent.ts'
import { proofs } from './contract.ts'
import { listRecords } from './list-records.ts'
import { isOwnName, whyNotIdentified } from './policy.ts'
import { type AccessRow, accessFor, refuseUnless, takeStep } from './store.ts'

/**
 * It is certain who asks: papers seen, an agent's right shown and she herself asked. The names are typed from the papers and
 * compared with the case and with who asked: whoever is named like the opposing party, or not like her whose records these
 * are, comes no further, and is told nothing. Then every record held is listed.
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
    const refusal = whyNotIdentified({
      requester: row.requester,
      proofs: input.proofs,
      askedHerself: input.askedHerself,
      hasCase: row.case_id !== null,
      ...(await compareNames(scene, row, input)),
    })
    if (refusal) throw new AppError('refused', refusal)
    const items = await listRecords(scene, row, [])
    await takeStep(
      scene,
      sql`auth.identify_access(${row.id}, ${input.proofs}::text[], ${input.askedHerself})`,
    )
    return { items, caseId: row.case_id }
  },
  audit: ({ items, caseId }) => ({ count: items, ...(caseId ? { caseId } : {}) }),
})

interface Compared {
  isOpposing: boolean
  /** The name on the papers is that of the person whose records these are. */
  isHers: boolean
  /** The agent on the papers is the one who asked. */
  isSameAgent: boolean
}

/** Her own name is hers, also where he bears it; the name of whoever asks for her is compared in any case. */
async function compareNames(
  scene: Scene,
  row: AccessRow,
  { name, agentName }: { name: string; agentName: string },
): Promise<Compared> {
  if (row.case_id === null) return { isOpposing: false, isHers: false, isSameAgent: false }
  const found = await caseForRequest(scene, row.case_id, 'access.work')
  const own = (await peopleOfCase(scene.tx, row.case_id)).filter((person) => person.id === found.clientId)
  const isHers = await asks(
    scene.keys,
    own.map((person) => person.card),
    (card) => isOwnName(name, card.names),
  )
  const isSameAgent = row.requester === 'herself' || (await isAgentNamed(scene, row, agentName))
  const isOpposing =
    (agentName !== '' && (await isOpposingName(scene, row.case_id, agentName))) ||
    (isHers !== 'yes' && (await isOpposingName(scene, row.case_id, name)))
  if (!isOpposing && isHers === 'unopenable') throw new AppError('refused', 'documents_refused_unopenable')
  return { isOpposing, isHers: isHers === 'yes', isSameAgent }
}
