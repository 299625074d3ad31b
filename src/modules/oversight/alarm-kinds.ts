/** What was refused, in the words a person can do something with. Browser-safe. */
export const alarmSubjects = [
  'account-key',
  'role',
  'seat',
  'machine',
  'desk-key',
  'share',
  'auditors-key',
  'record',
  'others',
] as const
export type AlarmSubject = (typeof alarmSubjects)[number]

const keyRows: Readonly<Record<string, AlarmSubject>> = {
  'auth.user_key': 'account-key',
  'auth.unlocker': 'account-key',
  'auth.factor': 'account-key',
  'auth.passkey': 'account-key',
  'auth.provider_link': 'account-key',
  'auth.session': 'account-key',
  'auth.role_assignment': 'role',
  'auth.membership': 'seat',
  'auth.machine': 'machine',
  'auth.desk_key': 'desk-key',
  'auth.compartment_grant': 'share',
  'auth.auditors_key': 'auditors-key',
  'auth.auditors_wrap': 'auditors-key',
  others: 'others',
}

/** A kind that names no key row is the column of a sealed document. */
export function subjectOf(kind: string): AlarmSubject {
  return keyRows[kind] ?? 'record'
}

/** Whether the id of the row is that of an account. */
export function isAccount(kind: string): boolean {
  const subject = subjectOf(kind)
  return (
    subject === 'account-key' || subject === 'role' || subject === 'seat' || kind === 'auth.auditors_wrap'
  )
}

/** The desk that it is about, where it is about one. */
export function deskOf(row: { kind: string; objectId: string; atDesk: string | null }): string | null {
  return row.kind === 'auth.desk_key' ? row.objectId : row.atDesk
}

export const alarmAnswers = ['looking', 'restored', 'explained'] as const
export type AlarmAnswer = (typeof alarmAnswers)[number]
