import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterStatements } from '../../platform/entering.ts'
import { platform } from '../../platform/runtime.ts'
import { signInAsAuditor } from '../../platform/testing/auditors.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, aFile } from '../cases/testing.ts'
import { recogniseCaller } from '../consultations/testing.ts'
import { giveKey } from './give-key.ts'
import { listKeyHolders } from './key-holders.ts'
import { readWords } from './read-words.ts'

const database = useDatabase()
const reason = '申し出による点検のため'

async function anOffice() {
  const office = await TestOffice.open(database)
  const [counselor, supervisor] = (await office.desk(['counselor', 'supervisor'])).people
  if (!counselor || !supervisor) throw new Error('people are missing')
  return { office, counselor, supervisor }
}
async function anAuditor(office: TestOffice): Promise<TestPerson> {
  const auditor = await office.person({ tenantRole: 'auditor' })
  await signInAsAuditor(auditor)
  await office.stepUp(auditor)
  return auditor
}
/** An act whose audit line carries what was typed. */
const look = (who: TestPerson, kana: string) => recogniseCaller(who, { kana })
const wordsOf = async (auditor: TestPerson, who: TestPerson) =>
  (await readWords(auditor, { actorId: who.userId, reason })).lines.map((line) => line.words)
const kept = async (who: TestPerson): Promise<(Buffer | null)[]> => {
  const { rows } = await database.superuser.query(
    'select reason from audit.event where actor_id = $1 order by seq',
    [who.userId],
  )
  return rows.map((row) => row.reason)
}

