import { readFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { confirmAct } from '../../modules/accounts/confirm-act.ts'
import { proposeAct } from '../../modules/accounts/propose-act.ts'
import { giveFactors, signIn, visitorAt } from '../../modules/accounts/testing.ts'
import { recogniseCaller } from '../../modules/consultations/testing.ts'
import { listKeyHolders } from '../../modules/oversight/key-holders.ts'
import { readWords } from '../../modules/oversight/read-words.ts'
import { renewKey } from '../../modules/oversight/renew-key.ts'
import { giveKey, threeHolders } from '../../modules/oversight/testing.ts'
import { sealRound } from '../../platform/audit/log/seal-round.ts'
import { verify } from '../../platform/audit/verify/verify.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { signInAsAuditor } from '../../platform/testing/auditors.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { logSigner } from '../../platform/vault/index.ts'

/** Who writes to the database, or is an auditor with SQL of her own, while the auditors' key is to be renewed. */
const database = useDatabase()
const query = (sql: string, values: unknown[] = []) => database.superuser.query(sql, values)
let office: TestOffice
let counselor: TestPerson
let leaver: TestPerson
let present: TestPerson
let other: TestPerson

beforeEach(async () => {
  office = await TestOffice.open(database)
  counselor = (await office.desk(['counselor', 'supervisor'])).people[0] as TestPerson
  ;({ leaver, present, other } = await threeHolders(office))
  database.alarms.length = 0
})

const type = (kana: string) => recogniseCaller(counselor, { kana })
const loseRole = ({ userId }: TestPerson) =>
  query("delete from auth.role_assignment where user_id = $1 and role = 'auditor'", [userId])
const wordsFor = async (auditor: TestPerson) =>
  (await readWords(auditor, { actorId: counselor.userId, reason: '申し出による点検のため' })).lines.map(
    (line) => line.words,
  )
const epochs = async () => {
  const sql = 'select epoch from auth.auditors_key where tenant_id = $1 order by epoch'
  return (await query(sql, [office.tenantId])).rows.map((row) => row.epoch)
}
const holdersOf = async (epoch: number) => {
  const sql = 'select user_id from auth.auditors_wrap where tenant_id = $1 and epoch = $2 order by user_id'
  return (await query(sql, [office.tenantId, epoch])).rows.map((row) => row.user_id)
}
const idsOf = (...people: TestPerson[]) => people.map((one) => one.userId).sort()
const renewals = async () => {
  const ofRenewal = "action = 'audit.renew-key' and result = 'ok' and tenant_id = $1"
  return (await query(`select actor_id, basis, count from audit.event where ${ofRenewal}`, [office.tenantId]))
    .rows
}
const waiting = `select from pg_stat_activity a where a.datname = current_database() and a.wait_event_type = 'Lock'`

/** Through the door, with her password and a code of her card. */
async function entersBy(person: TestPerson): Promise<() => Promise<string>> {
  const { cardCodes } = await giveFactors(database, office, person, 'card')
  return async () => {
    const shown = { login: person.login, password: person.password, code: cardCodes.shift() ?? '' }
    return (await signIn(visitorAt(office), shown)).kind
  }
}

/** As an intruder whose SQL runs in her session: the transaction is open, and she is known in it. */
async function sqlOf(person: TestPerson) {
  const app = await database.as('yorube_app')
  await app.query('begin')
  await enterRaw(app, person)
  return app
}

async function aProposal(): Promise<() => Promise<unknown>> {
  const one = await office.person({ tenantRole: 'tenant_admin' })
  const two = await office.person({ tenantRole: 'tenant_admin' })
  for (const administrator of [one, two]) await office.stepUp(administrator)
  const { id } = await proposeAct(one, { userId: leaver.userId, act: 'take_role', role: 'auditor' })
  return () => confirmAct(two, { proposalId: id })
}

async function putBack(table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row)
  const places = names.map((_, at) => `$${at + 1}`)
  await query(`insert into ${table} (${names}) values (${places})`, Object.values(row))
}

async function findings() {
  const worker = await database.as('yorube_worker')
  while ((await sealRound(worker, logSigner(platform().vault.logSeed()))) > 0);
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return (await verify(migrator, platform().vault)).findings
}

