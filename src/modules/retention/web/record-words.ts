import { nameOf } from '../../../codes/words.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { KeptKind } from '../contract.ts'

export const shortDay = (day: string): string => formatShortDay(day, getLocale())

export const keepingPath = ({ kind, recordId }: { kind: KeptKind; recordId: string }): string =>
  `/keeping/${kind === 'case' ? 'cases' : 'consultations'}/${recordId}`

/** Number and title of a case; day and way of a consultation. */
export function recordTitle(one: {
  kind: KeptKind
  number: string
  title: string
  channel?: string | null
  beganOn: string | null
  /** It has become part of a case since. */
  hasJoined?: boolean
}): string {
  if (one.kind === 'case') return spaced([one.number, one.title]) || m.retention_case()
  return spaced([
    one.beganOn && shortDay(one.beganOn),
    one.channel && nameOf('channel', one.channel),
    one.hasJoined ? m.retention_consultation_joined() : m.retention_consultation(),
  ])
}
