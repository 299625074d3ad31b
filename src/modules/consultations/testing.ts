import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { recordConsultation } from './record-consultation.ts'

export { amendConsultation } from './amend-consultation.ts'
export { changeNextContact } from './change-next-contact.ts'
export { keepOut, letIn, letInNamesake } from './keep-out.ts'
export { leaveHandoverNote } from './leave-handover-note.ts'
export { listConsultations } from './list-consultations.ts'
export { listHandoverNotes } from './list-handover-notes.ts'
export { listKeptFrom } from './list-kept-from.ts'
export { openConsultation } from './open-consultation.ts'
export { recogniseCaller } from './recognise-caller.ts'

/** A hub desk with a counselor, a second counselor and a supervisor; and another hub that must see nothing of it. */
export async function twoHubs(office: TestOffice) {
  const [hub, other] = await Promise.all([
    office.desk(['counselor', 'counselor', 'supervisor']),
    office.desk(['counselor', 'supervisor']),
  ])
  return {
    hub,
    other,
    counselor: present(hub.people[0]),
    colleague: present(hub.people[1]),
    supervisor: present(hub.people[2]),
    stranger: present(other.people[0]),
  }
}

export function present<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('missing in a test')
  return value
}

type Typed = Omit<Parameters<typeof recordConsultation>[1], 'submissionId'>

/** A consultation as the form posts it; every field may be left out. */
export async function aConsultation(who: TestPerson, typed: Partial<Typed> = {}): Promise<string> {
  const { id } = await recordConsultation(who, {
    day: 'R8.11.20',
    channel: 'phone',
    ...typed,
    submissionId: crypto.randomUUID(),
  })
  return id
}
