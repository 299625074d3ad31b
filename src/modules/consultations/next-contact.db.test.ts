import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { amendConsultation } from './amend-consultation.ts'
import { changeNextContact } from './change-next-contact.ts'
import { openConsultation } from './open-consultation.ts'
import { aConsultation, twoHubs } from './testing.ts'

const database = useDatabase()
const today = japanDay(new Date())
const inDays = (days: number) => dayAfter(today, days)

test('a promise stands until she is spoken with again; a call to another office about her keeps nothing', async () => {
  const { counselor } = await twoHubs(await TestOffice.open(database))
  const consultationId = await aConsultation(counselor, { day: today, nextContact: { on: inDays(2) } })
  const promised = async () => (await openConsultation(counselor, { consultationId })).promisedOn
  expect(await promised()).toBe(inDays(2))

  // Nameless both: nothing says that the second is the same caller.
  await aConsultation(counselor, { day: today })
  expect(await promised()).toBe(inDays(2))
})

test('the next contact with the same person ends it, whoever took the call', async () => {
  const { counselor, colleague } = await twoHubs(await TestOffice.open(database))
  const consultationId = await aConsultation(counselor, {
    day: today,
    nextContact: { on: inDays(1) },
    person: { family: '架空' },
  })
  const { personId } = await openConsultation(counselor, { consultationId })
  const promised = async () => (await openConsultation(colleague, { consultationId })).promisedOn
  for (const [countedAs, still] of [
    ['liaison', inDays(1)],
    ['counselling', null],
  ] as const) {
    const later = await aConsultation(colleague, { day: today, countedAs })
    await database.superuser.query('update consultation set person_id = $1 where id = $2', [personId, later])
    expect(await promised()).toBe(still)
  }
})

test('kept or moved by hand, a correction of the record does not bring the first day back', async () => {
  const { counselor, stranger } = await twoHubs(await TestOffice.open(database))
  const consultationId = await aConsultation(counselor, { day: today, nextContact: { on: inDays(-1) } })
  const promised = async () => (await openConsultation(counselor, { consultationId })).promisedOn
  await expect(changeNextContact(stranger, { how: 'kept', consultationId })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(
    changeNextContact(counselor, { how: 'moved', consultationId, on: inDays(-1) }),
  ).rejects.toMatchObject({ fields: { on: 'consultations_error_past_day' } })

  await changeNextContact(counselor, { how: 'moved', consultationId, on: inDays(3) })
  expect(await promised()).toBe(inDays(3))
  const typed = { day: today, nextContact: { on: inDays(-1) } }
  await amendConsultation(counselor, { ...typed, consultationId, rev: 1, because: '誤記' })
  expect(await promised()).toBe(inDays(3))

  await changeNextContact(counselor, { how: 'kept', consultationId })
  expect(await promised()).toBeNull()
  await expect(changeNextContact(counselor, { how: 'kept', consultationId })).rejects.toMatchObject({
    code: 'conflict',
  })
})
