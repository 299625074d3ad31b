import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { declareKin } from '../conflicts/testing.ts'
import {
  aCase,
  addPersonToCase,
  blockPerson,
  callNamesake,
  liftBlock,
  listBlocks,
  showCase,
} from './testing.ts'

/** A block by hand and a match are two reasons: lifting the one leaves the other. */
const database = useDatabase()

async function anOffice() {
  const office = await TestOffice.open(database)
  const [counselor, colleague, supervisor] = (await office.desk(['counselor', 'counselor', 'supervisor']))
    .people
  if (!counselor || !colleague || !supervisor) throw new Error('people are missing')
  return { office, counselor, colleague, supervisor }
}

const taro = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }
const day = '1980-03-04'

const declare = (who: TestPerson) =>
  declareKin(who, { submissionId: crypto.randomUUID(), relation: 'partner', ...taro, birthDate: day })
const counterpart = (who: TestPerson, caseId: string) =>
  addPersonToCase(who, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'counterpart',
    card: { names: [taro], birthDate: day },
  })
const sees = (who: TestPerson, caseId: string) =>
  showCase(who, { caseId }).then(
    () => true,
    (error) => {
      if (error.code !== 'not-found') throw error
      return false
    },
  )
const noticesOf = async (who: TestPerson) => {
  const { rows } = await database.superuser.query('select kind, object_id from notice where user_id = $1', [
    who.userId,
  ])
  return rows.map((row) => `${row.kind} ${row.object_id}`)
}

test('a block by hand that is lifted leaves the one that a match has made, and the other way round', async () => {
  const { office, counselor, colleague, supervisor } = await anOffice()
  const caseId = await aCase(counselor)
  const said = { caseId, userId: colleague.userId, reason: '住民記録で別人と確かめた' }
  await blockPerson(counselor, said)
  await declare(colleague)
  await counterpart(counselor, caseId)
  expect(await noticesOf(supervisor)).toEqual([])
  await liftBlock(counselor, said)
  expect(await sees(colleague, caseId)).toBe(false)
  expect((await listBlocks(supervisor, { caseId })).blocks).toMatchObject([{ isByMatch: true }])
  expect(await noticesOf(supervisor)).toEqual([`case.conflict ${caseId}`])

  // A lead who calls it a namesake says nothing of what was blocked by hand.
  const other = await aCase(counselor)
  await blockPerson(counselor, { ...said, caseId: other })
  await counterpart(counselor, other)
  await office.stepUp(supervisor)
  await callNamesake(supervisor, { ...said, caseId: other })
  expect(await sees(colleague, other)).toBe(false)
  await liftBlock(counselor, { ...said, caseId: other })
  expect(await sees(colleague, other)).toBe(true)
})

test('what is said by hand beside a match stays when the match was a namesake', async () => {
  const { office, counselor, colleague, supervisor } = await anOffice()
  const caseId = await aCase(counselor)
  await declare(colleague)
  await counterpart(counselor, caseId)
  const said = { caseId, userId: colleague.userId, reason: '住民記録で別人と確かめた' }
  await blockPerson(counselor, said)
  await expect(blockPerson(counselor, said)).rejects.toMatchObject({ key: 'cases_refused_blocked_already' })
  await office.stepUp(supervisor)
  await callNamesake(supervisor, said)
  expect(await sees(colleague, caseId)).toBe(false)
  await liftBlock(counselor, said)
  expect(await sees(colleague, caseId)).toBe(true)
})
