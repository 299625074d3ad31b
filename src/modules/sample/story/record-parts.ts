import type { recordConsultation } from '../../consultations/record-consultation.ts'
import { fill } from '../content/fill.ts'
import type { Theme } from '../content/theme.ts'
import { daysAfter, wareki } from '../world/days.ts'
import type { Dice } from '../world/dice.ts'
import type { Client } from './client.ts'

/** A consultation as its form posts it, without what the load itself adds. */
export type Written = Omit<Parameters<typeof recordConsultation>[1], 'submissionId' | 'deskId'>

export function whoseRecord(
  dice: Dice,
  client: Client,
): Pick<Written, 'person' | 'safeContact' | 'languages' | 'interpreter' | 'sensitive' | 'counterpart'> {
  const { family, given, familyKana, givenKana, birthDate, sex, phone, isPseudonym, counterpart } = client
  const work = counterpart?.works ? ` 仕事: ${counterpart.works}。` : ''
  return {
    person: {
      family,
      given,
      familyKana,
      givenKana,
      sex,
      isPseudonym,
      ...(birthDate && !isPseudonym ? { birthDate } : {}),
      ...(phone ? { phone, phoneNote: dice.pick(['本人の携帯', '', '昼間のみ', '職場の休憩時間に']) } : {}),
    },
    safeContact: safeContactOf(client),
    languages: client.languages,
    interpreter: client.interpreter,
    counterpart: counterpart ? `${counterpart.features}${work}` : '',
    ...(client.theme.sensitive ? { sensitive: client.theme.sensitive } : {}),
  }
}

function safeContactOf({ safeContact, phone }: Client): NonNullable<Written['safeContact']> {
  const { from, until, ...rest } = safeContact
  const isReachable = safeContact.mayContact === 'yes'
  return {
    ...rest,
    phone: isReachable ? (phone ?? '') : '',
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  }
}

export function violenceOf(dice: Dice, theme: Theme, day: string): NonNullable<Written['violence']> {
  const types = Object.entries(theme.violence ?? {}).filter(([, share]) => dice.chance(share / 100))
  return Object.fromEntries(
    types.map(([type]) => [
      type,
      {
        is: 'on',
        first: fill(dice, '{時期}', day),
        last: dice.chance(0.7) ? wareki(daysAfter(day, -dice.between(1, 60))) : '先月',
      },
    ]),
  )
}

const waysOfContact = ['本人から電話', 'こちらから電話', 'こちらから電話', '来所'] as const
/** What is noted beside a promise; a room is booked for who comes. */
const besidePromise: Readonly<Record<(typeof waysOfContact)[number], readonly string[]>> = {
  本人から電話: ['', '', '書類の確認'],
  こちらから電話: ['', '連絡計画のとおりに', '連絡計画のとおりに', '同行の打合せ'],
  来所: ['', '面接室を予約済み', '面接室を予約済み', '書類の確認'],
}

export function wayOfContact(dice: Dice): { by: string; note: string } {
  const by = dice.pick(waysOfContact)
  return { by, note: dice.pick(besidePromise[by]) }
}

export function nextContactAfter(dice: Dice, day: string): NonNullable<Written['nextContact']> {
  return {
    on: daysAfter(day, dice.between(3, 21)),
    at: dice.pick(['10:00', '10:30', '13:30', '14:00', '15:00']),
    ...wayOfContact(dice),
  }
}

/** Which deck of last lines fits the way it came. */
export function closingOf(channel: string): 'closingThere' | 'closingInWriting' | 'closingByPhone' {
  if (['visit', 'outreach', 'other'].includes(channel)) return 'closingThere'
  return ['mail', 'sns', 'letter'].includes(channel) ? 'closingInWriting' : 'closingByPhone'
}
