import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { leaveHandoverNote, listHandoverNotes, present } from '../consultations/testing.ts'
import { aCase, blockPerson, transferCase } from './testing.ts'

const database = useDatabase()

async function office() {
  const opened = await TestOffice.open(database)
  const [hub, other] = [await opened.desk(['counselor', 'supervisor']), await opened.desk(['counselor'])]
  await opened.stepUp(present(hub.people[1]))
  return {
    counselor: present(hub.people[0]),
    supervisor: present(hub.people[1]),
    stranger: present(other.people[0]),
    otherDeskId: other.id,
  }
}

const note = (caseId: string) => ({ submissionId: crypto.randomUUID(), caseId, text: '折り返しは明日の朝' })

test('a hand-over note links its case only for those for whom the case exists', async () => {
  const { counselor, supervisor, stranger, otherDeskId } = await office()
  const caseId = await aCase(counselor)
  expect((await listHandoverNotes(counselor, { about: caseId })).about).toBe(caseId)
  expect((await listHandoverNotes(stranger, { about: caseId })).about).toBeNull()
  await expect(leaveHandoverNote(stranger, note(caseId))).rejects.toMatchObject({ code: 'not-found' })

  await leaveHandoverNote(counselor, note(caseId))
  const linkSeenBy = async (who: typeof counselor) => (await listHandoverNotes(who, {})).notes[0]?.caseId
  expect(await linkSeenBy(supervisor)).toBe(caseId)
  await transferCase(supervisor, { caseId, toDeskId: otherDeskId, reason: '転居のため' })
  // The words were the desk's own and stay; the way to the case has gone with it.
  expect((await listHandoverNotes(supervisor, {})).notes).toMatchObject([
    { text: '折り返しは明日の朝', caseId: null },
  ])
  expect((await listHandoverNotes(stranger, {})).notes).toEqual([])
})

test('whoever the case does not exist for does not see the note either', async () => {
  const { counselor, supervisor } = await office()
  const caseId = await aCase(counselor)
  await leaveHandoverNote(counselor, note(caseId))
  await blockPerson(counselor, { caseId, userId: supervisor.userId, reason: 'ご本人の話' })
  expect((await listHandoverNotes(supervisor, {})).notes).toEqual([])
})
