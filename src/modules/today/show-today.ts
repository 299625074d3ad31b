import { z } from 'zod'
import { rolesOf } from '../../platform/actor.ts'
import { allows } from '../../platform/permissions.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { casesForToday, ListedCase, listed, todayReasons } from '../cases/index.ts'
import { consultationsForToday } from '../consultations/index.ts'
import { deskNames, japanDay, onDuty } from '../directory/index.ts'
import { disclosuresForToday } from '../disclosures/index.ts'
import { draftsOf } from '../drafts/index.ts'
import { linesForToday, RequestLine, requestsForToday } from '../requests/index.ts'

const Duty = z.object({
  deskId: z.uuid(),
  name: z.string(),
  hasRoster: z.boolean(),
  present: z.array(z.string()),
  absent: z.array(z.object({ name: z.string(), coveredBy: z.string().nullable() })),
})

const Output = z.object({
  day: z.string(),
  cases: z
    .object({
      total: z.number(),
      items: z.array(ListedCase.extend({ reason: z.enum(todayReasons), isMine: z.boolean() })),
    })
    .nullable(),
  consultations: z.object({ unreadNotes: z.number(), unreviewed: z.number(), urgent: z.number() }).nullable(),
  requests: z
    .object({ asIn: z.array(RequestLine), asOut: z.array(RequestLine), toDecide: z.number() })
    .nullable(),
  disclosures: z.object({ expiring: z.number(), unseen: z.number() }).nullable(),
  drafts: z.array(z.object({ id: z.uuid(), kind: z.string(), subjectId: z.uuid(), updatedAt: z.date() })),
  duty: z.array(Duty),
})
export type Today = z.output<typeof Output>

/** The first page of a desk and of a person: what must not wait, first. One transaction, a fixed number of statements. */
export const showToday = defineUseCase({
  name: 'today.show',
  permission: 'own.today',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'today' }),
  output: Output,
  async run(scene) {
    const { actor, tx } = scene
    const may = (permission: Parameters<typeof allows>[0]) => allows(permission, rolesOf(actor))
    return {
      day: japanDay(new Date()),
      cases: may('case.read') ? await casesForToday(scene) : null,
      consultations: may('consultation.read') ? await consultationsForToday(scene) : null,
      requests: may('request.read') ? await requestsForToday(scene) : null,
      disclosures: may('disclosure.read') ? await disclosuresForToday(scene) : null,
      drafts: await draftsOf(tx, actor.userId),
      duty: await dutyToday(scene),
    }
  },
  audit: (result) => ({
    count:
      (result.cases?.items.length ?? 0) +
      (result.requests?.asIn.lines.length ?? 0) +
      (result.requests?.asOut.lines.length ?? 0),
  }),
  present: ({ cases, requests, ...rest }) => ({
    ...rest,
    cases: cases && {
      total: cases.total,
      items: cases.items.map((item) => ({ ...listed(item), reason: item.reason, isMine: item.isMine })),
    },
    requests: requests && {
      asIn: linesForToday(requests.asIn, 'asked'),
      asOut: linesForToday(requests.asOut, 'asker'),
      toDecide: requests.toDecide,
    },
  }),
})

/** One belongs to few desks; the loop does not grow with the data. */
async function dutyToday({ actor, tx }: Scene) {
  const deskIds = actor.seats.map((seat) => seat.deskId)
  const names = await deskNames(tx, deskIds)
  const duties = []
  for (const deskId of deskIds) {
    const duty = await onDuty(tx, deskId, japanDay(new Date()))
    const nameOf = new Map(duty.present.map((member) => [member.userId, member.name]))
    duties.push({
      deskId,
      name: names.get(deskId)?.name ?? '',
      hasRoster: duty.hasRoster,
      present: duty.present.map((member) => member.name),
      absent: duty.absent.map((member) => ({
        name: member.name,
        coveredBy: member.coveredBy ? (nameOf.get(member.coveredBy) ?? null) : null,
      })),
    })
  }
  return duties
}
