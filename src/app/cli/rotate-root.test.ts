import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../../platform/db/pool.server.ts'
import { belongsTo } from '../../platform/db/root-secret-name.ts'
import { type OwnCluster, openOwnCluster } from '../../platform/db/testing/own-cluster.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { readEarlier } from '../../platform/rotation/earlier.ts'
import { rotate } from '../../platform/rotation/rotate.ts'
import { ended, independent, remade } from '../../platform/rotation/testing/key-columns.ts'
import { installPlatform, removePlatform } from '../../platform/runtime.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { createVault, loadRootSecret, rootSecretName } from '../../platform/vault/index.ts'
import type { CliSaid } from './cli-scene.ts'
import { recover } from './recover.ts'
import { rotateRoot } from './rotate-root.ts'
import { giveKeyAndLink, noteDestroyed, renewAuditorsKey } from './testing/rooted-rows.ts'
import { aScene } from './testing/scene.ts'
import { verify } from './verify.ts'

/** A root secret in place of another: what follows from it, crashes in the middle, who signs in afterwards, and the end. */
const QUICK = { argonMemoryBytes: 64 * 1024, argonOps: 1 }
let folder: string
let secretFile: string
let cluster: OwnCluster
let office: TestOffice
let desk: TestDesk
let counselor: TestPerson
let colleague: TestPerson
let caseId: string
let kits: string[]
const codes = new Map<TestPerson, string[]>()
let before: Map<string, string>

const query = (sql: string, values: unknown[] = []) => cluster.superuser.query(sql, values)
const sceneHere = (kit: readonly string[] = []) =>
  aScene(
    { DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: secretFile },
    { kit: async (number) => kit[number - 1] ?? '' },
  )
const modules = async () => ({
  ...(await import('../../modules/accounts/testing.ts')),
  ...(await import('../../modules/cases/testing.ts')),
  ...(await import('../../modules/conflicts/testing.ts')),
  ...(await import('../../modules/consultations/testing.ts')),
})
const taro = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }
/** Her account at the office's directory. */
const SUBJECT = ['https://directory.example', 'the subject of a lead'] as const
const hana = { kana: 'かくうはな', birthDate: '1990-04-02' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yorube-rotate-'))
  secretFile = join(folder, 'secret')
  const vault = createVault(await loadRootSecret(secretFile, true), QUICK)
  cluster = await openOwnCluster(join(folder, 'data'), vault)
  await belongsTo(cluster.superuser, rootSecretName(await loadRootSecret(secretFile, false)))
  await query('alter table internal.root_secret owner to yorube_migrator')
  installPlatform({ pool: cluster.pool, vault, raise: () => {} })
  const { superuser } = cluster
  const testing: TestDatabase = {
    name: '',
    alarms: [],
    superuser,
    as: () => Promise.reject(new Error('not needed')),
  }
  office = await TestOffice.open(testing, '架空市', 'shi.example')
  desk = await office.desk(['counselor', 'counselor', 'supervisor', 'manager'])
  ;[counselor, colleague] = desk.people as [TestPerson, TestPerson]
  const [first, second] = [
    await office.person({ tenantRole: 'tenant_admin' }),
    await office.person({ tenantRole: 'tenant_admin' }),
  ]
  const { aCase, aMachine, addPersonToCase, confirmKits, declareKin, giveFactors, makeKits } = await modules()
  for (const person of [first, second]) await office.stepUp(person)
  kits = (await makeKits(first, { epoch: 0 })).kits
  await confirmKits(second, { epoch: 1 })
  caseId = await aCase(counselor)
  const counterpart = { names: [taro], birthDate: '1980-03-04' }
  const ids = { submissionId: crypto.randomUUID(), caseId }
  await addPersonToCase(counselor, { ...ids, part: 'counterpart', card: counterpart })
  const kin = {
    submissionId: crypto.randomUUID(),
    relation: 'partner',
    ...taro,
    birthDate: '1970-01-01',
  } as const
  await declareKin(colleague, kin)
  const lead = desk.people[2] as TestPerson
  await aMachine(office, { id: desk.id, lead, answers: counselor }, ['cases.read'])
  // An account has one set of printed codes.
  await giveFactors(testing, office, lead, 'totp')
  await query("delete from auth.factor where kind = 'recovery'")
  for (const person of desk.people.slice(0, 3))
    codes.set(person, (await giveFactors(testing, office, person, 'card')).cardCodes)
  const rooted = { superuser, vault, office }
  await giveKeyAndLink(rooted, lead, SUBJECT)
  await noteDestroyed(rooted, desk.id)
  await renewAuditorsKey(rooted, [first, second])
}, 120_000)

