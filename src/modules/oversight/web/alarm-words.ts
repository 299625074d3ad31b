import { m } from '../../../platform/words/words.ts'
import type { AlarmAnswer, AlarmSubject } from '../alarm-kinds.ts'

const subjects: Record<AlarmSubject, () => string> = {
  'account-key': m.oversight_alarm_account_key,
  role: m.oversight_alarm_role,
  seat: m.oversight_alarm_seat,
  machine: m.oversight_alarm_machine,
  'desk-key': m.oversight_alarm_desk_key,
  share: m.oversight_alarm_share,
  'auditors-key': m.oversight_alarm_auditors_key,
  record: m.oversight_alarm_record,
  others: m.oversight_alarm_others,
}
export const subjectWord = (subject: AlarmSubject) => subjects[subject]()

/** What the people at work notice of it. */
const effects: Record<AlarmSubject, () => string> = {
  'account-key': m.oversight_alarm_account_key_effect,
  role: m.oversight_alarm_role_effect,
  seat: m.oversight_alarm_seat_effect,
  machine: m.oversight_alarm_machine_effect,
  'desk-key': m.oversight_alarm_desk_key_effect,
  share: m.oversight_alarm_share_effect,
  'auditors-key': m.oversight_alarm_auditors_key_effect,
  record: m.oversight_alarm_record_effect,
  others: m.oversight_alarm_others_effect,
}
export const effectWord = (subject: AlarmSubject) => effects[subject]()

export const answerWords: Record<AlarmAnswer, () => string> = {
  looking: m.oversight_alarm_looking,
  restored: m.oversight_alarm_restored,
  explained: m.oversight_alarm_explained,
}
