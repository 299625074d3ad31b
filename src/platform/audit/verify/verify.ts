import type { Vault } from '../../vault/index.ts'
import { printedKey } from '../log/note.ts'
import type { Statements } from '../log/seal-round.ts'
import { checkDirectory } from './check-directory.ts'
import { checkLog, readState } from './check-log.ts'
import { checkDesks, checkOpeners } from './check-openers.ts'
import { checkShredded } from './check-shredded.ts'
import { checkUnsealed } from './check-unsealed.ts'
import { checkRows, checkWritings, sealedColumns } from './check-written.ts'
import { type Figures, type Finding, FindingBook, type FindingKind } from './findings.ts'
import type { Copying } from './lines-in-order.ts'
import { type KeptNote, RootWatch } from './root-watch.ts'

/** A checkpoint that was kept outside, and where. */
export interface OutsideNote {
  note: string
  source: string
}

export interface Verification {
  origin: string
  /** By which anybody checks our checkpoints. */
  printedKey: string
  figures: Figures
  findings: Finding[]
  /** More than are named, where there are very many. */
  findingCount: number
  findingCounts: Partial<Record<FindingKind, number>>
}

/** Goes over the log, what was written, the key directory and who can open what. Reads, in one snapshot; changes nothing. */
export async function verify(
  db: Statements & Copying,
  vault: Vault,
  outside: readonly OutsideNote[] = [],
): Promise<Verification> {
  const book = new FindingBook()
  await db.query('begin isolation level repeatable read, read only')
  try {
    const log = await verifyLog(db, [vault.logPublicKey(), ...vault.earlierLogPublicKeys()], outside, book)
    const columns = await sealedColumns(db)
    const figures = {
      ...log.figures,
      ...(await checkWritings(db, vault, book)),
      ...(await checkRows(db, columns, book)),
      ...(await checkDirectory(db, vault, book)),
      ...(await checkOpeners(db, columns, book)),
      ...(await checkShredded(db, book)),
      ...(await checkDesks(db, book)),
    }
    return {
      origin: log.origin,
      printedKey: printedKey(log.origin, vault.logPublicKey()),
      figures,
      findings: book.findings,
      findingCount: book.count,
      findingCounts: book.counts,
    }
  } finally {
    await db.query('rollback')
  }
}

/** The log alone, within a transaction. Of the keys that signed it the present one comes first. */
export async function verifyLog(
  db: Statements & Copying,
  publicKeys: readonly Uint8Array[],
  outside: readonly OutsideNote[],
  book: FindingBook,
): Promise<{ origin: string; figures: Figures }> {
  const state = await readState(db)
  if (!state) {
    book.add({ kind: 'log-lost' })
    return { origin: 'yorube/unknown', figures: {} }
  }
  const { rows } = await db.query<KeptNote>(
    `select note, null as source, to_char(hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as hour
     from internal.log_checkpoint order by size`,
  )
  const notes = [...rows, ...outside.map((one) => ({ ...one, hour: '' }))]
  const watch = new RootWatch(notes, state.origin, publicKeys, book)
  const started = performance.now()
  const { lines } = await checkLog(db, state, watch, book)
  const seconds = (performance.now() - started) / 1000
  const { waiting } = await checkUnsealed(db, state, book)
  return {
    origin: state.origin,
    figures: {
      lines,
      linesPerSecond: seconds > 0 ? Math.round(lines / seconds) : 0,
      waiting,
      checkpoints: watch.confirmed,
      outsideCheckpoints: watch.confirmedOutside,
    },
  }
}