test('what was typed is kept from the first auditor’s sign-in on, sealed, and only auditors open it', async () => {
  const { office, counselor, supervisor } = await anOffice()
  await look(counselor, '早すぎた語')
  expect(await kept(counselor)).toEqual([null])
  const auditor = await anAuditor(office)
  await look(counselor, '架空 花子')
  await recogniseCaller(counselor, { phone: '090-0000-1234', kana: 'かくう' })
  const [, sealed] = await kept(counselor)
  // The wrap of the document's own key, and the smallest document.
  expect(sealed).toHaveLength(130 + 58 + 256)
  expect(sealed?.toString('utf8')).not.toContain('架空')

  const read = await readWords(auditor, { actorId: counselor.userId, reason })
  expect(read.lines.map((line) => [line.action, line.count, line.words])).toEqual([
    ['consultation.recognise-caller', 0, '090-0000-1234 かくう'],
    ['consultation.recognise-caller', 0, '架空 花子'],
  ])
  await expect(readWords(supervisor, { actorId: counselor.userId, reason })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const elsewhere = await anAuditor(await TestOffice.open(database))
  expect(await wordsOf(elsewhere, counselor)).toEqual([])
})

test('what a virus scanner named in a file that was refused is for auditors too', async () => {
  const { office, counselor } = await anOffice()
  const auditor = await anAuditor(office)
  const caseId = await aCase(counselor)
  Object.assign(platform(), { scan: async () => ({ kind: 'found', signature: 'Kakuu.Test-1' }) })
  try {
    await expect(aFile(counselor, caseId, '見本.pdf', '見本')).rejects.toMatchObject({
      key: 'error_file_infected',
    })
  } finally {
    Object.assign(platform(), { scan: undefined })
  }
  const read = await readWords(auditor, { actorId: counselor.userId, reason })
  expect(read.lines.map((line) => [line.action, line.words])).toEqual([
    ['case.add-attachment', 'Kakuu.Test-1'],
  ])
})

test('opening words takes a confirmed identity, one person and a reason, and other auditors read the reason', async () => {
  const { office, counselor } = await anOffice()
  const first = await anAuditor(office)
  const second = await office.person({ tenantRole: 'auditor' })
  await signInAsAuditor(second)
  await look(counselor, '見本')
  await expect(readWords(second, { actorId: counselor.userId, reason })).rejects.toMatchObject({
    code: 'step-up-required',
  })
  await office.stepUp(second)
  await expect(readWords(first, { actorId: counselor.userId, reason: ' 点検 ' })).rejects.toMatchObject({
    fields: { reason: 'oversight_words_reason_missing' },
  })
  await expect(readWords(first, { actorId: '', reason })).rejects.toMatchObject({
    fields: { actorId: 'oversight_words_who_missing' },
  })
  await expect(
    readWords(first, { actorId: counselor.userId, reason, from: 'R8.13.40' }),
  ).rejects.toMatchObject({ fields: { from: 'oversight_words_bad_day' } })
  expect(await wordsOf(first, counselor)).toEqual(['見本'])
  // Being an auditor is not yet holding the key.
  expect(await wordsOf(second, counselor)).toEqual([null])
  expect((await listKeyHolders(second, {})).holds).toBe(false)

  const others = (await listKeyHolders(first, {})).auditors.filter((one) => !one.isMe)
  expect(others.map((one) => [one.userId, one.holds])).toEqual([[second.userId, false]])
  await giveKey(first, { userId: second.userId })
  expect((await listKeyHolders(second, {})).holds).toBe(true)
  expect(await wordsOf(second, counselor)).toEqual(['見本'])
  expect(await wordsOf(second, first)).toEqual([reason])
  const { rows } = await database.superuser.query(
    "select object_type, object_id, count, result from audit.event where action = 'audit.read-words' and actor_id = $1 order by seq",
    [first.userId],
  )
  expect(rows.at(-1)).toEqual({ object_type: 'account', object_id: counselor.userId, count: 1, result: 'ok' })
})

test('the key is given by an auditor who holds it to another auditor, and in no other way', async () => {
  const { office, counselor } = await anOffice()
  const holder = await anAuditor(office)
  const lacking = await office.person({ tenantRole: 'auditor' })
  const third = await office.person({ tenantRole: 'auditor' })
  await office.stepUp(lacking)
  const refused = { code: 'refused', key: 'oversight_give_refused' }
  await expect(giveKey(holder, { userId: counselor.userId })).rejects.toMatchObject(refused)
  await expect(giveKey(lacking, { userId: third.userId })).rejects.toMatchObject(refused)
  await expect(giveKey(holder, { userId: holder.userId })).rejects.toMatchObject({
    key: 'oversight_give_oneself',
  })

  // As an intruder with injected SQL in anybody's session.
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  const app = await database.as('yorube_app')
  const zero = Buffer.alloc(1)
  for (const person of [admin, counselor, lacking]) {
    await app.query('begin')
    const [enter] = enterStatements(platform().vault, { ...person, isAct: false })
    await app.query(enter?.sql ?? '', enter?.values)
    const give = await app.query('select auth.give_auditors_key($1, $2, $3, $4) as done', [
      third.userId,
      [1],
      [zero],
      [zero],
    ])
    const found = await app.query('select auth.found_auditors_key(2, 1, $1, $1, $1, $1, $1) as done', [zero])
    const mine = await app.query('select * from auth.my_auditors_wraps()')
    expect([give.rows[0].done, found.rows[0].done, mine.rows]).toEqual([false, false, []])
    await expect(
      app.query(
        `insert into auth.auditors_wrap (tenant_id, user_id, epoch, wrap, mac, given_by) values ($1, $2, 1, $3, $3, $2)`,
        [office.tenantId, person.userId, zero],
      ),
    ).rejects.toThrow(/permission denied/)
    await app.query('rollback')
  }
})

test('the key goes with the role; when nobody is left who holds it the next auditor begins a new one', async () => {
  const { office, counselor } = await anOffice()
  const first = await anAuditor(office)
  const second = await anAuditor(office)
  await look(counselor, '前の語')
  const epochs = async () =>
    (
      await database.superuser.query(
        'select epoch, made_by from auth.auditors_key where tenant_id = $1 order by epoch',
        [office.tenantId],
      )
    ).rows
  expect(await epochs()).toEqual([{ epoch: 1, made_by: first.userId }])

  await database.superuser.query('delete from auth.role_assignment where user_id = $1', [first.userId])
  const left = await database.superuser.query('select 1 from auth.auditors_wrap where tenant_id = $1', [
    office.tenantId,
  ])
  expect(left.rows).toEqual([])
  await signInAsAuditor(second)
  await signInAsAuditor(second)
  expect(await epochs()).toEqual([
    { epoch: 1, made_by: first.userId },
    { epoch: 2, made_by: second.userId },
  ])
  await look(counselor, '後の語')
  expect(await wordsOf(second, counselor)).toEqual(['後の語', null])
  // What one was not given is closed, and nothing is wrong with it.
  expect(database.alarms).toEqual([])
})

test('two auditors who sign in at once make one key between them', async () => {
  const { office } = await anOffice()
  const both = [
    await office.person({ tenantRole: 'auditor' }),
    await office.person({ tenantRole: 'auditor' }),
  ]
  await Promise.all(both.map(signInAsAuditor))
  const { rows } = await database.superuser.query(
    'select count(*)::int as keys, (select count(*)::int from auth.auditors_wrap where tenant_id = $1) as wraps from auth.auditors_key where tenant_id = $1',
    [office.tenantId],
  )
  expect(rows).toEqual([{ keys: 1, wraps: 1 }])
})

test('words moved to another line do not open, and raise an alarm', async () => {
  const { office, counselor } = await anOffice()
  const auditor = await anAuditor(office)
  await look(counselor, '一つ目')
  await look(counselor, '二つ目')
  await database.superuser.query(
    `update audit.event e set reason = o.reason from audit.event o
     where e.actor_id = $1 and o.actor_id = $1 and e.seq < o.seq`,
    [counselor.userId],
  )
  expect(await wordsOf(auditor, counselor)).toEqual(['二つ目', null])
  expect(database.alarms).toMatchObject([{ label: 'audit_event.reason', action: 'audit.read-words' }])
})
