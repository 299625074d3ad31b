import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnCluster, openOwnCluster } from '../../platform/db/testing/own-cluster.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { installPlatform, removePlatform } from '../../platform/runtime.ts'
import { signNameOf } from '../../platform/testing/account-names.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { createVault, loadRootSecret } from '../../platform/vault/index.ts'
import { appoint, readAppointment } from './appoint.ts'
import { daySigned } from './testing/day-signed.ts'
import { aScene } from './testing/scene.ts'

let folder: string
let cluster: OwnCluster
let superuser: OwnCluster['superuser']
let office: TestOffice
let admin: TestPerson
let clerk: TestPerson

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yorube-appoint-'))
  const vault = createVault(await loadRootSecret(join(folder, 'secret'), true), {
    argonMemoryBytes: 64 * 1024,
    argonOps: 1,
  })
  cluster = await openOwnCluster(join(folder, 'data'), vault)
  superuser = cluster.superuser
  installPlatform({ pool: cluster.pool, vault, raise: () => {} })
  const testing: TestDatabase = {
    name: '',
    alarms: [],
    superuser,
    as: () => Promise.reject(new Error('not needed')),
  }
  office = await TestOffice.open(testing, '架空市', 'shi.example')
  admin = await office.person({ tenantRole: 'tenant_admin' })
  clerk = await office.person({ login: 'k.sato', name: '架空 佐藤' })
  await signNameOf(clerk)
}, 60_000)

afterAll(async () => {
  await removePlatform()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function scene(agrees?: boolean) {
  return aScene(
    { DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: join(folder, 'secret') },
    agrees === undefined ? {} : { agrees: async () => agrees },
  )
}
const signedIn = (person: TestPerson) =>
  superuser.query("select audit.record_outside($1, $2, 'account.sign-in', 'own-account', 'ok')", [
    office.tenantId,
    person.userId,
  ])

test('whose account it is, is shown as it was signed and asked; logins that were swapped are told', async () => {
  const other = await office.person({ login: 'e.ito', name: '架空 花' })
  const refusal = (name?: string, agrees?: boolean, since?: string) => {
    const { scene: here, said } = scene(agrees)
    const typed = { ...(name === undefined ? {} : { name }), ...(since === undefined ? {} : { since }) }
    return appoint(here, { named: 'k.sato@shi.example', ...typed }).then(
      () => ({ problem: 'none', said }),
      (error) => ({ problem: error.problem, said }),
    )
  }
  const shown = await refusal(undefined, false)
  expect(shown.problem).toBe('not-agreed')
  expect(shown.said).toContainEqual({
    type: 'whose-account',
    login: 'k.sato',
    name: '架空 佐藤',
    since: expect.any(Date),
    seats: [],
  })
  expect((await refusal()).problem).toBe('name-needed')
  expect((await refusal('架空 花')).problem).toBe('other-name')
  expect((await refusal('架空 佐藤')).problem).toBe('day-needed')
  expect((await refusal('架空 佐藤', undefined, '2026-04-01')).problem).toBe('other-day')

  const name = (person: TestPerson, login: string, displayName: string) =>
    superuser.query('update auth.staff_user set login = $2, display_name = $3 where id = $1', [
      person.userId,
      login,
      displayName,
    ])
  await name(clerk, 'aside', '架空 佐藤')
  await name(other, 'k.sato', '架空 佐藤')
  expect((await refusal('架空 佐藤')).problem).toBe('account-unsigned')
  // Nor with the signature of the one whose login it was.
  await superuser.query(
    'insert into auth.account_name select tenant_id, $2, signed_at, mac from auth.account_name where user_id = $1',
    [clerk.userId, other.userId],
  )
  expect((await refusal('架空 佐藤')).problem).toBe('account-swapped')
  const { rows } = await superuser.query(
    "select user_id from auth.role_assignment where role = 'tenant_admin'",
  )
  expect(rows).toEqual([{ user_id: admin.userId }])
  await superuser.query('delete from auth.account_name where user_id = $1', [other.userId])
  await superuser.query("update auth.staff_user set state = 'left' where id = $1", [other.userId])
  await name(other, 'e.ito', '架空 花')
  await name(clerk, 'k.sato', '架空 佐藤')
})

test('where one administrator is left, the operator makes another; everybody hears, and it is recorded', async () => {
  await signedIn(admin)
  await expect(appoint(scene(true).scene, { named: 'nobody@shi.example' })).rejects.toMatchObject({
    problem: 'no-such-account',
  })
  await expect(appoint(scene(true).scene, { named: 'k.sato@another.example' })).rejects.toMatchObject({
    problem: 'no-such-account',
  })
  const { scene: here, said } = scene(true)
  await appoint(here, { named: 'k.sato@shi.example' })
  expect(said).toContainEqual({ type: 'appointed', login: 'k.sato', name: '架空 佐藤', tenant: '架空市' })

  // The vault knows the role as its own: she works as an administrator.
  const { listAccounts } = await import('../../modules/accounts/list-accounts.ts')
  expect((await listAccounts(clerk, {})).accounts.length).toBe(3)
  const { rows } = await superuser.query(
    "select (select count(*)::int from audit.event where action = 'account.appointed-by-operator' and tenant_id = $1 and actor_id = $2) as recorded, (select array_agg(user_id) from notice where kind = 'account.appointed') as told",
    [office.tenantId, clerk.userId],
  )
  expect(rows[0].recorded).toBe(1)
  expect(rows[0].told.sort()).toEqual([admin.userId, clerk.userId].sort())
  await expect(appoint(here, { named: 'k.sato@shi.example' })).rejects.toMatchObject({
    problem: 'is-administrator',
  })
})

test('while two administrators sign in, it is no way around them', async () => {
  const third = await office.person()
  await signNameOf(third)
  await signedIn(clerk)
  await expect(appoint(scene(true).scene, { named: `${third.login}@shi.example` })).rejects.toMatchObject({
    problem: 'administrators-sign-in',
  })
  // One of them has not been seen for a month: she may have lost what she signs in with.
  await superuser.query("update audit.event set at = now() - interval '31 days' where actor_id = $1", [
    clerk.userId,
  ])
  // Without a terminal: who it is and since when.
  const wish = {
    named: `${third.login}@shi.example`,
    name: `架空 ${third.login}`,
    since: await daySigned((text, values) => superuser.query(text, values), third),
  }
  await appoint(scene().scene, wish)
})

test('without the root secret nothing happens', async () => {
  const { scene: here } = aScene({ DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: join(folder, 'none') })
  await expect(appoint(here, { named: 'k.sato@shi.example' })).rejects.toMatchObject({
    problem: 'no-root-secret',
  })
})

test('name and day stand in front, with their values', () => {
  expect(readAppointment(['k.sato'])).toEqual({ named: 'k.sato' })
  for (const typed of [
    ['--name', '架空 佐藤', '--since', '2026-11-28'],
    ['--since', '2026-11-28', '--name', '架空 佐藤'],
  ])
    expect(readAppointment([...typed, 'k.sato@shi.example'])).toEqual({
      named: 'k.sato@shi.example',
      name: '架空 佐藤',
      since: '2026-11-28',
    })
  for (const wrong of [
    [],
    ['--name'],
    ['--name', '', 'k.sato'],
    ['--name', '架空 佐藤'],
    ['--since', '2026-11-28', 'k.sato'],
    ['--else', 'x'],
    ['a', 'b'],
  ])
    expect(readAppointment(wrong)).toBeUndefined()
})
