import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnCluster, openOwnCluster } from '../../platform/db/testing/own-cluster.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { installPlatform, removePlatform } from '../../platform/runtime.ts'
import { signNameOf } from '../../platform/testing/account-names.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { rootAddress, rootProof } from '../../platform/vault/escrow.ts'
import { createVault, loadRootSecret, rootSecretName } from '../../platform/vault/index.ts'
import { keyIdOf } from '../../platform/vault/keys.ts'
import { wrapTo } from '../../platform/vault/wraps.ts'
import { recover } from './recover.ts'
import { daySigned } from './testing/day-signed.ts'
import { aScene } from './testing/scene.ts'

const QUICK = { argonMemoryBytes: 64 * 1024, argonOps: 1 }
let folder: string
let secretFile: string
let cluster: OwnCluster
let office: TestOffice
let first: TestPerson
let second: TestPerson
let lead: TestPerson
let member: TestPerson
let deskId: string
let kits: string[]
let whole: string
const query = (sql: string, values: unknown[] = []) => cluster.superuser.query(sql, values)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yorube-recover-'))
  secretFile = join(folder, 'secret')
  const vault = createVault(await loadRootSecret(secretFile, true), QUICK)
  whole = readFileSync(secretFile, 'utf8')
  cluster = await openOwnCluster(join(folder, 'data'), vault)
  installPlatform({ pool: cluster.pool, vault, raise: () => {} })
  const { superuser } = cluster
  const testing: TestDatabase = {
    name: '',
    alarms: [],
    superuser,
    as: () => Promise.reject(new Error('not needed')),
  }
  office = await TestOffice.open(testing, '架空市', 'shi.example')
  first = await office.person({ tenantRole: 'tenant_admin' })
  second = await office.person({ tenantRole: 'tenant_admin' })
  const desk = await office.desk(['supervisor', 'counselor'])
  deskId = desk.id
  ;[lead, member] = desk.people as [TestPerson, TestPerson]
  for (const person of [first, second, lead]) await office.stepUp(person)
}, 60_000)

