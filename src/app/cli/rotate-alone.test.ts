import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { type LoginRole, servingRoles } from '../../platform/db/roles.ts'
import { belongsTo } from '../../platform/db/root-secret-name.ts'
import { type OwnCluster, openOwnCluster } from '../../platform/db/testing/own-cluster.ts'
import { keptFileIn } from '../../platform/shredding/kept-file.ts'
import { createVault, loadRootSecret, rootSecretName, type Vault } from '../../platform/vault/index.ts'
import { rotateRoot } from './rotate-root.ts'
import { aScene } from './testing/scene.ts'
import { verify } from './verify.ts'

/** While the root secret is replaced nobody comes in, however late somebody else starts the system. */
let folder: string
let secretFile: string
let cluster: OwnCluster
/** Holds what the rotation needs, so that it waits in its middle. */
let holder: OwnCluster['superuser']

const theVault = async () => createVault(await loadRootSecret(secretFile, false))
const sceneHere = () => aScene({ DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: secretFile }, {})
const begun = () => rotateRoot(sceneHere().scene, false)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yorube-rotate-'))
  secretFile = join(folder, 'secret')
  const root = await loadRootSecret(secretFile, true)
  cluster = await openOwnCluster(join(folder, 'data'), createVault(root))
  const { superuser } = cluster
  await belongsTo(superuser, rootSecretName(root))
  await superuser.query('alter table internal.root_secret owner to yorube_migrator')
  holder = await cluster.connect()
}, 120_000)

afterAll(async () => {
  await holder.end()
  await cluster.pool.end()
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Resolves with the backend that waits for what we hold. */
async function theWaiting(): Promise<number> {
  for (;;) {
    const { rows } = await cluster.superuser.query<{ pid: number }>(
      "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    )
    if (rows[0]) return rows[0].pid
    await sleep(50)
  }
}

/** A process that connects as this role, with the password that follows from a secret. */
async function entering(user: LoginRole, vault: Vault): Promise<string> {
  return await cluster.connect({ user, password: vault.databasePassword(user) }).then(
    async (client) => {
      await client.end()
      return 'in'
    },
    (error: Error) => error.message,
  )
}

test('data of another release are neither rotated nor gone over', async () => {
  const { superuser } = cluster
  const { rows } = await superuser.query(
    "delete from internal.migration where name like '0248-%' returning name, hash, at",
  )
  await expect(begun()).rejects.toMatchObject({ problem: 'not-migrated' })
  await expect(verify(sceneHere().scene, [])).rejects.toMatchObject({ problem: 'not-migrated' })
  await superuser.query('insert into internal.migration values ($1, $2, $3)', Object.values(rows[0]))
  expect(await verify(sceneHere().scene, [])).toBe(0)
})

test('nobody is let in while it works; broken off, everybody is let in again', async () => {
  const vault = await theVault()
  await holder.query('begin')
  await holder.query('lock table auth.role_assignment in access exclusive mode')
  const rotating = begun()
  rotating.catch(() => undefined)
  const pid = await theWaiting()
  for (const role of servingRoles)
    expect(await entering(role, vault), role).toMatch('not permitted to log in')
  await cluster.superuser.query('select pg_cancel_backend($1)', [pid])
  await expect(rotating).rejects.toThrow('canceling statement')
  await holder.query('rollback')
  for (const role of servingRoles) expect(await entering(role, vault), role).toBe('in')
})

test('a ledger of destroyed records that is in doubt is put right first: nothing was touched', async () => {
  const data = join(folder, 'data')
  const ledger = keptFileIn(findPlaces(data)?.dataDir ?? data)
  writeFileSync(ledger, 'not a line\n')
  await expect(begun()).rejects.toMatchObject({ problem: 'ledger-in-doubt', detail: '1' })
  expect(await entering('yorube_app', await theVault())).toBe('in')
  rmSync(ledger)
})

test('a start meanwhile waits, and does not open the doors for the secret before', async () => {
  const before = await theVault()
  await holder.query('begin')
  await holder.query('lock table auth.role_assignment in access exclusive mode')
  const rotating = begun()
  await theWaiting()
  const { rows } = await cluster.superuser.query(
    "select pg_try_advisory_lock(hashtext('yorube roles')) as free",
  )
  expect(rows).toEqual([{ free: false }])
  expect(await entering('yorube_app', before)).toMatch('not permitted to log in')
  await holder.query('rollback')
  await rotating
  const now = await theVault()
  for (const role of servingRoles) {
    expect(await entering(role, before), role).toMatch('password authentication failed')
    expect(await entering(role, now), role).toBe('in')
  }
})

test('where somebody leaves a transaction open, it says that the beginning is not sealed', async () => {
  await rotateRoot(sceneHere().scene, true)
  await holder.query('begin')
  await holder.query('select pg_current_xact_id()')
  const { scene, said } = sceneHere()
  await rotateRoot(scene, false)
  await holder.query('rollback')
  expect(said).toContainEqual({ type: 'rotation-unsealed' })
})
