import { beforeEach, expect, test } from 'vitest'
import { checkDirectory } from '../../platform/audit/verify/check-directory.ts'
import { FindingBook } from '../../platform/audit/verify/findings.ts'
import { auditWordsRecord } from '../../platform/audit/words.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { addressOf } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import { anAuditor, signInAsAuditor } from '../../platform/testing/auditors.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import type { MembershipRow } from '../../platform/vault/index.ts'
import { recogniseCaller } from '../consultations/testing.ts'
import { listKeyHolders } from './key-holders.ts'
import { readWords } from './read-words.ts'
import { renewKey } from './renew-key.ts'
import { giveKey, threeHolders } from './testing.ts'

/** The auditors' key after one of them has left: whatever she kept opens nothing that is written afterwards. */
const database = useDatabase()
const query = (sql: string, values: unknown[] = []) => database.superuser.query(sql, values)
const refused = { code: 'refused', key: 'oversight_renew_refused' }
let office: TestOffice
let counselor: TestPerson
let leaver: TestPerson
let present: TestPerson
let other: TestPerson

/** Three who hold the key, and a word from before anybody left. */
beforeEach(async () => {
  office = await TestOffice.open(database)
  counselor = (await office.desk(['counselor', 'supervisor'])).people[0] as TestPerson
  ;({ leaver, present, other } = await threeHolders(office))
  await type('前の語')
})

const type = (kana: string) => recogniseCaller(counselor, { kana })
const loseRole = ({ userId }: TestPerson) =>
  query("delete from auth.role_assignment where user_id = $1 and role = 'auditor'", [userId])
const wordsFor = async (auditor: TestPerson) =>
  (await readWords(auditor, { actorId: counselor.userId, reason: '申し出による点検のため' })).lines.map(
    (line) => line.words,
  )
const epochs = async () =>
  (
    await query('select epoch, made_by from auth.auditors_key where tenant_id = $1 order by epoch', [
      office.tenantId,
    ])
  ).rows.map((row) => [row.epoch, row.made_by])
const holdersOf = async (epoch: number) =>
  (
    await query('select user_id from auth.auditors_wrap where tenant_id = $1 and epoch = $2', [
      office.tenantId,
      epoch,
    ])
  ).rows
    .map((row) => row.user_id)
    .sort()
const idsOf = (...people: TestPerson[]) => people.map((one) => one.userId).sort()
const dueOf = async (auditor: TestPerson) =>
  (await listKeyHolders(auditor, {})).newest?.leavers.map((one) => one.name)

async function wrapsKeptBy({ userId }: TestPerson): Promise<MembershipRow[]> {
  const { rows } = await query('select * from auth.auditors_wrap where user_id = $1', [userId])
  return rows.map(({ epoch, wrap, mac }) => ({
    ...{ tenantId: office.tenantId, deskId: office.tenantId, userId, epoch, role: 'oversight' },
    ...{ notBefore: 0, notAfter: 0, wrap, mac },
  }))
}

/** With her session, the wraps she kept and a copy of the record: which lines open, oldest first. */
async function opensWith(person: TestPerson, memberships: MembershipRow[]): Promise<boolean[]> {
  const sessions = await query('select * from auth.session where user_id = $1', [person.userId])
  const { tenant_id: tenantId, user_id: userId, lookup, wrap } = sessions.rows[0]
  const opener = {
    cookie: person.cookie,
    session: { tenantId, userId, lookup, wrap },
    memberships,
    grants: [],
  }
  const { rows } = await query('select object_id, reason from audit.event where actor_id = $1 order by seq', [
    counselor.userId,
  ])
  const documents = rows.map(({ object_id: id, reason: bytes }) => ({
    ...addressOf(auditWordsRecord, { tenantId, id, compartmentId: tenantId, rev: 1, schema: 1 }),
    bytes,
  }))
  return platform()
    .vault.reveal(opener, documents)
    .map((answer) => typeof answer === 'string')
}

async function directoryFindings() {
  const book = new FindingBook()
  await query('begin')
  await checkDirectory({ query } as never, platform().vault, book)
  await query('commit')
  return book.findings
}

