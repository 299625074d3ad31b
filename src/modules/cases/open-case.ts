import { z } from 'zod'
import { desksFor, requireAt } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { holdLists } from '../conflicts/index.ts'
import { attachToCase, standaloneConsultation } from '../consultations/index.ts'
import { addPerson, movePerson } from '../people/index.ts'
import { assigneeOf, refuseIfKept, tellAssignee } from './assignee.ts'
import { riskLevels } from './codes.ts'
import { CaseCore, Day, TypedCard, TypedSafety, text } from './contract.ts'
import { holdNamedCounterpart, watchNamedCounterpart } from './counterpart.ts'
import { addCaseEvent } from './event-store.ts'
import { numberKey } from './number-key.ts'
import { drawNumber } from './number-store.ts'
import { dayInJapan, whyCannotSetRisk } from './policy.ts'
import { caseLabelRecord, coreRecord, safetyRecord } from './records.ts'

const Input = z.object({
  submissionId: z.uuid(),
  /** Needed only by somebody who works at several hub desks. */
  deskId: z.uuid().optional(),
  /** The consultation it grows out of; its caller becomes the client. */
  consultationId: z.uuid().optional(),
  client: TypedCard.prefault({}),
  core: CaseCore.omit({ number: true }).prefault({}),
  safety: TypedSafety.prefault({}),
  riskLevel: z.enum(riskLevels).default('not_assessed'),
  riskReason: text(2000).optional(),
  reassessBy: Day.optional(),
  assigneeId: z.uuid().optional(),
})
type NewCase = z.output<typeof Input>

export const openCase = defineUseCase({
  name: 'case.open',
  permission: 'case.write',
  purpose: 'support',
  input: Input,
  subject: (input) =>
    input.consultationId
      ? { objectType: 'consultation', objectId: input.consultationId }
      : { objectType: 'case' },
  output: z.object({ id: z.uuid() }),
  async run(scene, input) {
    const { actor, keys } = scene
    const today = dayInJapan()
    const refusal = whyCannotSetRisk(input.riskLevel, input.reassessBy ?? null, today)
    if (refusal)
      throw new AppError('invalid', 'error_invalid', {
        fields: { reassessBy: `cases_error_${refusal.replaceAll('-', '_')}` },
      })
    await holdNamedCounterpart(scene, input.safety)
    if (input.consultationId) await holdLists(scene)
    const consultation = input.consultationId
      ? await standaloneConsultation(scene.tx, input.consultationId)
      : undefined
    if (input.consultationId && !consultation) throw new AppError('not-found')
    const deskId = consultation?.deskId ?? input.deskId ?? onlyDesk(desksFor(actor, 'case.write'))
    requireAt(actor, 'case.write', deskId)
    const assigneeId = input.assigneeId ? await assigneeOf(scene, deskId, input.assigneeId) : null
    if (assigneeId && input.consultationId) await refuseIfKept(scene, input.consultationId, assigneeId)
    const id = crypto.randomUUID()
    const compartmentId = await keys.create({ kind: 'core', ownerDeskId: deskId })
    // Nothing is written under a case that is not there yet: its client and its key join it afterwards.
    const newcomer = consultation?.personId
      ? undefined
      : await addPerson(scene, { part: 'client', deskId, caseId: null, card: input.client, day: today })
    const clientId = consultation?.personId ?? newcomer?.id ?? ''
    await writeCase(scene, { ...input, id, deskId, compartmentId, clientId, assigneeId, today })
    await keys.joinCase(compartmentId, id)
    const home = { caseId: id, compartmentId, deskId }
    if (newcomer) await movePerson(scene, newcomer.id, home)
    await addCaseEvent(scene, { ...home, kind: 'opened' })
    if (input.consultationId) {
      await attachToCase(scene, input.consultationId, home)
      await addCaseEvent(scene, { ...home, kind: 'consultation_attached', objectId: input.consultationId })
    }
    if (assigneeId) {
      await addCaseEvent(scene, { ...home, kind: 'assigned', objectId: assigneeId })
      await tellAssignee(scene, home, assigneeId)
    }
    if (input.riskLevel !== 'not_assessed')
      await addCaseEvent(scene, {
        ...home,
        kind: 'risk_changed',
        toState: input.riskLevel,
        reason: input.riskReason,
      })
    await watchNamedCounterpart(scene, id, input.safety)
    return { id }
  },
  audit: (result) => ({ objectType: 'case', objectId: result.id, caseId: result.id }),
})

function onlyDesk(deskIds: readonly string[]): string {
  const [one, ...others] = [...new Set(deskIds)]
  if (!one) throw new AppError('forbidden')
  if (others.length > 0)
    throw new AppError('invalid', 'error_invalid', { fields: { deskId: 'cases_error_desk_missing' } })
  return one
}

async function writeCase(
  { actor, tx, keys }: Scene,
  found: Omit<NewCase, 'assigneeId'> & {
    id: string
    deskId: string
    compartmentId: string
    clientId: string
    assigneeId: string | null
    today: string
  },
): Promise<void> {
  const number = await drawNumber(tx, found.today)
  const row = { id: found.id, compartmentId: found.compartmentId, rev: 1 }
  await tx
    .insertInto('case_')
    .values({
      tenant_id: actor.tenantId,
      id: found.id,
      desk_id: found.deskId,
      compartment_id: found.compartmentId,
      client_id: found.clientId,
      assignee_id: found.assigneeId,
      risk_level: found.riskLevel,
      reassess_by: found.reassessBy ?? null,
      next_review_on: found.reassessBy ?? null,
      opened_on: found.today,
      core: keys.seal(coreRecord, row, { ...found.core, number }),
      label: keys.seal(
        caseLabelRecord,
        { ...row, compartmentId: found.deskId },
        { number, title: found.core.title },
      ),
      safety: keys.seal(safetyRecord, row, found.safety),
    })
    .execute()
  // By which somebody on duty can find it at night.
  const token = Buffer.from(platform().vault.token(actor.tenantId, 'case-number', numberKey(number)))
  await tx
    .insertInto('auth.case_token')
    .values({ tenant_id: actor.tenantId, case_id: found.id, token })
    .execute()
}