test('two administrators take the role, and the colleague who signs in next renews the key: nobody outside can hold it up', async () => {
  const intruder = await database.as('yorube_app')
  const row = "select from auth.role_assignment where role = 'auditor' for no key update"
  const hold = 'select auth.hold_auditors(gen_random_uuid())'
  for (const sql of [row, hold, 'select from auth.tenant for key share'])
    await expect(intruder.query(sql)).rejects.toThrow(/permission denied/)
  await intruder.query("select pg_advisory_lock(hashtext('auditors'' key ' || $1::text))", [office.tenantId])
  const [take, enter] = [await aProposal(), await entersBy(present)]
  await take()
  expect(await enter()).toBe('in')
  await intruder.query('select pg_advisory_unlock_all()')
  expect(await renewals()).toEqual([{ actor_id: present.userId, basis: 'epoch:2', count: 2 }])
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
})

test('an auditor who holds the rows of all of them keeps nobody from signing in', async () => {
  await loseRole(leaver)
  const enter = await entersBy(present)
  const app = await sqlOf(other)
  await app.query('select auth.auditors_to_renew(2, 1)')
  expect(await enter()).toBe('in')
  expect(await epochs()).toEqual([1])
  await app.query('rollback')
  await signInAsAuditor(present)
  expect(await epochs()).toEqual([1, 2])
})

test('a role is taken while she is giving or renewing the key: neither waits for the other in vain', async () => {
  await loseRole(other)
  await query("update auth.session set active_at = now() - interval '1 minute' where user_id = $1", [
    leaver.userId,
  ])
  const take = await aProposal()
  const app = await sqlOf(leaver)
  const taken = take()
  await expect.poll(async () => (await query(waiting)).rowCount).toBe(1)
  await app.query('select auth.auditors_to_renew(2, 1)')
  await app.query('commit')
  await taken
  expect(await holdersOf(1)).toEqual(idsOf(present))
})

test('whose own wrap was altered signs in all the same; she and her colleagues hear of it, and they renew it', async () => {
  await query('update auth.auditors_wrap set mac = sha256(mac) where user_id = $1', [other.userId])
  await loseRole(leaver)
  const enter = await entersBy(other)
  expect(await enter()).toBe('in')
  expect(await epochs()).toEqual([1])
  const alarm = expect.objectContaining({ label: 'auth.auditors_wrap', rowId: other.userId })
  expect(database.alarms).toContainEqual(alarm)
  await expect(renewKey(other, { epoch: 1 })).rejects.toMatchObject({ key: 'oversight_renew_refused' })
  await signInAsAuditor(present)
  expect(await holdersOf(2)).toEqual(idsOf(present))
})

test('whose own wrap was replaced by one that her key does not open signs in, and renews it for herself and the others', async () => {
  const { vault } = platform()
  const user = { tenantId: office.tenantId, userId: other.userId }
  const before = await vault.createUser(user, { kind: 'password', password: 'a password for tests' })
  const [old] = vault.foundDesk({ tenantId: office.tenantId, deskId: office.tenantId }, [
    { userKey: before.key, role: 'oversight', notBefore: 0, notAfter: 0 },
  ]).memberships
  await query('update auth.auditors_wrap set wrap = $2, mac = $3 where user_id = $1', [
    ...[other.userId, Buffer.from(old?.wrap ?? []), Buffer.from(old?.mac ?? [])],
  ])
  await loseRole(leaver)
  const enter = await entersBy(other)
  expect(await enter()).toBe('in')
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
  await type('あと')
  expect(await wordsFor(other)).toEqual(['あと'])
})

test('a key that is not ours stops no recording: words go to the newest that is, and who holds it renews past the other', async () => {
  await type('はじめ')
  await loseRole(leaver)
  const app = await sqlOf(present)
  const rubbish = Buffer.alloc(32, 7)
  const make = (epoch: number) =>
    app.query('select auth.renew_auditors_key($1, 1, $2, $2, $2, $3, $4, $4) as done', [
      ...[epoch, rubbish, idsOf(present, other), [rubbish, rubbish]],
    ])
  expect((await make(2)).rows[0].done).toBe(true)
  await app.query('commit')
  await type('あいだ')
  expect(database.alarms).toContainEqual(expect.objectContaining({ label: 'auth.auditors_key' }))
  const { newest, holds } = await listKeyHolders(other, {})
  expect([newest?.epoch, newest?.leavers.map((one) => one.name), holds]).toEqual([1, ['架空 前任'], true])
  await loseRole(present)
  await signInAsAuditor(other)
  expect(await epochs()).toEqual([1, 2, 3])
  expect(await holdersOf(3)).toEqual(idsOf(other))
  await type('あと')
  expect(await wordsFor(other)).toEqual(['あと', 'あいだ', 'はじめ'])

  // Ten a day.
  await loseRole(leaver)
  const later = await sqlOf(other)
  const made = []
  for (let epoch = 4; epoch < 16; epoch += 1) {
    const { rows } = await later.query('select auth.found_auditors_key($1, 0, $2, $2, $2, $2, $2) as done', [
      epoch,
      rubbish,
    ])
    made.push(rows[0].done)
  }
  expect(made.filter(Boolean)).toHaveLength(9)
  await later.query('rollback')
})