afterAll(async () => {
  await removePlatform()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const sceneWith = (...typed: (string | undefined)[]) =>
  aScene(
    { DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: secretFile },
    { kit: async (number) => typed[number - 1] ?? '' },
  )

test('one administrator makes the kits, another confirms; a desk’s key goes in when it is renewed', async () => {
  const { makeKits, confirmKits, showKits, renewKey } = await import('../../modules/accounts/testing.ts')
  expect(await showKits(first, {})).toEqual({ epoch: 0, set: null })
  const made = await makeKits(first, { epoch: 0 })
  kits = made.kits
  expect(kits.length).toBe(3)
  await expect(makeKits(second, { epoch: 0 })).rejects.toMatchObject({ key: 'accounts_kits_changed' })
  await expect(confirmKits(first, { epoch: 1 })).rejects.toMatchObject({ key: 'accounts_kits_own' })
  await renewKey(lead, { deskId, epoch: 1 })
  expect((await query('select 1 from auth.escrowed_seed')).rowCount).toBe(0)
  await confirmKits(second, { epoch: 1 })
  await renewKey(lead, { deskId, epoch: 2 })
  expect((await query('select desk_id, epoch from auth.escrowed_seed')).rows).toEqual([
    { desk_id: deskId, epoch: 3 },
  ])
  expect(await showKits(second, {})).toMatchObject({
    set: { state: 'ready', kept: 1, missing: 0, name: made.name },
  })
  // Nothing of the sheets is kept.
  const { rows } = await query('select to_jsonb(k)::text as row from auth.escrow_key k')
  for (const kit of kits) expect(rows[0].row).not.toContain(kit)
})

test('a lost root secret comes back from two kits; a wrong one that lies there is never written over', async () => {
  rmSync(secretFile)
  await expect(recover(sceneWith(kits[0], kits[0]).scene, {})).rejects.toMatchObject({ problem: 'kit-twice' })
  await expect(recover(sceneWith(kits[0], `${kits[1]?.slice(0, -1)}U`).scene, {})).rejects.toMatchObject({
    problem: 'kit-misread',
  })
  expect(existsSync(secretFile)).toBe(false)
  const { scene, said } = sceneWith(kits[2], kits[0])
  await recover(scene, {})
  expect(said).toContainEqual({ type: 'root-restored', place: secretFile })
  expect(readFileSync(secretFile, 'utf8')).toBe(whole)
  rmSync(secretFile)
  await loadRootSecret(secretFile, true)
  await expect(recover(sceneWith(kits[1], kits[0]).scene, {})).rejects.toMatchObject({
    problem: 'root-in-the-way',
  })
  rmSync(secretFile)
  await recover(sceneWith(kits[1], kits[0]).scene, {})
  expect(readFileSync(secretFile, 'utf8')).toBe(whole)
})

/** What somebody does who writes to the database and has no secret: his own root secret for the kits, and a key that it signs. */
async function slipIn(theirs: Uint8Array, victim: TestPerson) {
  const { rows } = await query('select * from auth.escrow_key')
  const named = { tenantId: office.tenantId, epoch: 1, keyId: rows[0].key_id, publicKey: rows[0].public_key }
  const sealed = { ...named, rootKeyId: keyIdOf(theirs) }
  const wrap = Buffer.from(wrapTo(named, theirs, rootAddress(sealed)))
  await query('update auth.escrow_key set root_key_id = $1, root_wrap = $2', [
    Buffer.from(sealed.rootKeyId),
    wrap,
  ])
  const user = { tenantId: office.tenantId, userId: victim.userId }
  const { key } = await createVault(theirs, QUICK).createUser(user, {
    kind: 'password',
    password: 'known to him alone',
  })
  const columns = [key.keyId, key.publicKey, key.mac].map((bytes) => Buffer.from(bytes))
  await query('update auth.user_key set key_id = $2, public_key = $3, mac = $4 where user_id = $1', [
    victim.userId,
    ...columns,
  ])
  const proof = rootProof(new Uint8Array(32).fill(5), named, sealed.rootKeyId)
  return { genuine: rows[0], ownProof: Buffer.from(proof) }
}

const seatsOf = async (person: TestPerson) =>
  (await query('select 1 from auth.membership where user_id = $1', [person.userId])).rowCount

test('a root secret that a writer of the database sealed to the kits is not put in place, and its key gets no desk', async () => {
  const victim = await office.person({ login: 'y.mori' })
  const name = rootSecretName(await loadRootSecret(secretFile, false))
  rmSync(secretFile)
  const { genuine, ownProof } = await slipIn(new Uint8Array(32).fill(9), victim)
  const unproven = { problem: 'root-unproven' }
  for (const proof of [genuine.root_proof, ownProof, null]) {
    await query('update auth.escrow_key set root_proof = $1', [proof])
    for (const rootName of [undefined, name]) {
      const { scene, said } = sceneWith(kits[0], kits[1])
      await expect(
        recover(scene, { login: 'y.mori', deskId, ...(rootName ? { rootName } : {}) }),
      ).rejects.toMatchObject(unproven)
      expect(JSON.stringify(said)).not.toContain(rootSecretName(new Uint8Array(32).fill(9)))
    }
  }
  expect(existsSync(secretFile)).toBe(false)
  expect(await seatsOf(victim)).toBe(0)
  await query('update auth.escrow_key set root_key_id = $1, root_wrap = $2', [
    genuine.root_key_id,
    genuine.root_wrap,
  ])
  // A set of before there was a proof: only by the name that a backup tells.
  const another = `${name.slice(0, -1)}${name.endsWith('0') ? '1' : '0'}`
  await expect(recover(sceneWith(kits[0], kits[1]).scene, {})).rejects.toMatchObject(unproven)
  const wrong = recover(sceneWith(kits[0], kits[1]).scene, { rootName: another })
  await expect(wrong).rejects.toMatchObject(unproven)
  await recover(sceneWith(kits[0], kits[1]).scene, { rootName: name })
  expect(readFileSync(secretFile, 'utf8')).toBe(whole)
  await expect(recover(sceneWith(kits[0], kits[1]).scene, { login: 'y.mori', deskId })).rejects.toMatchObject(
    {
      problem: 'account-altered',
    },
  )
  await query('update auth.escrow_key set root_proof = $1', [genuine.root_proof])
})

test('each kit is read as soon as it is typed: which one is wrong is said, it is asked again, and one alone is told so', async () => {
  const [one = '', two = ''] = kits
  const asked: number[] = []
  const typed = [`${one.slice(0, -1)}U`, one, two.slice(0, -5), two]
  const { scene, said } = aScene(
    { DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: secretFile },
    {
      kit: async (number) => {
        asked.push(number)
        return typed.shift() ?? ''
      },
    },
  )
  await recover(scene, {})
  expect(asked).toEqual([1, 1, 2, 2])
  expect(said.filter(({ type }) => type === 'kit-misread')).toEqual([
    { type: 'kit-misread', number: 1, characters: 80, needed: 80 },
    { type: 'kit-misread', number: 2, characters: 76, needed: 80 },
  ])
  await expect(recover(sceneWith(one, ' ').scene, {})).rejects.toMatchObject({ problem: 'kit-missing' })
  const three = sceneWith(one, `${two.slice(0, -1)}U`)
  await expect(recover(three.scene, {})).rejects.toMatchObject({ problem: 'kit-misread', detail: '2' })
  expect(three.said.filter(({ type }) => type === 'kit-misread').length).toBe(2)
})

test('whose account it is, is shown as it was signed and asked before anything is changed; logins that were swapped are told', async () => {
  const [sato, other] = [
    await office.person({ login: 'm.sato', name: '架空 恵' }),
    await office.person({ login: 'e.ito' }),
  ]
  const wish = { login: 'm.sato', deskId }
  const refusal = (more: object = {}, agrees?: boolean) => {
    const { scene, said } = sceneWith(kits[0], kits[1])
    if (agrees !== undefined) scene.agrees = async () => agrees
    return recover(scene, { ...wish, ...more }).then(
      () => ({ problem: 'none', said }),
      (error) => ({ problem: error.problem, said }),
    )
  }
  rmSync(secretFile)
  expect((await refusal({}, true)).problem).toBe('account-unsigned')
  await signNameOf(sato)
  await signNameOf(other)
  // The MAC tells of no other time than when it was signed.
  await query("update auth.account_name set signed_at = signed_at - interval '1 year' where user_id = $1", [
    sato.userId,
  ])
  expect((await refusal({}, true)).problem).toBe('account-swapped')
  await query("update auth.account_name set signed_at = signed_at + interval '1 year' where user_id = $1", [
    sato.userId,
  ])
  const shown = await refusal({}, false)
  expect(shown.problem).toBe('not-agreed')
  expect(shown.said).toContainEqual({
    type: 'whose-account',
    login: 'm.sato',
    name: '架空 恵',
    since: expect.any(Date),
    seats: [],
  })
  expect((await refusal()).problem).toBe('name-needed')
  expect((await refusal({ name: '架空 花' })).problem).toBe('other-name')
  expect((await refusal({ name: '架空 恵' })).problem).toBe('day-needed')
  expect((await refusal({ name: '架空 恵', since: '2026-04-01' })).problem).toBe('other-day')

  const swap = async (one: string, another: string) => {
    await query("update auth.staff_user set login = 'aside' where id = $1", [sato.userId])
    await query('update auth.staff_user set login = $2 where id = $1', [other.userId, one])
    await query('update auth.staff_user set login = $2 where id = $1', [sato.userId, another])
  }
  await swap('m.sato', 'e.ito')
  expect((await refusal({}, true)).problem).toBe('account-swapped')
  await query("update auth.staff_user set display_name = '架空 恵' where id = $1", [other.userId])
  // Nor with the signature of the one whose login it was.
  await query(
    `update auth.account_name n set mac = o.mac, signed_at = o.signed_at from auth.account_name o
     where n.user_id = $1 and o.user_id = $2`,
    [other.userId, sato.userId],
  )
  expect((await refusal({ name: '架空 恵' })).problem).toBe('account-swapped')
  expect(existsSync(secretFile)).toBe(false)
  expect(await seatsOf(other)).toBe(0)
  await recover(sceneWith(kits[0], kits[1]).scene, {})
})

test('when everybody of a desk is gone, somebody named is given its key; it is recorded, told, and a new set is due', async () => {
  await signNameOf(first)
  const forFirst = { login: first.login, name: `架空 ${first.login}`, since: await daySigned(query, first) }
  await expect(recover(sceneWith(kits[0], kits[1]).scene, forFirst)).rejects.toMatchObject({
    problem: 'no-desk-to-recover',
  })
  const named = sceneWith(kits[0], kits[1]).scene
  await expect(
    recover(named, { login: first.login, deskId: 'the desk by the window' }),
  ).rejects.toMatchObject({
    problem: 'no-desk-to-recover',
  })
  for (const person of [lead, member])
    await query("update auth.staff_user set state = 'left' where id = $1", [person.userId])
  const heir = await office.person({ login: 'k.sato' })
  await signNameOf(heir)
  await expect(recover(sceneWith(kits[0], kits[1]).scene, { login: 'nobody' })).rejects.toMatchObject({
    problem: 'no-such-account',
  })
  const { scene, said } = sceneWith(kits[0], kits[1])
  await recover(scene, {
    login: 'k.sato',
    name: '架空　k.sato',
    since: await daySigned(query, heir),
  })
  expect(said).toContainEqual({ type: 'desks-recovered', login: 'k.sato', desks: 1 })
  const { whoAmI, renewKey, showKits } = await import('../../modules/accounts/testing.ts')
  expect(await whoAmI(heir, {})).toMatchObject({ roles: ['manager'] })
  const desk = await query('select epoch, rotate_due_at from auth.desk where id = $1', [deskId])
  expect(desk.rows).toEqual([{ epoch: 3, rotate_due_at: expect.any(Date) }])
  await office.stepUp(heir)
  // Her seat opens: the next key is made in her session.
  expect(await renewKey(heir, { deskId, epoch: 3 })).toEqual({ left: 0, isStuck: false })
  expect(await showKits(first, {})).toMatchObject({ set: { state: 'used' } })
  const { rows } = await query(
    `select (select count(*)::int from audit.event where action = 'account.recovered-by-kits' and actor_id = $1) as recorded,
      (select count(distinct user_id)::int from notice where kind = 'account.recovered') as told`,
    [heir.userId],
  )
  expect(rows).toEqual([{ recorded: 1, told: 2 }])
})
