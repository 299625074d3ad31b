import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { expect, test, vi } from 'vitest'
import { argonThreads } from './argon-threads.ts'
import { createVault, VaultBusy } from './index.ts'
import {
  aColleague,
  asMember,
  aVault,
  DESK,
  only,
  openerOf,
  PASSWORD,
  QUICK,
  TENANT,
} from './story.fixture.ts'

const USER = { tenantId: TENANT, userId: DESK }

test('only the right password signs in, and only at the instance that holds the root secret', async () => {
  const vault = aVault()
  const { unlocker } = await vault.createUser(USER, { kind: 'password', password: PASSWORD })

  expect(await vault.signIn(USER, unlocker, PASSWORD)).not.toBeNull()
  expect(await vault.signIn(USER, unlocker, `${PASSWORD} `)).toBeNull()
  expect(await vault.signIn(USER, null, PASSWORD)).toBeNull()
  expect(await vault.signIn({ ...USER, userId: TENANT }, unlocker, PASSWORD)).toBeNull()
  expect(await createVault(new Uint8Array(32).fill(8), QUICK).signIn(USER, unlocker, PASSWORD)).toBeNull()
})

test('the database can check the proof of a sign-in by the stored hash', async () => {
  const { unlocker, signedIn } = await aColleague(aVault())
  expect(createHash('sha256').update(signedIn.proof).digest()).toEqual(Buffer.from(unlocker.authHash))
})

test('an activation code is typed carelessly, gives way to a password, and runs out', async () => {
  let now = 1000
  const vault = aVault(() => now)
  const { unlocker, activationCode } = await vault.createUser(USER, { kind: 'activation', notAfter: 2000 })
  const typed = ` ${activationCode?.toLowerCase().replaceAll('-', '\u30fc').replaceAll('0', 'O')}`

  expect(await vault.replaceUnlocker(unlocker, 'AAAA-BBBB-CCCC-DDDD', PASSWORD)).toBeNull()
  const replaced = await vault.replaceUnlocker(unlocker, typed, PASSWORD)
  if (!replaced) throw new Error('the code was refused')
  expect(createHash('sha256').update(replaced.proof).digest()).toEqual(Buffer.from(unlocker.authHash))
  expect(await vault.confirm(replaced.unlocker, PASSWORD)).toBe(true)

  now = 1999
  expect(await vault.confirm(unlocker, typed)).toBe(true)
  now = 2000
  expect(await vault.confirm(unlocker, typed)).toBe(false)
  expect(await vault.confirm(replaced.unlocker, PASSWORD)).toBe(true)
})

test('after a change of password the same seed opens what was wrapped before', async () => {
  const vault = aVault()
  const sayo = await aColleague(vault)
  const user = { tenantId: TENANT, userId: sayo.key.userId }
  const { memberships } = vault.foundDesk({ tenantId: TENANT, deskId: DESK }, [asMember(sayo)])
  const replaced = await vault.replaceUnlocker(sayo.unlocker, PASSWORD, 'another long password')
  const signedIn = await vault.signIn(user, replaced?.unlocker ?? null, 'another long password')
  if (!signedIn) throw new Error('refused')
  expect(vault.settleMemberships(openerOf({ ...sayo, signedIn }, memberships))).toHaveLength(1)
})

test('a renewed session has a new cookie and opens the same; the cookie of another session does not', async () => {
  const vault = aVault()
  const sayo = await aColleague(vault)
  const { memberships } = vault.foundDesk({ tenantId: TENANT, deskId: DESK }, [asMember(sayo)])
  const renewed = vault.renewSession(openerOf(sayo))

  expect(renewed.cookie).not.toEqual(sayo.signedIn.cookie)
  expect(vault.session(renewed.cookie).lookup).toEqual(renewed.session.lookup)
  const { sid, lookup } = vault.session(renewed.cookie)
  expect(createHash('sha256').update(sid).digest()).toEqual(Buffer.from(lookup))
  expect(vault.settleMemberships({ ...renewed, memberships, grants: [] })).toHaveLength(1)
  expect(
    vault.settleMemberships({
      cookie: sayo.signedIn.cookie,
      session: renewed.session,
      memberships,
      grants: [],
    }),
  ).toEqual([])
})

