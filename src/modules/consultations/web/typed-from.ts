import { type FormValues, flatValues } from '../../../ui/form/form-values.ts'
import { formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { ConsultationRecord } from '../contract.ts'
import { memoOf } from '../memo.ts'
import type { OpenedConsultation } from '../shapes.ts'

/** A record as its form would hold it, for a correction. Pure. */
export function typedFrom(found: OpenedConsultation, record: ConsultationRecord): FormValues {
  const card = found.person?.card
  const name = card?.names[0]
  const {
    lines,
    violence,
    nextContact,
    reassessBy,
    amendedBecause: _because,
    counted: _counted,
    ...rest
  } = record
  const day = (iso: string | null | undefined) => (iso ? formatShortDay(iso) : '')
  return filled(
    flatValues({
      ...rest,
      ...memoOf(lines),
      day: day(found.day),
      minutes: found.minutes === null ? '' : String(found.minutes),
      channel: found.channel,
      countedAs: found.countedAs,
      route: found.route,
      relation: found.relation,
      urgency: found.urgency,
      riskLevel: found.riskLevel,
      reassessBy: day(reassessBy),
      nextContact: { ...nextContact, on: day(nextContact.on) },
      safeContact: { ...record.safeContact, checkAgainOn: day(record.safeContact.checkAgainOn) },
      violence: Object.fromEntries(violence.map(({ type, ...one }) => [type, { is: 'on', ...one }])),
      person: {
        sex: found.sex,
        ageBand: found.ageBand,
        family: name?.family,
        given: name?.given,
        familyKana: name?.familyKana,
        givenKana: name?.givenKana,
        isPseudonym: name?.kind === 'pseudonym' ? 'on' : undefined,
        birthDate: day(card?.birthDate),
        phone: card?.phones[0]?.number,
        phoneNote: card?.phones[0]?.note,
      },
    }),
  )
}

function filled(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([, all]) => all.length > 0 && all[0] !== ''))
}