afterAll(async () => {
  await removePlatform()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** As the staff process starts: with the secret in its place, and those before it. */
async function startAgain() {
  const { host, port } = cluster.superuser
  const root = await loadRootSecret(secretFile, false)
  const earlier = await readEarlier({ query: (sql) => query(sql) as never }, root)
  const vault = createVault(root, { ...QUICK, ...earlier })
  const access = { host, port, database: 'yorube', user: 'yorube_app', ssl: false }
  const pool = openPool({ ...access, password: vault.databasePassword('yorube_app') }, 2, () => {})
  installPlatform({ pool, vault, raise: () => {} })
}

async function signedIn(person: TestPerson): Promise<TestPerson> {
  const { signIn, visitorAt } = await modules()
  const { login, password } = person
  const visitor = visitorAt(office, { network: person.network })
  const answer = await signIn(visitor, { login, password, code: codes.get(person)?.pop() ?? '' })
  if (answer.kind !== 'in') throw new Error(`${login}: ${answer.kind}`)
  return { ...person, cookie: answer.cookie }
}

async function findings(): Promise<string[]> {
  const { scene, said } = sceneHere()
  await verify(scene, [])
  return said.flatMap((one) => (one.type === 'finding' ? [one.finding.kind] : []))
}

const keyColumns = async () =>
  (
    await query(
      `select format('%I.%I', n.nspname, c.relname) as table, a.attname as column
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and col_description(c.oid, a.attnum) = 'K' order by 1, 2`,
    )
  ).rows as { table: string; column: string }[]

/** Of each column of class K, and of what staff declared: its values, as one text. */
async function contents(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const { table, column } of [...(await keyColumns()), { table: 'auth.kin', column: 'document' }]) {
    const { rows } = await query(
      `select string_agg(md5(${column}::text), ' ' order by md5(${column}::text)) as all from ${table}`,
    )
    found.set(`${table}.${column}`, rows[0].all ?? '')
  }
  return found
}

test('every column of keys is known to the rotation', async () => {
  const known = [...remade, ...ended, ...independent].filter((name) => name !== 'auth.kin.document')
  const all = (await keyColumns()).map(({ table, column }) => `${table}.${column}`)
  expect(known.toSorted()).toEqual(all.toSorted())
})

test('while anybody is at work nothing is touched', async () => {
  await cluster.pool.query('select 1')
  await expect(rotateRoot(sceneHere().scene, false)).rejects.toMatchObject({ problem: 'at-work' })
  expect(existsSync(`${secretFile}.next`)).toBe(false)
  await query("insert into auth.role_assignment values ($1, $2, 'auditor', now(), null, '\\x00')", [
    office.tenantId,
    counselor.userId,
  ])
  await removePlatform()
  before = await contents()
})

test('broken off in the middle, nothing has happened', async () => {
  const present = await loadRootSecret(secretFile, false)
  await query('begin')
  await query('set local role yorube_definer')
  let rows = 0
  const broken = rotate(
    { query: (sql, values) => query(sql as string, values) as never },
    {
      present,
      next: new Uint8Array(32).fill(7),
      earlier: [],
    },
    (count) => {
      rows += count
      if (rows > 20) throw new Error('the power failed')
    },
  )
  await expect(broken).rejects.toThrow('the power failed')
  await query('rollback')
  expect(await contents()).toEqual(before)
  expect(await findings()).toEqual(['key-row-refused'])
})

test('everything that follows from the secret is made anew, and nothing that was slipped in becomes genuine', async () => {
  const { scene, said } = sceneHere()
  await rotateRoot(scene, false)
  expect(said).toContainEqual(expect.objectContaining({ type: 'rotation-figures', left: 1, machines: 1 }))
  const after = await contents()
  const same = [...before]
    .filter(([name, text]) => text !== '' && after.get(name) === text)
    .map(([name]) => name)
  expect(same.filter((name) => remade.includes(name))).toEqual([])
  const filled = remade.filter((name) => before.get(name) !== '')
  expect(remade.filter((name) => !filled.includes(name))).toEqual([
    'auth.act_approval.mac',
    'auth.duty_desk.mac',
  ])
  expect(await findings()).toEqual(['key-row-refused'])
  await query("delete from auth.role_assignment where role = 'auditor'")
  expect(await findings()).toEqual([])
})

test('cut off between the database and the file, the next command goes on from there', async () => {
  const [kept] = (await import('node:fs'))
    .readdirSync(folder)
    .filter((name) => name.startsWith('secret.until-'))
  renameSync(secretFile, `${secretFile}.next`)
  renameSync(join(folder, kept ?? ''), secretFile)
  expect(await findings()).toEqual([])
  expect(existsSync(`${secretFile}.next`)).toBe(false)
  await expect(rotateRoot(sceneHere().scene, false)).rejects.toMatchObject({ problem: 'rotation-unfinished' })
})

test('people sign in with what they know; cases open, callers and counterparts are recognised', async () => {
  await startAgain()
  const { declareKin, listOwnKin, recogniseCaller, showCase } = await modules()
  const again = await signedIn(counselor)
  expect((await showCase(again, { caseId })).case.id).toBe(caseId)
  const known = await recogniseCaller(again, hana)
  expect(known.found.length).toBe(1)
  const other = await signedIn(colleague)
  expect((await listOwnKin(other, {})).kin.length).toBe(1)
  const kin = {
    submissionId: crypto.randomUUID(),
    relation: 'partner',
    ...taro,
    birthDate: '1980-03-04',
  } as const
  await declareKin(other, kin)
  await expect(showCase(other, { caseId })).rejects.toMatchObject({ code: 'not-found' })
  await signedIn(counselor)
  const { subjectHash } = await modules()
  const link = await query('select user_id from auth.provider_link where subject_hash = $1', [
    subjectHash(office.tenantId, ...SUBJECT),
  ])
  expect(link.rows).toHaveLength(1)
  expect(await findings()).toEqual([])
})

test('it ends when nobody needs the secret before any more, and not earlier', async () => {
  await removePlatform()
  const { scene, said } = sceneHere()
  await expect(rotateRoot(scene, true)).rejects.toMatchObject({ problem: 'still-followed', detail: '6' })
  const followers = said.filter(
    (one): one is Extract<CliSaid, { type: 'follows-previous' }> => one.type === 'follows-previous',
  )
  expect(followers.map((one) => one.login)).not.toContain(counselor.login)
  await startAgain()
  await signedIn(desk.people[2] as TestPerson)
  await removePlatform()
  const waiting = followers.map((one) => one.login).filter((login) => login !== desk.people[2]?.login)
  await query("update auth.staff_user set state = 'suspended' where login = any ($1)", [waiting])
  await rotateRoot(sceneHere().scene, true)
  await startAgain()
  await signedIn(counselor)
  await removePlatform()
  await expect(rotateRoot(sceneHere().scene, true)).rejects.toMatchObject({ problem: 'no-rotation' })
  expect((await findings()).filter((kind) => kind !== 'desk-too-thin')).toEqual([])
})

test('the kits bring the new secret back, and a second rotation keeps what the first one keyed', async () => {
  rmSync(secretFile)
  await recover(sceneHere(kits.slice(0, 2)).scene, {})
  expect((await findings()).filter((kind) => kind !== 'desk-too-thin')).toEqual([])
  await rotateRoot(sceneHere().scene, false)
  await startAgain()
  const { recogniseCaller } = await modules()
  expect((await recogniseCaller(await signedIn(counselor), hana)).found.length).toBe(1)
  expect((await findings()).filter((kind) => kind !== 'desk-too-thin')).toEqual([])
  await removePlatform()
  // From the secret that the kits know to the third: by both of those before it, which nobody puts there who does not have them.
  const third = readFileSync(secretFile, 'utf8')
  rmSync(secretFile)
  const { rows } = await query('delete from internal.earlier_root where place = 2 returning *')
  await expect(recover(sceneHere(kits.slice(0, 2)).scene, {})).rejects.toMatchObject({
    problem: 'root-unproven',
  })
  expect(existsSync(secretFile)).toBe(false)
  const { place, name, sealed, replaced_at, is_live } = rows[0]
  await query(
    'insert into internal.earlier_root (place, name, sealed, replaced_at, is_live) values ($1, $2, $3, $4, $5)',
    [place, name, sealed, replaced_at, is_live],
  )
  await recover(sceneHere(kits.slice(0, 2)).scene, {})
  expect(readFileSync(secretFile, 'utf8')).toBe(third)
})
