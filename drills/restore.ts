import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Verification } from '../src/platform/audit/verify/verify.ts'
import { startEmbedded } from '../src/platform/db/embedded/start-embedded.ts'
import { Clerk } from './kit/clerk.ts'
import { type Drill, ms, mustBeNone, percentile, tell } from './kit/drill.ts'
import { differencesOf, type Fingerprint, fingerprintOf, quietMoment, rowsIn } from './kit/fingerprint.ts'
import { Instance, newFolder } from './kit/instance.ts'
import { Ledger } from './kit/ledger.ts'
import { NoteWriting, type Told } from './kit/note-writing.ts'
import { operate } from './kit/operate.ts'
import { casesSeenBy, writtenNotes } from './kit/sample-notes.ts'
import { countNew, verificationOf, verifyFigures } from './kit/verification.ts'

const CLERK = 'hana.mihon'
const WORK_MS = 4000

interface Wish {
  name: string
  /** Undefined: as late as there is. */
  at: Date | undefined
  content: Fingerprint
  /** Submissions that were acknowledged by then. */
  acknowledged: string[]
}

/**
 * `restore`: a working instance with two backups and its archive is lost; it is brought back five times, at moments and as
 * late as there is, each table compared with what stood there. The last one is started, signed in to and read.
 */
export const drill: Drill = async () => {
  const folder = newFolder()
  const passphrase = join(folder, 'passphrase')
  writeFileSync(passphrase, 'a passphrase of the drill\n', { mode: 0o600 })
  const backups = join(folder, 'backups')
  mkdirSync(backups, { mode: 0o700 })
  const settings = { BACKUP_DIR: backups, BACKUP_PASSPHRASE_FILE: passphrase, ARCHIVE_SECONDS: '5' }
  const instance = new Instance(settings, folder)
  const ledger = new Ledger<Told>(join(folder, 'ledger.jsonl'))
  try {
    const { morning, noon, evening } = await workADay(instance, ledger)
    await operate(instance, ['verify-backup'])
    const before = await verificationOf(instance)
    const wishes: Wish[] = [
      { ...morning, name: 'morning' },
      { ...noon, name: 'noon' },
      { ...evening, name: 'newest', at: undefined },
      { ...morning, name: 'morning again' },
      { ...evening, name: 'newest again', at: undefined },
    ]
    const took: number[] = []
    let differences = 0
    let lost = 0
    let findings = 0
    for (const [i, wish] of wishes.entries()) {
      const began = Date.now()
      const dataDir = join(folder, `restored-${i}`)
      const at = wish.at ? ['--at', wish.at.toISOString()] : []
      await operate(instance, ['restore', '--to', dataDir, ...at])
      took.push(Date.now() - began)
      const found = await lookAt(dataDir, wish)
      differences += found.differing.length
      lost += found.lost
      const restored = new Instance({ ...settings, BACKUP_DIR: '' }, folder, `restored-${i}`)
      findings += countNew(before, await verificationOf(restored))
      console.log(
        `${wish.name}: ${ms(took.at(-1) ?? 0)}, ${rowsIn(wish.content)} rows, differing tables: ${found.differing.join(', ') || 'none'}`,
      )
    }
    const { opened, verified } = await openLast(folder, settings, ledger, `restored-${wishes.length - 1}`)
    return tell([
      { what: 'restores', found: took.length, holds: took.length >= 5 },
      { what: '  of them to a moment', found: wishes.filter(({ at }) => at).length },
      { what: 'rows compared', found: wishes.reduce((sum, { content }) => sum + rowsIn(content), 0) },
      {
        what: 'writes acknowledged',
        found: evening.acknowledged.length,
        holds: evening.acknowledged.length > 0,
      },
      { what: 'restore, median', found: ms(percentile(took, 0.5)) },
      { what: 'restore, longest', found: ms(Math.max(...took)) },
      mustBeNone('tables that differ', differences),
      mustBeNone('acknowledged writes lost', lost),
      mustBeNone('findings of verify, right after each restore', findings),
      { what: 'notes opened over HTTP after the last one', found: opened, holds: opened > 0 },
      ...verifyFigures('after work went on', before, verified),
    ])
  } finally {
    await instance.remove()
  }
}

async function workADay(instance: Instance, ledger: Ledger<Told>) {
  await instance.start(['--sample'])
  const clerk = new Clerk(instance.staffUrl)
  await clerk.signIn(CLERK)
  const writing = new NoteWriting(clerk, await casesSeenBy(clerk), ledger)
  const superuser = await instance.superuser()
  const work = async () => {
    writing.begin()
    await sleep(WORK_MS)
    await writing.stop()
    return { ...(await quietMoment(superuser)), acknowledged: acknowledgedIn(ledger) }
  }
  try {
    await operate(instance, ['backup'])
    const morning = await work()
    const noon = await work()
    await operate(instance, ['backup'])
    await work()
    const evening = await work()
    return { morning, noon, evening }
  } finally {
    await superuser.end()
    await instance.stop()
  }
}

const acknowledgedIn = (ledger: Ledger<Told>) =>
  ledger.entries().flatMap((one) => (one.kind === 'written' ? [one.submissionId] : []))

async function lookAt(dataDir: string, { content, acknowledged }: Wish) {
  const server = await startEmbedded({ dataDir, sharedBuffers: '64MB', log: () => undefined })
  const superuser = new pg.Client({ ...server.connection, database: 'yorube' })
  await superuser.connect()
  try {
    const differing = differencesOf(content, await fingerprintOf(superuser))
    const notes = await writtenNotes(superuser, acknowledged)
    return { differing, lost: acknowledged.length - notes.size }
  } finally {
    await superuser.end()
    await server.stop()
  }
}

/** A restored instance is one when people can work in it: sealed words open again. */
async function openLast(
  folder: string,
  settings: Record<string, string>,
  ledger: Ledger<Told>,
  name: string,
): Promise<{ opened: number; verified: Verification }> {
  const environment = { ...settings, DATA_DIR: join(folder, name), BACKUP_DIR: '' }
  const again = new Instance(environment, folder, name)
  try {
    await again.start(['--sample'])
    const clerk = new Clerk(again.staffUrl)
    await clerk.signIn(CLERK)
    const written = ledger.entries().flatMap((one) => (one.kind === 'written' ? [one] : []))
    const superuser = await again.superuser()
    const notes = await writtenNotes(
      superuser,
      written.map(({ submissionId }) => submissionId),
    )
    await superuser.end()
    let opened = 0
    for (const { submissionId, caseId, mark } of written.slice(-10)) {
      const answer = await clerk.get(`/cases/${caseId}/notes/${notes.get(submissionId)}`)
      if (answer?.html.includes(mark)) opened += 1
    }
    return { opened, verified: await verificationOf(again) }
  } finally {
    await again.stop()
  }
}
