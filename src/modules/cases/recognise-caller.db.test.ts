import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { aConsultation, present, recogniseCaller, twoHubs } from '../consultations/testing.ts'
import { aCaller, blockPerson } from './testing.ts'

const database = useDatabase()
const number = '090-0000-1234'

test('what is still being typed is nobody’s, and does not keep the rest from being known', async () => {
  const { counselor } = await twoHubs(await TestOffice.open(database))
  await aConsultation(counselor, {
    person: { familyKana: 'かくう', givenKana: 'はなこ', birthDate: 'H2.1.2', phone: number },
  })
  const count = async (typed: Parameters<typeof recogniseCaller>[1]) =>
    (await recogniseCaller(counselor, typed)).found.length
  expect(await count({ phone: '090-0000-123' })).toBe(0)
  expect(await count({ phone: '0000-1234' })).toBe(0)
  expect(await count({ kana: 'かくうはなこ', birthDate: 'H2.1' })).toBe(0)
  expect(await count({ kana: 'かく', birthDate: 'H2.1.2' })).toBe(0)
  expect(await count({ phone: number, kana: 'かく', birthDate: 'H2.1.' })).toBe(1)
  const { rows } = await database.superuser.query(
    "select distinct result from audit.event where action = 'consultation.recognise-caller'",
  )
  expect(rows).toEqual([{ result: 'ok' }])
})

test('the counterpart’s own number is said to be his', async () => {
  const { counselor } = await twoHubs(await TestOffice.open(database))
  const caseId = await aCaller(counselor, { part: 'counterpart', phone: number })
  expect((await recogniseCaller(counselor, { phone: number })).found).toMatchObject([
    { caseId, isCounterpart: true },
  ])
})

test('nothing of a case that does not exist for her, and nothing at a desk where she takes no calls', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague, supervisor } = await twoHubs(office)
  const caseId = await aCaller(counselor, { part: 'relative', phone: number })
  expect((await recogniseCaller(colleague, { phone: number })).found).toMatchObject([{ caseId }])
  await blockPerson(supervisor, { caseId, userId: colleague.userId, reason: '元夫の同僚' })
  expect((await recogniseCaller(colleague, { phone: number })).found).toEqual([])
  expect((await recogniseCaller(counselor, { phone: number })).found).toHaveLength(1)

  const [keeper, carer] = [await office.person(), await office.person()]
  await office.deskOf([
    { person: keeper, role: 'counselor' },
    { person: carer, role: 'shelter_worker' },
  ])
  await office.deskOf([{ person: present(carer), role: 'counselor' }])
  await aCaller(keeper, { part: 'relative', phone: '048-000-1111' })
  expect((await recogniseCaller(keeper, { phone: '048-000-1111' })).found).toHaveLength(1)
  expect((await recogniseCaller(carer, { phone: '048-000-1111' })).found).toEqual([])
})