test('after one has left the next who signs in renews the key: what she kept opens nothing of afterwards', async () => {
  const kept = await wrapsKeptBy(leaver)
  await loseRole(leaver)
  expect(await dueOf(present)).toEqual(['架空 前任'])
  await signInAsAuditor(present)
  expect(await epochs()).toEqual([
    [1, leaver.userId],
    [2, present.userId],
  ])
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
  await type('後の語')
  expect(await wordsFor(present)).toEqual(['後の語', '前の語'])
  expect(await wordsFor(other)).toEqual(['後の語', '前の語'])
  expect(await opensWith(leaver, kept)).toEqual([true, false])
  expect(await opensWith(present, await wrapsKeptBy(present))).toEqual([true, true])

  // Once is enough, and whoever comes later is given both.
  await signInAsAuditor(other)
  expect(await epochs()).toHaveLength(2)
  const newcomer = await anAuditor(office, '架空 後任')
  await giveKey(other, { userId: newcomer.userId })
  expect(await wordsFor(newcomer)).toEqual(['後の語', '前の語'])
  const { rows } = await query(
    "select actor_id, object_type, basis, count, result from audit.event where action = 'audit.renew-key' and tenant_id = $1",
    [office.tenantId],
  )
  expect(rows).toEqual([
    { actor_id: present.userId, object_type: 'audit', basis: 'epoch:2', count: 2, result: 'ok' },
  ])
  expect(await directoryFindings()).toEqual([])
  expect(database.alarms).toEqual([])
})

test('an auditor who is signed in renews it by the button, once, after confirming who she is', async () => {
  expect(await dueOf(present)).toEqual([])
  await expect(renewKey(present, { epoch: 1 })).rejects.toMatchObject(refused)
  await loseRole(leaver)
  const newcomer = await anAuditor(office, '架空 後任')
  await expect(renewKey(newcomer, { epoch: 1 })).rejects.toMatchObject(refused)
  await office.stepDown(present)
  await expect(renewKey(present, { epoch: 1 })).rejects.toMatchObject({ code: 'step-up-required' })
  await office.stepUp(present)

  // Of two at once one renews it; the other hears that it is done, and no line says that she did it.
  const done = { code: 'conflict', key: 'oversight_renew_done' }
  const both = await Promise.allSettled([renewKey(present, { epoch: 1 }), renewKey(other, { epoch: 1 })])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.flatMap((one) => (one.status === 'rejected' ? one.reason : []))).toMatchObject([done])
  await expect(renewKey(newcomer, { epoch: 1 })).rejects.toMatchObject(done)
  const { rows: lines } = await query(
    "select count from audit.event where action = 'audit.renew-key' and result = 'ok' and tenant_id = $1",
    [office.tenantId],
  )
  expect(lines).toEqual([{ count: 2 }])
  expect(await epochs()).toHaveLength(2)
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
  const { newest, auditors } = await listKeyHolders(present, {})
  expect(newest).toMatchObject({ epoch: 2, leavers: [], renewed: { by: expect.stringMatching(/監査|同僚/) } })
  expect(auditors.map((one) => [one.name, one.holds])).toEqual(
    expect.arrayContaining([
      ['架空 監査', true],
      ['架空 同僚', true],
      ['架空 後任', false],
    ]),
  )
  await type('後の語')
  expect(await wordsFor(other)).toEqual(['後の語', '前の語'])
})

test('whoever begins anew with other keys, and whoever goes with her account, make it due as well', async () => {
  await query('delete from auth.user_key where user_id = $1', [leaver.userId])
  expect(await dueOf(present)).toEqual(['架空 前任'])
  await signInAsAuditor(present)
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
  // What she held was not the newest key, or none at all: nothing is due for her.
  await query('delete from auth.user_key where user_id = $1', [counselor.userId])
  const newcomer = await anAuditor(office, '架空 後任')
  await loseRole(newcomer)
  expect(await dueOf(present)).toEqual([])

  await query("select auth.set_account_state($1, $2, 'left')", [office.tenantId, other.userId])
  expect(await dueOf(present)).toEqual(['架空 同僚'])
  await signInAsAuditor(present)
  expect(await holdersOf(3)).toEqual(idsOf(present))
})

test('what is written while a holder is suspended opens for her when she comes back, though nobody else is left', async () => {
  await loseRole(leaver)
  await query("update auth.staff_user set state = 'suspended' where id = $1", [other.userId])
  await signInAsAuditor(present)
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
  await type('後の語')
  await loseRole(present)
  await query("update auth.staff_user set state = 'active' where id = $1", [other.userId])
  await signInAsAuditor(other)
  expect(await wordsFor(other)).toEqual(['後の語', '前の語'])
})

