import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../../platform/db/pool.server.ts'
import { belongsTo } from '../../platform/db/root-secret-name.ts'
import { type OwnCluster, openOwnCluster } from '../../platform/db/testing/own-cluster.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { readEarlier } from '../../platform/rotation/earlier.ts'
import { installPlatform, removePlatform } from '../../platform/runtime.ts'
import { ledgerKeeper } from '../../platform/shredding/keep.ts'
import { keptFileIn, readKept } from '../../platform/shredding/kept-file.ts'
import { type Replayed, replayShreddings } from '../../platform/shredding/replay.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { createVault, loadRootSecret, rootSecretName } from '../../platform/vault/index.ts'
import { rotateRoot } from './rotate-root.ts'
import { aScene } from './testing/scene.ts'
import { verify } from './verify.ts'

/** Destroyed before and after the root secret was replaced; then a backup comes back, from before and from after that. */
const QUICK = { argonMemoryBytes: 65_536, argonOps: 1 }
let folder: string
let secretFile: string
let first: Uint8Array
let cluster: OwnCluster
/** Destroyed before the rotation, and after it. */
let [early, late] = ['', '']

const query = (sql: string, values: unknown[] = []) => cluster.superuser.query(sql, values)
const theScene = () => aScene({ DATA_DIR: join(folder, 'data'), ROOT_SECRET_FILE: secretFile }, {})
const modules = async () => ({
  ...(await import('../../modules/accounts/testing.ts')),
  ...(await import('../../modules/cases/testing.ts')),
  ...(await import('../../modules/retention/testing.ts')),
})
type Keeping = Awaited<ReturnType<Awaited<ReturnType<typeof modules>>['aKeepingOffice']>>

const connected = (database: string) => cluster.connect(undefined, database)

/** The whole database as it is now, as a backup holds it. */
async function backUpAs(name: string): Promise<void> {
  await removePlatform()
  const admin = await connected('postgres')
  await cluster.superuser.end()
  await admin.query(`create database ${name} template yorube`)
  await admin.end()
  cluster.superuser = await connected('yorube')
}

/** As the staff process starts: with the secret in its place, and those before it. */
async function startAgain(): Promise<void> {
  const { host, port } = cluster.superuser
  const root = await loadRootSecret(secretFile, false)
  const vault = createVault(root, { ...QUICK, ...(await readEarlier({ query: query as never }, root)) })
  const access = { host, port, database: 'yorube', user: 'yorube_app', ssl: false }
  const pool = openPool({ ...access, password: vault.databasePassword('yorube_app') }, 2, () => {})
  installPlatform({ pool, vault, raise: () => {} })
}

/** A closed case with a counterpart, whom the instance recognises. */
async function aFileWithCounterpart(testing: TestDatabase, one: Keeping, given: string): Promise<string> {
  const { aDueCase, addPersonToCase, closedLongAgo } = await modules()
  const caseId = await aDueCase(testing, one)
  await query("update case_ set status = 'open', closed_on = null where id = $1", [caseId])
  await addPersonToCase(one.counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'counterpart',
    card: {
      names: [{ family: '見本', given, familyKana: 'みほん', givenKana: 'たろう' }],
      birthDate: '1980-03-04',
    },
  })
  await closedLongAgo(testing, caseId)
  return caseId
}

async function destroy(by: Pick<Keeping, 'supervisor' | 'manager'>, deskId: string, caseId: string) {
  const { anAgreedList, shredDisposal } = await modules()
  await shredDisposal(by.supervisor, { listId: await anAgreedList(by, deskId, [`case:${caseId}`]) })
}

/** The worker's copy of the ledger, as it stands beside the data and the backups. */
async function keepLedger(): Promise<void> {
  const worker = await connected('yorube')
  await worker.query('set role yorube_worker')
  await ledgerKeeper([folder], (name) => {
    throw new Error(name)
  })(worker)
  await worker.end()
}