test('past fifty waiting derivations the next one is told to come back, and the others still succeed', async () => {
  const vault = aVault()
  const { unlocker } = await vault.createUser(USER, { kind: 'password', password: PASSWORD })
  const room = availableParallelism() + 50
  const all = Array.from({ length: room + 3 }, () => vault.confirm(unlocker, PASSWORD))
  const settled = await Promise.allSettled(all)

  expect(settled.filter((one) => one.status === 'fulfilled' && one.value)).toHaveLength(room)
  const refused = settled.filter((one) => one.status === 'rejected')
  expect(refused.map((one) => one.reason)).toEqual([
    expect.any(VaultBusy),
    expect.any(VaultBusy),
    expect.any(VaultBusy),
  ])
  expect(await vault.confirm(unlocker, PASSWORD)).toBe(true)
})

test('processes of one machine share its cores and the queue; each derives one at a time at least', async () => {
  const vault = createVault(new Uint8Array(32).fill(7), { ...QUICK, processes: 25 })
  const { unlocker } = await vault.createUser(USER, { kind: 'password', password: PASSWORD })
  const room = Math.max(1, Math.floor(availableParallelism() / 25)) + 2
  const all = Array.from({ length: room + 1 }, () => vault.confirm(unlocker, PASSWORD))
  const settled = await Promise.allSettled(all)
  expect(settled.map(({ status }) => status)).toEqual([...Array(room).fill('fulfilled'), 'rejected'])
})

test('an unknown account costs the same derivation as a known one', async () => {
  const derive = vi.spyOn(argonThreads, 'derive')
  const vault = aVault()
  const { unlocker } = await vault.createUser(USER, { kind: 'password', password: PASSWORD })
  derive.mockClear()
  await vault.signIn(USER, null, PASSWORD)
  await vault.signIn(USER, unlocker, 'a wrong password')
  await vault.signIn(USER, { ...unlocker, salt: new Uint8Array(3) }, PASSWORD)
  const costs = derive.mock.calls.map(([, salt, cost]) => [salt.length, cost.ops, cost.memoryBytes])
  expect(costs).toEqual(Array(3).fill([16, QUICK.argonOps, QUICK.argonMemoryBytes]))
  derive.mockRestore()
})

test('tokens, codes and database passwords differ by tenant, use, person and role', () => {
  const vault = aVault()
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  const all = [
    hex(vault.token(TENANT, 'phone', '03')),
    hex(vault.token(TENANT, 'name-and-birth-date', '03')),
    hex(vault.token(DESK, 'phone', '03')),
    hex(vault.codeHash(TENANT, 'u', 'ABCDE-FGHJK')),
    hex(vault.codeHash(TENANT, 'v', 'ABCDE-FGHJK')),
    vault.databasePassword('app'),
    vault.databasePassword('worker'),
  ]
  expect(new Set(all).size).toBe(all.length)
  expect(vault.codeHash(TENANT, 'u', 'abcde fghjk')).toEqual(vault.codeHash(TENANT, 'u', 'ABCDE-FGHJK'))
  expect(vault.token(TENANT, 'phone', '03')).toHaveLength(16)
})

test('a printed code is slow to try, with the salt of its set, and differs by person', async () => {
  const derive = vi.spyOn(argonThreads, 'derive')
  const vault = createVault(new Uint8Array(32).fill(7))
  const salt = (fill: number) => new Uint8Array(16).fill(fill)
  const at = (userId: string) => ({ tenantId: TENANT, userId })
  const hashes = [
    await vault.slowCodeHash(at('u'), salt(1), '4821-0937'),
    await vault.slowCodeHash(at('u'), salt(2), '4821-0937'),
    await vault.slowCodeHash(at('v'), salt(1), '4821-0937'),
    vault.codeHash(TENANT, 'u', '4821-0937'),
  ].map((hash) => Buffer.from(hash).toString('hex'))
  expect(new Set(hashes).size).toBe(4)
  expect(derive.mock.calls.map(([, , cost]) => [cost.ops, cost.memoryBytes])).toEqual(
    Array(3).fill([2, 19 * 1024 * 1024]),
  )
  expect(Buffer.from(await vault.slowCodeHash(at('u'), salt(1), '４８２１　0937')).toString('hex')).toBe(
    hashes[0],
  )
  derive.mockRestore()
})

test('nobody can have a row of the key directory MACed from outside', async () => {
  const vault = aVault()
  const sayo = await aColleague(vault)
  const { memberships } = vault.foundDesk({ tenantId: TENANT, deskId: DESK }, [asMember(sayo)])
  const row = only(memberships)
  expect(vault.checkMembership(row)).toBe(true)
  expect(vault.checkMembership({ ...row, role: 'lead' })).toBe(false)
  for (const table of ['user_key', 'desk_key', 'unlocker', 'membership', 'grant']) {
    expect(() => vault.macRow(TENANT, table, ['x'])).toThrow('cannot open')
  }
})
