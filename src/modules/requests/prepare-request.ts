import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { m } from '../../platform/words/words.ts'
import { type CaseForRequest, caseForRequest, offersForRequest } from '../cases/index.ts'
import { addOfficeDays, dayAfter, deskFullName, japanDay, listAskableDesks } from '../directory/index.ts'
import {
  basisArticle,
  basisLabel,
  desksGivenBefore,
  disclosureBases,
  disclosureRules,
} from '../disclosures/index.ts'
import { peopleOfCase } from '../people/index.ts'
import { itemCodes } from './items.ts'
import { suggestedItems } from './suggested-items.ts'

const Desk = z.object({
  deskId: z.uuid(),
  name: z.string(),
  bodyKind: z.string(),
  isPaper: z.boolean(),
  /** Nothing of the case was ever given there: sending asks for the password again. */
  isFirst: z.boolean(),
})

const Form = z.object({
  caseId: z.uuid(),
  caseNumber: z.string(),
  submissionId: z.uuid(),
  today: z.string(),
  defaultDue: z.string(),
  defaultUntil: z.string(),
  rules: z.object({
    withConsent: z.string(),
    withoutConsent: z.string(),
    dangerWithWhereabouts: z.string(),
    replyWithin: z.number(),
  }),
  /** A manager decides as she sends. */
  isManager: z.boolean(),
  desks: z.array(Desk),
  bases: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      article: z.string(),
      group: z.string(),
      hasConsent: z.boolean(),
      decides: z.string(),
      source: z.string(),
    }),
  ),
  items: z.array(
    z.object({
      code: z.enum(itemCodes),
      label: z.string(),
      value: z.string(),
      isWhereabouts: z.boolean(),
      /** Places of this kind that the case knows: whose and since when, never where. */
      places: z.array(z.object({ id: z.uuid(), whose: z.string(), recordedAt: z.date() })),
    }),
  ),
})
export type RequestForm = z.output<typeof Form>

/** Days for which a share is proposed; the sender shortens or lengthens it. */
const usualShareDays = 90

/** Everything the sending page needs: what the case holds, item by item with its value, who can be asked, on which basis. */
export const prepareRequest = defineUseCase({
  name: 'request.prepare',
  permission: 'request.send',
  purpose: 'coordination',
  input: z.object({ caseId: z.uuid() }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: Form,
  async run(scene, input) {
    const found = await caseForRequest(scene, input.caseId)
    if (found.status === 'closed') throw new AppError('refused', 'requests_case_closed')
    const today = japanDay(new Date())
    const { withConsent, withoutConsent, dangerWithWhereabouts, replyWithin } = await disclosureRules(scene)
    return {
      open: {
        caseId: found.id,
        clientId: found.clientId,
        submissionId: crypto.randomUUID(),
        today,
        defaultDue: (await addOfficeDays(scene.tx, new Date(), replyWithin)).day,
        defaultUntil: dayAfter(today, usualShareDays),
        rules: { withConsent, withoutConsent, dangerWithWhereabouts, replyWithin },
        isManager: scene.actor.seats.some((seat) => seat.deskId === found.deskId && seat.role === 'manager'),
        desks: await askable(scene, found),
      },
      offers: await offersForRequest(scene, found),
      core: found.core,
      safety: found.safety,
      people: (await peopleOfCase(scene.tx, found.id)).map(({ id, part, card, face }) => ({
        id,
        part,
        card,
        face,
      })),
    }
  },
  audit: () => ({}),
  present: ({ open: { clientId, ...open }, offers, core, safety, people }) => ({
    ...open,
    caseNumber: core?.number ?? '',
    bases: disclosureBases.map(({ label: _label, articleEn: _article, ...basis }) => ({
      ...basis,
      label: basisLabel(basis.code),
      article: basisArticle(basis.code),
    })),
    items: suggestedItems({ clientId, core, safety, people, ...offers }),
  }),
})

async function askable(
  scene: Scene,
  found: Pick<CaseForRequest, 'id' | 'deskId'>,
): Promise<z.output<typeof Desk>[]> {
  const desks = await listAskableDesks(scene.tx)
  const given = await desksGivenBefore(scene.tx, found.id)
  return desks
    .filter((desk) => desk.deskId !== found.deskId)
    .map((desk) => {
      const isPaper = desk.terminal === 'paper' || !desk.isFounded
      const name = deskFullName(desk)
      return {
        deskId: desk.deskId,
        name: isPaper ? m.requests_desk_on_paper({ name }) : name,
        bodyKind: desk.bodyKind,
        isPaper,
        isFirst: !given.has(desk.deskId),
      }
    })
}