test.each([
  ['public key', 'auth.user_key', 'update auth.user_key set public_key = $2 where user_id = $1'],
  ['role', 'auth.role_assignment', 'update auth.role_assignment set mac = $2 where user_id = $1'],
  ['wrap', 'auth.auditors_wrap', 'update auth.auditors_wrap set wrap = $2 where user_id = $1'],
])(
  'nothing is sealed to whose %s was slipped in: the others go on and hear of it',
  async (_, label, slipIn) => {
    const theirs = await platform().vault.createUser(
      { tenantId: office.tenantId, userId: other.userId },
      { kind: 'password', password: 'a password for tests' },
    )
    await query(slipIn, [other.userId, Buffer.from(theirs.key.publicKey)])
    await loseRole(leaver)
    await renewKey(present, { epoch: 1 })
    expect(await holdersOf(2)).toEqual(idsOf(present))
    expect(database.alarms).toContainEqual(expect.objectContaining({ label, rowId: other.userId }))
  },
)

test('the database renews it for nobody else, and in no other order', async () => {
  const newcomer = await anAuditor(office, '架空 後任')
  const stranger = await anAuditor(await TestOffice.open(database), '架空 他所')
  const app = await database.as('yorube_app')
  const zero = Buffer.alloc(1)
  const asked = async (who: TestPerson, epoch: number, users: readonly (string | null)[]) => {
    await app.query('begin')
    await enterRaw(app, who)
    const seen = await app.query('select user_id from auth.auditors_to_renew($1, 1)', [epoch])
    const { rows } = await app.query(
      'select auth.renew_auditors_key($1, 1, $2, $2, $2, $3, $4, $4) as done',
      [...[epoch, zero, users, users.map(() => zero)]],
    )
    await app.query('rollback')
    return [seen.rows.map((row) => row.user_id).sort(), rows[0].done]
  }
  const two = idsOf(present, other)
  expect(await asked(present, 2, two)).toEqual([[], false])
  await loseRole(leaver)
  expect(await asked(present, 2, two)).toEqual([two, true])
  for (const who of [counselor, leaver, newcomer, stranger])
    expect(await asked(who, 2, [who.userId, ...two])).toEqual([[], false])
  for (const epoch of [0, 1, 3]) expect(await asked(present, epoch, two)).toEqual([[], false])
  for (const too of [newcomer, leaver, counselor, stranger])
    expect(await asked(present, 2, [...two, too.userId])).toEqual([two, false])
  for (const users of [[], [other.userId], [...two, null]])
    expect(await asked(present, 2, users)).toEqual([two, false])
  // Five minutes after she showed who she is.
  await office.stepDown(present)
  await query("update auth.session set created_at = now() - interval '6 minutes' where user_id = $1", [
    present.userId,
  ])
  expect(await asked(present, 2, two)).toEqual([[], false])
  await signInAsAuditor(present)
  expect(await epochs()).toHaveLength(1)

  await expect(
    app.query('insert into auth.auditors_leaver (tenant_id, epoch, user_id) values ($1, 1, $2)', [
      office.tenantId,
      present.userId,
    ]),
  ).rejects.toThrow(/permission denied/)
})

test('two who sign in at once renew it once between them', async () => {
  await loseRole(leaver)
  await Promise.all([present, other, present, other].map(signInAsAuditor))
  expect(await epochs()).toHaveLength(2)
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
})

test('whoever goes while it is renewed, or is being given it, goes without it, and it is due again', async () => {
  await loseRole(leaver)
  const app = await database.as('yorube_app')
  await app.query('begin')
  await enterRaw(app, present)
  await app.query('select auth.auditors_to_renew(2, 1)')
  const pid = (await query('select pg_backend_pid() as pid')).rows[0].pid
  const going = loseRole(other)
  const waiting = 'select from pg_locks l where l.pid = $1 and not l.granted'
  await expect.poll(async () => (await app.query(waiting, [pid])).rowCount).toBe(1)
  const zero = Buffer.alloc(1)
  const two = idsOf(present, other)
  await app.query('select auth.renew_auditors_key(2, 1, $1, $1, $1, $2, $3, $3)', [zero, two, [zero, zero]])
  await app.query('commit')
  await going
  expect(await holdersOf(2)).toEqual(idsOf(present))
  const { rows } = await query('select epoch from auth.auditors_leaver where user_id = $1 order by epoch', [
    other.userId,
  ])
  expect(rows).toEqual([{ epoch: 1 }, { epoch: 2 }])
})
