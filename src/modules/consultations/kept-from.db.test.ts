import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { isAppError } from '../../platform/errors.ts'
import { partOf } from '../../platform/records.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { namesWatched } from '../conflicts/index.ts'
import { declareKin } from '../conflicts/testing.ts'
import { amendConsultation } from './amend-consultation.ts'
import { changeNextContact } from './change-next-contact.ts'
import { ConsultationRecord } from './contract.ts'
import { listConsultations } from './list-consultations.ts'
import { consultationRecord } from './records.ts'
import { reviewConsultation } from './review-consultation.ts'
import { findConsultation } from './store.ts'
import { aConsultation, openConsultation, recogniseCaller, twoHubs } from './testing.ts'

const database = useDatabase()
let office: TestOffice
let people: Awaited<ReturnType<typeof twoHubs>>

beforeEach(async () => {
  office = await TestOffice.open(database)
  people = await twoHubs(office)
})

const him = { counterpartName: { name: '見本　太郎', kana: 'みほん たろう' } }
const taro = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }
const hana = { family: '架空', given: '花', familyKana: 'かくう', givenKana: 'はな', birthDate: 'S60.5.3' }

const declare = (who: TestPerson, name: Partial<typeof taro> = {}) =>
  declareKin(who, {
    submissionId: crypto.randomUUID(),
    relation: 'sibling',
    birthDate: '1980-03-04',
    ...taro,
    ...name,
  })

const sees = (who: TestPerson, consultationId: string) =>
  openConsultation(who, { consultationId }).then(
    () => true,
    (error) => {
      if (!isAppError(error) || error.code !== 'not-found') throw error
      return false
    },
  )
const amend = (who: TestPerson, consultationId: string, rev: number, typed: object = {}) =>
  amendConsultation(who, { consultationId, rev, day: 'R8.11.20', channel: 'phone', ...typed } as never)
const noticesOf = async (who: TestPerson) => {
  const { rows } = await database.superuser.query('select kind, object_id from notice where user_id = $1', [
    who.userId,
  ])
  return rows.map((row) => `${row.kind} ${row.object_id}`)
}
const lookOf = async (who: TestPerson) => {
  const { items, counts } = await listConsultations(who, {})
  return { ids: items.map((one) => one.id), contacts: counts.contacts }
}

test('a first call that names her brother is not there for her, whichever was said first', async () => {
  const { counselor, colleague, supervisor } = people
  const before = await aConsultation(counselor, { ...him, person: hana })
  expect(await sees(colleague, before)).toBe(true)
  await declare(colleague)
  expect(await sees(colleague, before)).toBe(false)
  const after = await aConsultation(counselor, { counterpartName: { kana: 'ミホン　タロウ' }, person: hana })
  const other = await aConsultation(counselor, { counterpartName: { name: '見本　次郎' } })
  expect(await sees(colleague, after)).toBe(false)
  expect(await lookOf(colleague)).toEqual({ ids: [other], contacts: 1 })
  expect((await lookOf(supervisor)).contacts).toBe(3)
  const asked = { kana: 'かくうはな', birthDate: 'S60.5.3' }
  expect((await recogniseCaller(colleague, asked)).found).toEqual([])
  expect((await recogniseCaller(supervisor, asked)).found).toHaveLength(2)
  expect(await noticesOf(supervisor)).toEqual([
    `consultation.conflict ${before}`,
    `consultation.conflict ${after}`,
  ])
  expect(await noticesOf(colleague)).toEqual([])
})

test('who is near to the caller herself does not read it either', async () => {
  const { counselor, colleague } = people
  await declare(colleague, { family: '架空', given: '花', familyKana: 'かくう', givenKana: 'はな' })
  const named = await aConsultation(counselor, { person: { family: '架空', given: '花' } })
  const read = await aConsultation(counselor, { person: { familyKana: 'かくう', givenKana: 'はな' } })
  expect([await sees(colleague, named), await sees(colleague, read)]).toEqual([false, false])
})

test('absent and kept from her answer alike to whatever she does', async () => {
  const { counselor, colleague } = people
  await declare(colleague)
  const kept = await aConsultation(counselor, { ...him, nextContact: { on: 'R8.12.1' } })
  const answers = (id: string) =>
    Promise.all(
      [
        () => openConsultation(colleague, { consultationId: id }),
        () => amend(colleague, id, 1),
        () => reviewConsultation(people.supervisor, { consultationId: id }),
        () => changeNextContact(colleague, { how: 'kept', consultationId: id }),
      ].map((act) =>
        act().then(
          () => 'done',
          (error) => `${error.code} ${error.key}`,
        ),
      ),
    )
  const absent = await answers(crypto.randomUUID())
  const forHer = await answers(kept)
  expect([forHer[0], forHer[1], forHer[3]]).toEqual([absent[0], absent[1], absent[3]])
  expect(forHer[2]).toBe('done')
})

test('a correction that names him keeps it from her; one that leaves him out lets nobody in', async () => {
  const { counselor, colleague } = people
  await declare(colleague)
  const id = await aConsultation(counselor)
  expect(await sees(colleague, id)).toBe(true)
  await amend(counselor, id, 1, him)
  expect(await sees(colleague, id)).toBe(false)
  await amend(counselor, id, 2)
  expect(await sees(colleague, id)).toBe(false)
  // What he is not named on any more says nothing to whoever declares later.
  await declare(people.supervisor)
  expect(await sees(people.supervisor, id)).toBe(true)
  const { rows } = await database.superuser.query(
    'select count(*)::int from auth.opposing_token where tenant_id = $1',
    [office.tenantId],
  )
  expect(rows).toEqual([{ count: 0 }])
})

