import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Duplex, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { samplePassword } from '../../src/modules/accounts/index.ts'
import { themes } from '../../src/modules/sample/content/themes.ts'
import { listBases, openBase } from '../../src/platform/backup/bases.ts'
import { openKeys, readRepository } from '../../src/platform/backup/repository.ts'
import { startEmbedded } from '../../src/platform/db/embedded/start-embedded.ts'
import { decryptStream, type RepositoryReader } from '../../src/platform/vault/index.ts'
import { Clerk } from '../kit/clerk.ts'
import { type Drill, type Figure, mustBeNone, tell } from '../kit/drill.ts'
import { Instance, newFolder } from '../kit/instance.ts'
import { Ledger } from '../kit/ledger.ts'
import { NoteWriting, type Told } from '../kit/note-writing.ts'
import { operate } from '../kit/operate.ts'
import { casesSeenBy } from '../kit/sample-notes.ts'
import { everyUnlocker, everyValue } from './loot.ts'
import { confirmedPasswords, possibleKeys, Thief } from './thief.ts'

const PASSPHRASE = 'a passphrase of the drill'
const WORK_MS = 3000
const KEY = 32
/** Of the sealed values of one column so many are taken for keys. */
const PER_COLUMN = 300
/** A key stands in a small file or in none: bigger ones are the database's own. */
const SMALL_FILE = 64 * 1024
const ACCOUNTS_TRIED = 6
/** Enough of a backup to tell whether it opens: some chunks. */
const BEGINNING = 512 * 1024
const weak = ['password1234', '123456789012', 'qwertyuiop12', samplePassword]
const cost = { memoryBytes: 64 * 1024 * 1024, ops: 3 }

/**
 * A whole machine is stolen while its office is at work: data folder, backups, archive of the log; everything but the root
 * secret, which lies elsewhere. First without the passphrase of the backups, then with it.
 */
export const drill: Drill = async () => {
  const folder = newFolder()
  const passphraseFile = join(folder, 'passphrase')
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 })
  const backups = join(folder, 'backups')
  const settings = { BACKUP_DIR: backups, BACKUP_PASSPHRASE_FILE: passphraseFile, ARCHIVE_SECONDS: '1' }
  const instance = new Instance(settings, folder)
  try {
    const marks = await workAndBackUp(instance)
    const files = [...filesIn(instance.dataDir), ...filesIn(backups)]
    const restored = join(folder, 'restored')
    await operate(instance, ['restore', '--to', restored])
    return tell([
      { what: 'notes written meanwhile', found: marks.length, holds: marks.length > 0 },
      { what: 'files stolen', found: files.length },
      ...wordsIn(files, [...marks, ...sampleSentences()]),
      ...(await withoutPassphrase(backups, filesIn(instance.dataDir))),
      ...(await withPassphrase(restored)),
    ])
  } finally {
    await instance.remove()
  }
}

