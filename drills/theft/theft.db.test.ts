import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { aCase, aFile } from '../../src/modules/cases/testing.ts'
import { saveDraft } from '../../src/modules/drafts/testing.ts'
import { useDatabase } from '../../src/platform/db/testing/use-database.ts'
import { platform } from '../../src/platform/runtime.ts'
import { TestOffice } from '../../src/platform/testing/office.ts'
import type { UnlockerRow } from '../../src/platform/vault/contract.ts'
import { everyUnlocker, everyValue } from './loot.ts'
import { confirmedPasswords, possibleKeys, type Stolen, Thief } from './thief.ts'

/**
 * The database was copied, with its folder (a whole machine with its backups: stolen-machine.ts). Without the root secret
 * nothing opens and no password can be confirmed; with it, but without anybody's credential, still no case.
 */
const database = useDatabase()
const isWhole = process.env.DRILL === 'whole'
/** Of every test database (use-database.ts). */
const root = Uint8Array.from(createHash('sha256').update('a root secret of tests').digest())
const cost = { memoryBytes: 64 * 1024, ops: 1 }
const weak = [
  'password1234',
  '123456789012',
  'qwertyuiop12',
  'a password for tests',
  '\u67b6\u7a7a\u5e02\u67b6\u7a7a\u5e02',
]

let stolen: Stolen[]
let tenants: string[]
let unlockers: UnlockerRow[]

beforeAll(async () => {
  tenants = []
  for (const name of ['\u67b6\u7a7a\u5e02', '\u898b\u672c\u5e02']) {
    const office = await TestOffice.open(database, name)
    tenants.push(office.tenantId)
    const { people } = await office.desk(['counselor', 'supervisor'])
    const [person] = people
    if (!person) throw new Error('nobody is there')
    for (let cases = 0; cases < 6; cases++) {
      const caseId = await aCase(person)
      await aFile(person, caseId, 'kakuu.pdf', '%PDF-1.7 kakuu')
    }
    await saveDraft(person, {
      kind: 'consultation',
      subjectId: crypto.randomUUID(),
      content: '{"note":"kakuu"}',
    })
    await aFactor(office.tenantId, person.userId)
  }
  stolen = await everyValue(database.superuser)
  unlockers = await everyUnlocker(database.superuser)
}, 120_000)

async function aFactor(tenantId: string, userId: string): Promise<void> {
  const id = crypto.randomUUID()
  const sealed = platform().vault.sealFactor(tenantId, userId, id, new Uint8Array(20).fill(7))
  await database.superuser.query(
    `insert into auth.factor (tenant_id, user_id, id, kind, secret) values ($1, $2, $3, 'totp', $4)`,
    [tenantId, userId, id, Buffer.from(sealed)],
  )
}

/** The files of this database as they lie on the disk, and the write-ahead log. */
async function files(): Promise<Buffer[]> {
  await database.superuser.query('checkpoint')
  const { rows } = await database.superuser.query<{ folder: string; oid: string }>(
    `select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`,
  )
  const { folder = '', oid = '' } = rows[0] ?? {}
  const { rows: tables } = await database.superuser.query<{ node: string }>(
    `select pg_relation_filenode(c.oid)::text as node from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'i', 't') and n.nspname in ('public', 'auth', 'audit', 'intake', 'pg_toast')`,
  )
  const ours = new Set(tables.map(({ node }) => node))
  const own = readdirSync(join(folder, 'base', oid)).filter((name) => ours.has(name))
  return own.map((name) => readFileSync(join(folder, 'base', oid, name)))
}

test('without the root secret nothing opens, whatever is tried', async () => {
  const thief = new Thief(stolen)
  expect(thief.sealed).toBeGreaterThan(100)
  const words = ['', 'yorube', 'root', 'secret', 'a root secret', database.name, ...tenants, ...weak]
  for (const key of possibleKeys(stolen, words))
    thief.tryEverythingFrom(key, isWhole ? tenants : tenants.slice(0, 1))
  // Any 32 bytes that lie in the files, wherever they begin.
  const windows = isWhole ? Number.POSITIVE_INFINITY : 300_000
  let looked = 0
  for (const file of await files())
    for (let at = 0; at + 32 <= file.length && looked < windows; at++, looked++) {
      const bytes = file.subarray(at, at + 32)
      if (bytes[0] !== 0 || bytes[31] !== 0) thief.tryKey(bytes)
    }
  expect(thief.openedColumns).toEqual([])
  process.stdout.write(
    `${thief.sealed} sealed values under ${thief.sealedBy.size} keys; ${thief.tried} keys tried, ${looked} places in the files: 0 opened\n`,
  )
}, 3_600_000)

test('without it no password is confirmed, not even one that is on the list; with it, those are', async () => {
  const guesses = [0, 1, 255].map((byte) => new Uint8Array(32).fill(byte))
  const roots = [
    ...guesses,
    ...['', 'yorube', 'root secret'].map((word) =>
      Uint8Array.from(createHash('sha256').update(word).digest()),
    ),
  ]
  let confirmed = 0
  for (const guess of roots) confirmed += await confirmedPasswords(guess, unlockers, weak, cost)
  expect(confirmed).toBe(0)
  // The same program with the secret: it would have found them.
  expect(await confirmedPasswords(root, unlockers, weak, cost)).toBe(unlockers.length)
  process.stdout.write(
    `${roots.length} guesses of the root secret, ${unlockers.length} accounts, ${weak.length} weak passwords: 0 confirmed. ` +
      `With the root secret a list of passwords can be tried, at the price of Argon2id each\n`,
  )
})

test('with the root secret but nobody\u2019s credential no case opens; what does open is said', async () => {
  const thief = new Thief(stolen)
  thief.tryEverythingFrom(root, tenants)
  expect(thief.openedColumns).toEqual(['auth.factor.secret'])
  // Whoever has a list of people can ask whether one of them ever called: keyed hashes, not sealed.
  const listed = ['\u30ab\u30af\u30a6\u30cf\u30ca|1990-04-02', '\u30df\u30db\u30f3|1980-01-01']
  const hashes = new Set(
    stolen.filter(({ column }) => /caller_token/.test(column)).map(({ bytes }) => hexOf(bytes)),
  )
  const known = listed.filter((value) =>
    tenants.some((tenant) => hashes.has(hexOf(platform().vault.token(tenant, 'name-and-birth-date', value)))),
  )
  expect(known).toEqual(listed.slice(0, 1))
  process.stdout.write(
    `with the root secret alone: opens ${thief.openedColumns.join(', ')} (a second factor is checked before any key is open); ` +
      `confirms ${known.length} of ${listed.length} guessed names with birth dates; rows of the key directory can be forged. 0 cases\n`,
  )
}, 300_000)

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