test('whoever corrects it and names her own brother finishes the act, and is out', async () => {
  const { counselor, colleague } = people
  await declare(colleague)
  const id = await aConsultation(counselor)
  expect(await amend(colleague, id, 1, him)).toMatchObject({ rev: 2 })
  expect(await sees(colleague, id)).toBe(false)
  expect(await sees(counselor, id)).toBe(true)
})

test('whoever took the call keeps what she wrote, and nothing that a colleague adds; the lead is told', async () => {
  const { counselor, colleague, supervisor } = people
  await declare(counselor)
  const id = await aConsultation(counselor, him)
  expect(await sees(counselor, id)).toBe(true)
  expect(await noticesOf(supervisor)).toEqual([`consultation.conflict ${id}`])
  expect(await noticesOf(counselor)).toEqual([])
  await amend(counselor, id, 1, { ...him, memo: '見本の訂正' })
  expect(await sees(counselor, id)).toBe(true)
  await amend(colleague, id, 2, { ...him, memo: '見本の避難先' })
  expect(await sees(counselor, id)).toBe(false)

  const promised = await aConsultation(counselor, { ...him, nextContact: { on: 'R9.12.1' } })
  await changeNextContact(colleague, { how: 'moved', consultationId: promised, on: 'R9.12.5' })
  expect(await sees(counselor, promised)).toBe(false)
})

test('a lead whom it concerns is told nothing, and where nobody is left whom it does not, administrators are', async () => {
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  const { people: two } = await office.desk(['counselor', 'supervisor'])
  const [worker, lead] = two as [TestPerson, TestPerson]
  await declare(lead)
  const id = await aConsultation(worker, him)
  expect(await noticesOf(lead)).toEqual([])
  expect(await noticesOf(worker)).toEqual([`consultation.conflict ${id}`])
  await declare(worker)
  expect(await sees(lead, id)).toBe(false)
  expect(await noticesOf(administrator)).toEqual([expect.stringContaining('desk.nobody-left')])
  // Somebody of another desk was never among those who could go on with it.
  await declare(people.stranger)
  expect(await noticesOf(administrator)).toEqual([expect.stringContaining('desk.nobody-left')])
})

/** Seals a sheet as it was sealed before the counterpart's name was asked. */
const sealAsBefore = defineUseCase({
  name: 'test.seal-as-before',
  permission: 'consultation.write',
  purpose: 'support',
  input: z.object({ id: z.uuid() }),
  subject: () => ({}),
  output: z.object({}),
  async run({ tx, keys }, { id }) {
    const row = await findConsultation(tx, id)
    await keys.load([row.compartment_id])
    const asBefore = partOf(consultationRecord, ConsultationRecord.omit({ counterpartName: true }))
    const at = { id, compartmentId: row.compartment_id, rev: row.rev }
    await tx
      .updateTable('consultation')
      .set({ record: keys.seal(asBefore, at, { advice: '見本の助言' }) })
      .where('id', '=', id)
      .execute()
    return {}
  },
  audit: () => ({}),
})

test('a sheet from before the name was asked still opens', async () => {
  const { counselor } = people
  const id = await aConsultation(counselor, him)
  await sealAsBefore(counselor, { id })
  const { record } = await openConsultation(counselor, { consultationId: id })
  expect(record).toMatchObject({ advice: '見本の助言', counterpartName: { name: '', kana: '' } })
})

test('nobody lets herself in, or keeps others out, by writing the row', async () => {
  const { counselor, colleague } = people
  await declare(colleague)
  const id = await aConsultation(counselor, him)
  const app = await database.as('yorube_app')
  for (const column of ['kept_from', 'kept_kin', 'kept_out', 'let_in'])
    await expect(app.query(`update consultation set ${column} = '{}' where id = '${id}'`)).rejects.toThrow(
      /permission denied/,
    )
})

test('who declares and who records at the same moment: one of them finds the other', async () => {
  const { counselor, colleague } = people
  for (let time = 0; time < 4; time++) {
    const name = {
      family: '見本',
      given: `同時${time}`,
      familyKana: 'みほん',
      givenKana: `どうじ${'あいうえ'[time]}`,
    }
    const [id] = await Promise.all([
      aConsultation(counselor, { counterpartName: { name: `見本同時${time}` } }),
      declare(colleague, name),
    ])
    expect(await sees(colleague, id)).toBe(false)
  }
})

test('however many sheets name him, each of them is met', async () => {
  const { counselor, colleague } = people
  const named = [await aConsultation(counselor, him), await aConsultation(counselor, him)]
  for (let sheet = 0; sheet < 450; sheet++) {
    const id = crypto.randomUUID()
    await database.superuser.query('select auth.watch_names($1, $2, $3)', [
      office.tenantId,
      id,
      JSON.stringify(namesWatched(office.tenantId, id, ['見本　太郎'])),
    ])
  }
  // Two that lie at either end of the whole.
  for (const [place, id] of named.entries())
    await database.superuser.query('update auth.opposing_token set party = $1 where party = $2', [
      Buffer.alloc(32, place === 0 ? 0 : 255),
      Buffer.from(namesWatched(office.tenantId, id, []).party, 'hex'),
    ])
  await declare(colleague)
  for (const id of named) expect(await sees(colleague, id)).toBe(false)
})