async function workAndBackUp(instance: Instance): Promise<string[]> {
  await instance.start(['--sample'])
  const ledger = new Ledger<Told>(join(instance.folder, 'ledger.jsonl'))
  try {
    const clerk = new Clerk(instance.staffUrl)
    await clerk.signIn('hana.mihon')
    const writing = new NoteWriting(clerk, await casesSeenBy(clerk), ledger)
    for (const words of [['backup'], []]) {
      writing.begin()
      await sleep(WORK_MS)
      await writing.stop()
      if (words.length > 0) await operate(instance, words)
    }
  } finally {
    await instance.stop()
  }
  return ledger.entries().flatMap((one) => (one.kind === 'written' ? [one.mark] : []))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** What the sample's stories say, without the places that are filled in. */
function sampleSentences(): string[] {
  return themes.flatMap(({ facts }) => facts.filter((line) => !line.includes('{')).slice(0, 2))
}

function wordsIn(files: readonly string[], phrases: readonly string[]): Figure[] {
  const needles = phrases.map((phrase) => Buffer.from(phrase))
  const betrayed = files.filter((file) => {
    const content = readFileSync(file)
    return needles.some((needle) => content.includes(needle))
  })
  return [
    { what: 'phrases looked for', found: needles.length, holds: needles.length > 0 },
    mustBeNone(
      `files that hold one${betrayed.length > 0 ? ` (${betrayed.map((one) => basename(one))})` : ''}`,
      betrayed.length,
    ),
  ]
}

/** Every file of the repository, with every key that lies on the machine and every passphrase of a list. */
async function withoutPassphrase(backups: string, own: readonly string[]): Promise<Figure[]> {
  const repository = await readRepository(backups)
  if (!repository) throw new Error('there is no repository')
  let opened = 0
  for (const guess of weak) {
    const keys = await openKeys(repository, decryptStream(guess)).catch(() => undefined)
    if (keys) opened++
  }
  const candidates = keysLyingAbout(own)
  const [base] = await listBases(backups)
  if (!base) throw new Error('there is no base')
  const beginning = readFileSync(base.path).subarray(0, BEGINNING)
  const opens = (reader: RepositoryReader) => opensWith(openBase(reader, base), beginning)
  for (const secretKey of candidates)
    for (const writerKey of candidates.slice(0, 50)) {
      const reader = { publicKey: repository.publicKey, secretKey, writerKey }
      if (await opens(reader)) opened++
    }
  // The same program with the passphrase: it would have found them.
  const right = await openKeys(repository, decryptStream(PASSPHRASE))
  const isReadable = await opens(right)
  return [
    { what: 'passphrases, keys found on the machine', found: `${weak.length}, ${candidates.length}` },
    mustBeNone('backups opened without the passphrase', opened),
    { what: '  the same with it', found: isReadable ? 1 : 0, holds: isReadable },
  ]
}

/** 32 bytes, as they are or in base64 or hex, in any small file. */
function keysLyingAbout(files: readonly string[]): Uint8Array[] {
  const found = new Map<string, Uint8Array>()
  for (const file of files) {
    if (statSync(file).size > SMALL_FILE) continue
    const content = readFileSync(file)
    const words = content.toString('latin1').match(/[A-Za-z0-9+/_-]{43}=?|[0-9a-f]{64}/g) ?? []
    const decoded = words.map((word) => Buffer.from(word, /^[0-9a-f]{64}$/.test(word) ? 'hex' : 'base64'))
    const whole = content.length === KEY ? [content] : []
    for (const key of [...decoded, ...whole].filter(({ length }) => length === KEY))
      found.set(key.toString('hex'), Uint8Array.from(key))
  }
  return [...found.values()]
}

async function opensWith(opening: Duplex, sealed: Buffer): Promise<boolean> {
  let came = 0
  const count = new Writable({
    write(piece: Buffer, _encoding, done) {
      came += piece.length
      done()
    },
  })
  // It breaks off in the middle at the latest: what counts is whether anything came.
  await pipeline([sealed], opening, count).catch(() => undefined)
  return came > 0
}

/** The restored database is all theirs: still nothing opens and no password, not even the right one, is confirmed. */
async function withPassphrase(dataDir: string): Promise<Figure[]> {
  const server = await startEmbedded({ dataDir, sharedBuffers: '64MB', log: () => undefined })
  const superuser = new pg.Client({ ...server.connection, database: 'yorube' })
  await superuser.connect()
  try {
    const stolen = await everyValue(superuser)
    const { rows } = await superuser.query<{ tenant_id: string }>('select tenant_id from auth.tenant')
    const tenants = rows.map((row) => row.tenant_id)
    const thief = new Thief(stolen)
    const columns = Map.groupBy(stolen, ({ column }) => column)
    const some = [...columns.values()].flatMap((values) => values.slice(0, PER_COLUMN))
    for (const key of possibleKeys(some, ['', 'yorube', PASSPHRASE, ...tenants, ...weak])) thief.tryKey(key)
    for (const key of keysLyingAbout(filesIn(dataDir))) thief.tryEverythingFrom(key, tenants)
    const unlockers = (await everyUnlocker(superuser)).slice(0, ACCOUNTS_TRIED)
    let confirmed = 0
    for (const byte of [0, 255])
      confirmed += await confirmedPasswords(new Uint8Array(KEY).fill(byte), unlockers, weak, cost)
    return [
      { what: 'sealed values in the restored database', found: thief.sealed, holds: thief.sealed > 1000 },
      { what: 'keys tried on them', found: thief.tried },
      mustBeNone(`values opened ${thief.openedColumns.join(', ')}`.trim(), thief.openedColumns.length),
      { what: 'passwords tried, the right one among them', found: weak.length * unlockers.length * 2 },
      mustBeNone('passwords confirmed', confirmed),
    ]
  } finally {
    await superuser.end()
    await server.stop()
  }
}
