import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OwnCluster, openOwnCluster } from '../../platform/db/testing/own-cluster.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { installPlatform, removePlatform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { createVault, loadRootSecret } from '../../platform/vault/index.ts'
import { appoint } from './appoint.ts'
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
}, 60_000)

afterAll(async () => {
  await removePlatform()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

function scene() {
  return aScene({ DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: join(folder, 'secret') })
}
const signedIn = (person: TestPerson) =>
  superuser.query("select audit.record_outside($1, $2, 'account.sign-in', 'own-account', 'ok')", [
    office.tenantId,
    person.userId,
  ])

test('where one administrator is left, the operator makes another; everybody hears, and it is recorded', async () => {
  await signedIn(admin)
  await expect(appoint(scene().scene, 'nobody@shi.example')).rejects.toMatchObject({
    problem: 'no-such-account',
  })
  await expect(appoint(scene().scene, 'k.sato@another.example')).rejects.toMatchObject({
    problem: 'no-such-account',
  })
  const { scene: here, said } = scene()
  await appoint(here, 'k.sato@shi.example')
  expect(said).toContainEqual({ type: 'appointed', login: 'k.sato', name: '架空 佐藤', tenant: '架空市' })

  // The vault knows the role as its own: she works as an administrator.
  const { listAccounts } = await import('../../modules/accounts/list-accounts.ts')
  expect((await listAccounts(clerk, {})).accounts.length).toBe(2)
  const { rows } = await superuser.query(
    "select (select count(*)::int from audit.event where action = 'account.appointed-by-operator' and tenant_id = $1 and actor_id = $2) as recorded, (select array_agg(user_id) from notice where kind = 'account.appointed') as told",
    [office.tenantId, clerk.userId],
  )
  expect(rows[0].recorded).toBe(1)
  expect(rows[0].told.sort()).toEqual([admin.userId, clerk.userId].sort())
  await expect(appoint(here, 'k.sato@shi.example')).rejects.toMatchObject({ problem: 'is-administrator' })
})

test('while two administrators sign in, it is no way around them', async () => {
  const third = await office.person()
  await signedIn(clerk)
  await expect(appoint(scene().scene, `${third.login}@shi.example`)).rejects.toMatchObject({
    problem: 'administrators-sign-in',
  })
  // One of them has not been seen for a month: she may have lost what she signs in with.
  await superuser.query("update audit.event set at = now() - interval '31 days' where actor_id = $1", [
    clerk.userId,
  ])
  await appoint(scene().scene, `${third.login}@shi.example`)
})

test('without the root secret nothing happens', async () => {
  const { scene: here } = aScene({ DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: join(folder, 'none') })
  await expect(appoint(here, 'k.sato@shi.example')).rejects.toMatchObject({ problem: 'no-root-secret' })
})
