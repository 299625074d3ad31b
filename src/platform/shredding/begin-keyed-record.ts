import { beginningsIn, isTimed, recordBeginning, recordTimed, sealBeginnings } from '../audit/beginnings.ts'
import type { Statements } from '../audit/log/seal-round.ts'
import { recordByOperator } from '../audit/operator-line.ts'
import { WritingBook } from '../audit/written.ts'
import { atomically } from '../db/atomically.ts'
import { readEarlier } from '../rotation/earlier.ts'
import { type Bytes, createVault, logSigner, type Vault } from '../vault/index.ts'
import { isGenuineLine, type ShredLine } from './line.ts'

export interface Begun {
  /** False = the record had its beginning. */
  isNew: boolean
  /** Records of which was said that an earlier release had destroyed them. */
  destroyedBefore: number
}

/**
 * Once in the life of a database, before anything serves: from here on what acts write is under a key, and what destructions empty
 * stands in the record by itself. Once more where that was begun before there were times. What was destroyed before is said now, as the database shows it. As `yorube_definer`, at each
 * start.
 */
export async function beginKeyedRecord(db: Statements, root: Bytes): Promise<Begun> {
  const vault = createVault(root, await readEarlier(db, root))
  const { isMade, ...begun } = await atomically(db, async () => {
    // Two servers may start at the same moment.
    await db.query("select pg_advisory_xact_lock(hashtext('yorube keyed record'))")
    const beginnings = await beginningsIn(db, vault)
    if (beginnings.some((one) => one.generation === 0)) {
      const isMade = !(await isTimed(db, vault))
      if (isMade) await recordTimed(db, vault)
      return { isMade, isNew: false, destroyedBefore: 0 }
    }
    await recordBeginning(db, vault)
    return {
      isMade: true,
      isNew: true,
      destroyedBefore: beginnings.length > 0 ? 0 : await recordDestroyedBefore(db, vault),
    }
  })
  // What is not sealed can be taken away without a trace, and the record would begin anew with the next start.
  if (isMade) await sealBeginnings(db, logSigner(vault.logSeed()))
  return begun
}

/** `verify` counts these documents: whoever could write to the database before had a word in what was said of them. */
async function recordDestroyedBefore(db: Statements, vault: Vault): Promise<number> {
  const { rows: lines } = await db.query<ShredLine & { mac: Buffer }>(
    `select tenant_id as "tenantId", id, kind, desk_id as "deskId", list_id as "listId", shredded_on::text as "shreddedOn",
       effective_on::text as "effectiveOn", mac from auth.shred_ledger order by tenant_id, id`,
  )
  let records = 0
  for (const { mac, ...line } of lines) {
    if (!isGenuineLine(vault, line, mac)) continue
    const { rows } = await db.query<{ label: string; rowId: string }>(
      'select label, row_id as "rowId" from internal.places_of($1, $2, $3, true)',
      [line.tenantId, line.kind, line.id],
    )
    const book = new WritingBook()
    for (const { label, rowId } of rows) book.noteGone(label, rowId)
    await recordByOperator(
      db,
      vault,
      {
        tenantId: line.tenantId,
        action: 'record.destroyed-before',
        objectType: line.kind,
        objectId: line.id,
      },
      book.entries,
    )
    records += 1
  }
  return records
}
