import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { renewKey } from '../../modules/accounts/testing.ts'
import { casesToShow } from '../../modules/cases/index.ts'
import { reasonRecord } from '../../modules/cases/records.ts'
import { aCase, registerCaseSources } from '../../modules/cases/testing.ts'
import { asks } from '../../platform/asking.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { rewrite } from '../../platform/rewriting.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'

/** A desk's key is renewed between the moment she entered and the moment she reads: nothing is closed to her, nothing called altered. */
const database = useDatabase()
let counselor: TestPerson
let manager: TestPerson
let deskId: string
let caseId: string

beforeAll(registerCaseSources)

beforeEach(async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'manager'])
  ;[counselor, manager] = desk.people as [TestPerson, TestPerson]
  deskId = desk.id
  await office.stepUp(manager)
  caseId = await aCase(counselor, { title: '見本の件' })
  before = database.alarms.length
})

let before = 0
const alarms = () => database.alarms.slice(before)
const alterLabel = () =>
  database.superuser.query(
    'update case_ set label = set_byte(label, 60, get_byte(label, 60) # 1) where id = $1',
    [caseId],
  )
const renewed = () => renewKey(manager, { deskId, epoch: 1 })

const CaseId = z.object({ caseId: z.uuid() })
const titled = z.object({ title: z.string().nullable() })
const definition = { permission: 'case.read', purpose: 'support', input: CaseId } as const
const subject = (input: { caseId: string }) => ({ objectType: 'case', objectId: input.caseId })

const reads = defineUseCase({
  ...{ ...definition, subject, name: 'guard.reads', output: titled },
  async run({ tx }, input) {
    const [shown] = await casesToShow(tx, [input.caseId])
    return { label: shown?.label ?? null }
  },
  audit: () => ({}),
  present: ({ label }) => ({ title: label?.title ?? null }),
})

const readsAfterRenewal = defineUseCase({
  ...{ ...definition, subject, name: 'guard.reads-after-renewal', output: titled },
  async run({ tx }, input) {
    await renewed()
    const [shown] = await casesToShow(tx, [input.caseId])
    return { label: shown?.label ?? null }
  },
  audit: () => ({}),
  present: ({ label }) => ({ title: label?.title ?? null }),
})

const asksAfterRenewal = defineUseCase({
  ...{ ...definition, subject, name: 'guard.asks-after-renewal', output: z.object({ answer: z.string() }) },
  async run({ tx, keys }, input) {
    await renewed()
    const [shown] = await casesToShow(tx, [input.caseId])
    return { answer: await asks(keys, shown ? [shown.label] : [], ({ title }) => title === '見本の件') }
  },
  audit: () => ({}),
})

const rewritesAfterRenewal = defineUseCase({
  ...{ ...definition, subject, name: 'guard.rewrites-after-renewal', output: z.object({ size: z.number() }) },
  async run({ tx, keys }, input) {
    await renewed()
    const [shown] = await casesToShow(tx, [input.caseId])
    if (!shown) return { size: 0 }
    const { kind, row } = shown.label
    const rewritten = await rewrite(
      keys,
      shown.label,
      { kind, row: { ...row, rev: row.rev + 1 } },
      (label) => label,
    )
    return { size: rewritten.length }
  },
  audit: () => ({}),
})

const writesAfterRenewal = defineUseCase({
  ...{ ...definition, subject, name: 'guard.writes-after-renewal', output: z.object({ size: z.number() }) },
  async run({ tx, keys }, input) {
    await renewed()
    const [shown] = await casesToShow(tx, [input.caseId])
    const { rows } = await database.superuser.query('select compartment_id from case_ where id = $1', [
      input.caseId,
    ])
    const [{ compartment_id: compartmentId }] = rows
    await keys.load([compartmentId])
    if (!shown) return { size: 0 }
    const row = { id: crypto.randomUUID(), compartmentId, rev: 1 }
    return { size: keys.seal(reasonRecord, row, { text: '見本の理由' }).length }
  },
  audit: () => ({}),
})

test('what she writes into the case then is sealed', async () => {
  expect((await writesAfterRenewal(counselor, { caseId })).size).toBeGreaterThan(100)
  expect(alarms()).toEqual([])
})

test('where her keys cannot be asked for, an altered one has its alarm all the same, and the rest is shown', async () => {
  await alterLabel()
  const { pool } = platform()
  const connect = pool.connect.bind(pool)
  let hasEntered = false
  const full = vi.spyOn(pool, 'connect').mockImplementation((async () => {
    if (hasEntered) throw new Error('timeout exceeded when trying to connect')
    hasEntered = true
    return connect()
  }) as never)
  expect(await reads(counselor, { caseId })).toEqual({ title: null })
  full.mockRestore()
  expect(alarms()).toMatchObject([{ label: 'case_.label' }])
})

test('what she reads then opens', async () => {
  expect(await readsAfterRenewal(counselor, { caseId })).toEqual({ title: '見本の件' })
  expect(alarms()).toEqual([])
})

test('what is asked of it then is answered', async () => {
  expect(await asksAfterRenewal(counselor, { caseId })).toEqual({ answer: 'yes' })
  expect(alarms()).toEqual([])
})

test('what is made of it then is sealed', async () => {
  expect((await rewritesAfterRenewal(counselor, { caseId })).size).toBeGreaterThan(100)
  expect(alarms()).toEqual([])
})

test('an altered one stays closed, with its alarm', async () => {
  await alterLabel()
  expect(await asksAfterRenewal(counselor, { caseId })).toEqual({ answer: 'unopenable' })
  expect(alarms()).toMatchObject([{ label: 'case_.label' }, { label: 'case_.label' }])
})
