import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { keptFrom, standaloneConsultation } from '../consultations/index.ts'
import { deskNames } from '../directory/index.ts'
import { listCards, nameToShow, PersonCard, SafeContact } from '../people/index.ts'
import { dayInJapan } from './policy.ts'
import { membersOfDesk } from './staff-store.ts'

/** What the page that opens a case begins with: the consultation it grows out of, desks and colleagues to choose from. */
export const prepareCase = defineUseCase({
  name: 'case.prepare',
  permission: 'case.write',
  purpose: 'support',
  input: z.object({ consultationId: z.uuid().optional() }),
  subject: (input) =>
    input.consultationId ? { objectType: 'consultation', objectId: input.consultationId } : {},
  output: z.object({
    submissionId: z.uuid(),
    consultation: z
      .object({
        id: z.uuid(),
        day: z.string(),
        canOpen: z.boolean(),
        name: z.string().nullable(),
        wish: z.string(),
        counterpart: z.string(),
        counterpartName: z.string(),
        difficulties: z.array(z.string()),
        contact: SafeContact,
        chiefComplaint: z.string(),
        relation: z.string(),
        violence: z.array(
          z.object({ kind: z.string(), first: z.string(), last: z.string(), words: z.string() }),
        ),
        urgency: z.string(),
        urgencyReason: z.string(),
        riskLevel: z.string(),
        riskReason: z.string(),
        /** Only a day that has not passed. */
        reassessBy: z.string(),
      })
      .nullable(),
    /** She herself, where she may carry a case there. */
    assigneeId: z.string(),
    desks: z.array(z.object({ deskId: z.uuid(), name: z.string() })),
    colleagues: z.array(z.object({ userId: z.uuid(), name: z.string() })),
  }),
  async run({ actor, tx }, input) {
    const mine = [...new Set(desksFor(actor, 'case.write'))]
    const found = input.consultationId ? await standaloneConsultation(tx, input.consultationId) : undefined
    if (input.consultationId && !found) throw new AppError('not-found')
    const deskId = found?.deskId ?? mine[0]
    const [cards, names, members] = await Promise.all([
      listCards(tx, found?.personId ? [found.personId] : []),
      deskNames(tx, mine),
      deskId ? membersOfDesk(tx, deskId) : [],
    ])
    const kept = found ? await keptFrom(tx, found.id) : new Set<string>()
    const colleagues = members.filter((one) => allows('case.write', [one.role]) && !kept.has(one.userId))
    return {
      found,
      assigneeId: colleagues.some((one) => one.userId === actor.userId) ? actor.userId : '',
      card: found?.personId ? (cards.get(found.personId) ?? null) : null,
      desks: mine.map((id) => ({ deskId: id, name: names.get(id)?.name ?? '' })),
      colleagues: colleagues.map(({ userId, name }) => ({ userId, name })),
    }
  },
  audit: () => ({}),
  present({ found, card, ...rest }) {
    const shown = PersonCard.nullable().parse(card)
    return {
      ...rest,
      submissionId: crypto.randomUUID(),
      consultation: found
        ? {
            id: found.id,
            day: found.day,
            canOpen: found.record !== null,
            name: shown ? nameToShow(shown) : null,
            wish: found.record?.wish ?? '',
            counterpart: found.record?.counterpart ?? '',
            counterpartName: found.record?.counterpartName.name || (found.record?.counterpartName.kana ?? ''),
            difficulties: found.record?.difficulties ?? [],
            contact: contactOf(found.record?.safeContact, shown),
            chiefComplaint: found.record?.chiefComplaint ?? '',
            relation: found.relation,
            violence: (found.record?.violence ?? []).map(({ type, first, last, text }) => ({
              kind: type,
              first,
              last,
              words: text.slice(0, 1000),
            })),
            urgency: found.urgency,
            urgencyReason: found.record?.urgencyReason ?? '',
            riskLevel: found.riskLevel,
            riskReason: found.record?.riskReason ?? '',
            reassessBy: dayAhead(found.record?.reassessBy),
          }
        : null,
    }
  },
})

/** Without a number of its own the plan means the one she gave, unless she wants no contact. */
function contactOf(plan: SafeContact | undefined, card: PersonCard | null): Partial<SafeContact> {
  if (!plan || plan.mayContact === 'no') return plan ?? {}
  return { ...plan, phone: plan.phone || (card?.phones[0]?.number ?? '') }
}

function dayAhead(day: string | null | undefined): string {
  return day && day >= dayInJapan() ? day : ''
}