test('nobody seals to whose role and wrap were put back after she had left', async () => {
  const [role] = (await query('select * from auth.role_assignment where user_id = $1', [leaver.userId])).rows
  const [wrap] = (await query('select * from auth.auditors_wrap where user_id = $1', [leaver.userId])).rows
  await loseRole(leaver)
  await putBack('auth.role_assignment', role)
  await putBack('auth.auditors_wrap', wrap)
  await signInAsAuditor(leaver)
  expect(await epochs()).toEqual([1])
  await signInAsAuditor(present)
  expect(await holdersOf(2)).toEqual(idsOf(present, other))
})

test('whoever was given the key anew is given the next one too, or makes it where nobody else is left', async () => {
  await query('delete from auth.user_key where user_id = $1', [leaver.userId])
  const { key } = await platform().vault.createUser(
    { tenantId: office.tenantId, userId: leaver.userId },
    { kind: 'password', password: 'a password for tests' },
  )
  await putBack('auth.user_key', {
    ...{ tenant_id: office.tenantId, user_id: leaver.userId, key_id: Buffer.from(key.keyId) },
    ...{ public_key: Buffer.from(key.publicKey), mac: Buffer.from(key.mac) },
  })
  await giveKey(present, { userId: leaver.userId })
  for (const one of [present, other]) await loseRole(one)
  await signInAsAuditor(leaver)
  expect(await holdersOf(2)).toEqual(idsOf(leaver))
  expect(await renewals()).toEqual([{ actor_id: leaver.userId, basis: 'epoch:2', count: 1 }])
})

test('verify finds a later key that the record names and somebody deleted', async () => {
  await loseRole(leaver)
  await signInAsAuditor(present)
  expect((await findings()).filter((one) => one.kind === 'auditors-key-gone')).toEqual([])
  for (const table of ['auditors_wrap', 'auditors_leaver', 'auditors_key'])
    await query(`delete from auth.${table} where tenant_id = $1 and epoch = 2`, [office.tenantId])
  expect(await findings()).toContainEqual({
    ...{ kind: 'auditors-key-gone', tenantId: office.tenantId, epoch: 2, newest: 1 },
  })
})

test('whose role is taken while she waits to make the first key makes none', async () => {
  office = await TestOffice.open(database)
  const first = await office.person({ tenantRole: 'auditor' })
  await query('begin')
  await loseRole(first)
  const app = await sqlOf(first)
  const founding = app.query('select auth.found_auditors_key(1, 0, $1, $1, $1, $1, $1) as done', [
    Buffer.alloc(1),
  ])
  await expect.poll(async () => (await query(waiting)).rowCount).toBe(1)
  await query('commit')
  expect((await founding).rows).toEqual([{ done: false }])
  await app.query('rollback')
})

test('a key from before leavers were noted is renewed once', async () => {
  const migration = readFileSync('migrations/0260-auditors-renew-their-key.sql', 'utf8')
  await query('begin')
  await query('alter table auth.auditors_key drop column leavers_unknown')
  for (const [sql] of migration.matchAll(/^alter table auth\.auditors_key .*;$/gm)) await query(sql)
  const { rows } = await query('select distinct leavers_unknown from auth.auditors_key')
  await query('rollback')
  expect(rows).toEqual([{ leavers_unknown: true }])
  await query('update auth.auditors_key set leavers_unknown = true where tenant_id = $1', [office.tenantId])
  expect((await listKeyHolders(present, {})).newest).toMatchObject({ leavers: [], leaversUnknown: true })
  await signInAsAuditor(present)
  await signInAsAuditor(other)
  expect(await epochs()).toEqual([1, 2])
  expect(await holdersOf(2)).toEqual(idsOf(leaver, present, other))
})

test('who holds the newest key and lacks an earlier one is shown as such, and given it', async () => {
  await query('delete from auth.auditors_wrap where user_id = $1', [other.userId])
  await loseRole(leaver)
  await signInAsAuditor(present)
  await giveKey(present, { userId: other.userId })
  await query('delete from auth.auditors_wrap where user_id = $1 and epoch = 1', [other.userId])
  const shown = async () =>
    (await listKeyHolders(present, {})).auditors
      .filter((one) => !one.isMe)
      .map(({ holds, lacksEarlier }) => [holds, lacksEarlier])
  expect(await shown()).toEqual([[true, true]])
  await giveKey(present, { userId: other.userId })
  expect(await shown()).toEqual([[true, false]])
})