async function signedInAgain(testing: TestDatabase, one: Keeping, person: TestPerson, code: string) {
  const { signIn, visitorAt } = await modules()
  const visitor = visitorAt(one.office, { network: person.network })
  const answer = await signIn(visitor, { login: person.login, password: person.password, code })
  if (answer.kind !== 'in') throw new Error(answer.kind)
  await testing.superuser.query(
    "update auth.session set step_up_until = now() + interval '5 minutes' where user_id = $1",
    [person.userId],
  )
  return { ...person, cookie: answer.cookie }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yorube-rotate-'))
  secretFile = join(folder, 'secret')
  first = await loadRootSecret(secretFile, true)
  const vault = createVault(first, QUICK)
  cluster = await openOwnCluster(join(folder, 'data'), vault)
  await belongsTo(cluster.superuser, rootSecretName(first))
  await query('alter table internal.root_secret owner to yorube_migrator')
  installPlatform({ pool: cluster.pool, vault, raise: () => {} })
  const { aKeepingOffice, giveFactors, registerCaseSources } = await modules()
  registerCaseSources()
  const as = () => Promise.reject(new Error('not needed'))
  const testing: TestDatabase = { name: '', alarms: [], superuser: cluster.superuser, as }
  const one = await aKeepingOffice(testing)
  early = await aFileWithCounterpart(testing, one, '太郎')
  late = await aFileWithCounterpart(testing, one, '次郎')
  const supervisorsCard = await giveFactors(testing, one.office, one.supervisor, 'card')
  const managersCard = await giveFactors(testing, one.office, one.manager, 'card')
  await backUpAs('before_all')
  await startAgain()
  testing.superuser = cluster.superuser
  await destroy(one, one.hub.id, early)
  await backUpAs('before_rotation')
  await rotateRoot(theScene().scene, false)
  await backUpAs('after_rotation')
  await startAgain()
  testing.superuser = cluster.superuser
  const supervisor = await signedInAgain(testing, one, one.supervisor, supervisorsCard.cardCodes.pop() ?? '')
  const manager = await signedInAgain(testing, one, one.manager, managersCard.cardCodes.pop() ?? '')
  await destroy({ supervisor, manager }, one.hub.id, late)
  await keepLedger()
  await removePlatform()
}, 180_000)

afterAll(async () => {
  await removePlatform().catch(() => undefined)
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Standing {
  said: Replayed
  /** Who can open the two records. */
  grants: number
  tokensBefore: number
  tokens: number
}

/** A backup comes back and is started with this secret, as src/app/migrate.ts does. */
async function startOver(database: string, root: Uint8Array): Promise<Standing> {
  const client = await connected(database)
  const count = async (what: string, values: unknown[] = []) =>
    (await client.query(`select count(*)::int as n from ${what}`, values)).rows[0].n as number
  try {
    await client.query('set role yorube_definer')
    const tokensBefore = await count('auth.opposing_token')
    const said = await replayShreddings(client, root, [folder])
    const grants = await count(
      `auth.compartment_grant where compartment_id = any (select unnest(internal.keys_of(tenant_id, 'case', id))
         from case_ where id = any ($1::uuid[]))`,
      [[early, late]],
    )
    return { said, grants, tokensBefore, tokens: await count('auth.opposing_token') }
  } finally {
    await client.end()
  }
}

test('the root secret is replaced although something was destroyed before; every line is of the new one', async () => {
  expect(readdirSync(folder).some((name) => name.startsWith('secret.until-'))).toBe(true)
  const ledger = await query('select id from auth.shred_ledger')
  expect(ledger.rows.map((row) => row.id).sort()).toEqual([early, late].sort())
  const { scene, said } = theScene()
  await verify(scene, [])
  expect(said.filter((one) => one.type === 'finding')).toEqual([])
  // As it should be: destroyed by the running instance, whose vault knows the roots before.
  expect((await query('select from auth.opposing_token')).rows).toEqual([])
})

test('a backup from before the rotation, opened with the secret it needs, forgets what was destroyed since', async () => {
  expect(existsSync(keptFileIn(folder))).toBe(true)
  const { said, grants, tokens } = await startOver('before_rotation', first)
  expect(said).toEqual({ shredded: 1, refused: 0 })
  expect(grants).toBe(0)
  expect(tokens).toBe(0)
})

test('and one from before both destructions forgets both', async () => {
  const { said, grants, tokensBefore, tokens } = await startOver('before_all', first)
  expect(said).toEqual({ shredded: 2, refused: 0 })
  expect(grants).toBe(0)
  expect([tokensBefore > 0, tokens]).toEqual([true, 0])
})

test('over a backup from after the rotation the counterpart of a destroyed case is recognised no more', async () => {
  const { said, grants, tokensBefore, tokens } = await startOver(
    'after_rotation',
    await loadRootSecret(secretFile, false),
  )
  expect(said).toEqual({ shredded: 1, refused: 0 })
  expect(grants).toBe(0)
  expect([tokensBefore > 0, tokens]).toEqual([true, 0])
})

test('whoever has only the secret before writes no line that counts in the instance of today', async () => {
  const [line] = (await readKept(folder))?.lines ?? []
  if (!line) throw new Error('the ledger is empty')
  const root = await loadRootSecret(secretFile, false)
  const vault = createVault(root, await readEarlier({ query: query as never }, root))
  const { isEarlierLine, isGenuineLine, macOfLine } = await import('../../platform/shredding/line.ts')
  const forged = macOfLine(createVault(first), line)
  expect([isGenuineLine(vault, line, forged), isEarlierLine(vault, line, forged)]).toEqual([false, true])
})
