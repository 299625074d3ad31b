import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { mergePeople } from '../people/testing.ts'
import { amendConsultation } from './amend-consultation.ts'
import { openConsultation } from './open-consultation.ts'
import { prepareConsultation } from './prepare-consultation.ts'
import { reviewConsultation } from './review-consultation.ts'
import { aConsultation, present, twoHubs } from './testing.ts'

const database = useDatabase()

test('a blank age is one of three, and the age is that of the day of the contact', async () => {
  const { counselor } = await twoHubs(await TestOffice.open(database))
  const bandOf = async (person: object, day = 'R8.11.20') => {
    const id = await aConsultation(counselor, { day, person })
    return (await openConsultation(counselor, { consultationId: id })).ageBand
  }
  expect(await bandOf({})).toBe('not_asked')
  for (const ageBand of ['unknown', 'declined', '40s'] as const)
    expect(await bandOf({ ageBand })).toBe(ageBand)
  expect(await bandOf({ birthDate: 'H8.11.20', ageBand: '40s' }, 'R8.11.19')).toBe('20s')
  expect(await bandOf({ birthDate: 'H8.11.20' })).toBe('30s')
})

test('a contact of tomorrow is refused, and names the field', async () => {
  const { counselor } = await twoHubs(await TestOffice.open(database))
  const today = japanDay(new Date())
  await aConsultation(counselor, { day: today })
  await expect(aConsultation(counselor, { day: dayAfter(today, 1) })).rejects.toMatchObject({
    code: 'invalid',
    fields: { day: 'consultations_error_future_day' },
  })
})

test('a paper sheet keeps its true day, who took it and who typed it; neither of the two reviews it', async () => {
  const { counselor, supervisor, stranger } = await twoHubs(await TestOffice.open(database))
  const paper = { isBackEntry: true, day: 'R8.11.2', time: '10:05', minutes: 20 }
  const { colleagues, myId } = await prepareConsultation(counselor, { paper: '1' })
  expect(colleagues.map((one) => one.id)).toContain(supervisor.userId)
  expect(myId).toBe(counselor.userId)

  const id = await aConsultation(counselor, { ...paper, receivedById: supervisor.userId })
  const found = await openConsultation(counselor, { consultationId: id })
  expect(found).toMatchObject({
    day: '2026-11-02',
    authorId: supervisor.userId,
    enteredBy: counselor.userId,
    isBackEntry: true,
  })
  await expect(reviewConsultation(supervisor, { consultationId: id })).rejects.toMatchObject({
    key: 'consultations_error_own_review',
  })
  const typed = await aConsultation(supervisor, { ...paper, receivedById: counselor.userId })
  await expect(reviewConsultation(supervisor, { consultationId: typed })).rejects.toMatchObject({
    key: 'consultations_error_own_review',
  })
  await expect(aConsultation(counselor, { ...paper, receivedById: stranger.userId })).rejects.toMatchObject({
    fields: { receivedById: 'consultations_error_received_by' },
  })
  const own = await aConsultation(counselor, { receivedById: supervisor.userId })
  expect(await openConsultation(counselor, { consultationId: own })).toMatchObject({
    authorId: counselor.userId,
    enteredBy: null,
  })
})

test('what a correction changes in the open is told by the earlier version too', async () => {
  const { counselor, colleague } = await twoHubs(await TestOffice.open(database))
  const id = await aConsultation(counselor, { urgency: 'now', channel: 'visit', relation: 'spouse' })
  await amendConsultation(colleague, {
    consultationId: id,
    rev: 1,
    day: 'R8.11.20',
    urgency: 'calm',
    channel: 'phone',
    relation: 'ex_dating',
  })
  const found = await openConsultation(counselor, { consultationId: id })
  expect(found).toMatchObject({ urgency: 'calm', channel: 'phone', amendedBy: colleague.userId })
  expect(found.earlier[0]?.record?.counted).toMatchObject({
    urgency: 'now',
    channel: 'visit',
    relation: 'spouse',
  })
})

test('a kind of violence says that there is some; a relative’s number is no key to the person', async () => {
  const { counselor } = await twoHubs(await TestOffice.open(database))
  const id = await aConsultation(counselor, {
    caller: { kind: 'relative', phone: '0X0-0000-0002' },
    violence: { economic: { is: 'on' } },
    blanks: { name: 'declined' },
  })
  const found = await openConsultation(counselor, { consultationId: id })
  expect(found.record).toMatchObject({
    violenceTold: 'yes',
    caller: { phone: '0X0-0000-0002' },
    blanks: { name: 'declined' },
  })
  expect(found.personId).toBeNull()
})

test('the record says how many others may be of the same person, until somebody has said so', async () => {
  const { counselor, stranger } = await twoHubs(await TestOffice.open(database))
  const person = { phone: '090-0000-7777' }
  const [one, other] = [
    await aConsultation(counselor, { person }),
    await aConsultation(counselor, { person }),
  ]
  await aConsultation(stranger, { person })
  const open = (consultationId: string) => openConsultation(counselor, { consultationId })
  const [first, second] = [await open(one), await open(other)]
  expect([first.likelySame, second.likelySame]).toEqual([1, 1])
  await mergePeople(counselor, {
    personId: present(first.personId),
    otherId: present(second.personId),
  })
  expect((await open(other)).likelySame).toBe(0)
})
