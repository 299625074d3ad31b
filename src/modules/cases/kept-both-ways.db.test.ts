import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultation, keepOut, letIn, letInNamesake } from '../consultations/testing.ts'
import { attachConsultation } from './attach-consultation.ts'
import { blockPerson } from './block-person.ts'
import { openCase } from './open-case.ts'
import { declare, hana, him, looksInto, reason, say, sees, seesCase, taro } from './testing/kept-calls.ts'
import { aCase, addPersonToCase, callNamesake } from './testing.ts'

/** Kept by hand, by a declaration, or by both: each goes along with its own, and is lifted alone. */
const database = useDatabase()
let office: TestOffice
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
const { personOf, blocksOf, noticesOf, linesOf } = looksInto(database)
beforeEach(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  ;[counselor, colleague, supervisor] = people as [TestPerson, TestPerson, TestPerson]
})

const caseFrom = async (consultationId: string) =>
  (await openCase(counselor, { submissionId: crypto.randomUUID(), consultationId } as never)).id

test('who is kept out by hand is a declaration to nobody, there or where the block carries', async () => {
  const consultationId = await aConsultation(counselor, { person: hana })
  await keepOut(counselor, { consultationId, userId: colleague.userId, reason })
  const caseId = await aCase(counselor)
  const other = await aConsultation(counselor, { person: hana })
  await say(counselor, {
    one: await personOf('case_', caseId),
    other: await personOf('consultation', other),
  })
  await blockPerson(counselor, { caseId, userId: colleague.userId, reason })
  expect(await sees(colleague, other)).toBe(false)
  expect(await noticesOf(supervisor)).toEqual([])
  expect(await linesOf('consultation.conflict-kept', consultationId)).toEqual([])
  expect(await linesOf('consultation.conflict-kept', other)).toEqual([])
  expect(await linesOf('consultation.block-carried', other)).toEqual([{ case_id: null, count: 1 }])
})

test('kept out by hand and by a match, a case carries both, whichever was there first', async () => {
  const caseId = await aCase(counselor)
  const client = await personOf('case_', caseId)
  const [before, after] = [
    await aConsultation(counselor, { person: hana }),
    await aConsultation(counselor, { person: hana }),
  ]
  const userId = colleague.userId
  await say(counselor, { one: client, other: await personOf('consultation', before) })
  await blockPerson(counselor, { caseId, userId, reason })
  await addPersonToCase(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'counterpart',
    card: { names: [taro], birthDate: null },
  })
  await declare(colleague)
  await say(counselor, { one: client, other: await personOf('consultation', after) })
  for (const consultationId of [before, after]) {
    await letIn(counselor, { consultationId, userId, reason })
    expect(await sees(colleague, consultationId)).toBe(false)
  }
})

test('what is said by hand beside a match carries as well', async () => {
  const caseId = await aCase(counselor)
  const consultationId = await aConsultation(counselor, { person: hana })
  const userId = colleague.userId
  await say(counselor, {
    one: await personOf('case_', caseId),
    other: await personOf('consultation', consultationId),
  })
  await addPersonToCase(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'counterpart',
    card: { names: [taro], birthDate: null },
  })
  await declare(colleague)
  await blockPerson(counselor, { caseId, userId, reason })
  await office.stepUp(supervisor)
  await letInNamesake(supervisor, { consultationId, userId, reason })
  expect(await sees(colleague, consultationId)).toBe(false)
})

test('a name by hand that a call brings along stays when the match of the case is found to be a namesake', async () => {
  await declare(colleague)
  const caseId = await caseFrom(await aConsultation(counselor, him))
  const consultationId = await aConsultation(counselor)
  await keepOut(counselor, { consultationId, userId: colleague.userId, reason })
  await attachConsultation(counselor, { caseId, consultationId })
  expect(await blocksOf(caseId)).toEqual([{ user_id: colleague.userId, origin: 'named' }])
  await office.stepUp(supervisor)
  await callNamesake(supervisor, { caseId, userId: colleague.userId, reason })
  expect(await seesCase(colleague, caseId)).toBe(false)
})

test('who is the same is asked link by link, and no other link is read', async () => {
  const [first, second, third] = [
    await personOf('consultation', await aConsultation(counselor, { person: hana })),
    await personOf('consultation', await aConsultation(counselor, { person: hana })),
    await personOf('consultation', await aConsultation(counselor, { person: hana })),
  ]
  await say(counselor, { one: first, other: second })
  await say(counselor, { one: third, other: second })
  const { superuser } = database
  await superuser.query('begin')
  try {
    await superuser.query(
      `with others as (
         insert into person (tenant_id, id, desk_id, compartment_id, part, age_band, card)
         select tenant_id, gen_random_uuid(), desk_id, compartment_id, part, age_band, card from person, generate_series(1, 60)
         where id = $1 returning tenant_id, id, desk_id)
       insert into same_person (tenant_id, id, desk_id, person_id, other_id, said_by)
       select a.tenant_id, gen_random_uuid(), a.desk_id, a.id, b.id, $2 from others a join others b on b.id > a.id`,
      [first, counselor.userId],
    )
    await superuser.query('set local enable_seqscan = off')
    const read = async () => {
      const { rows } = await superuser.query(
        "select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'same_person'",
      )
      return Number(rows[0].read)
    }
    const before = await read()
    const { rows } = await superuser.query('select internal.same_people($1, array[$2]::uuid[]) as ids', [
      office.tenantId,
      first,
    ])
    expect(rows[0].ids.toSorted()).toEqual([first, second, third].toSorted())
    expect((await read()) - before).toBeLessThanOrEqual(8)
  } finally {
    await superuser.query('rollback')
  }
})
