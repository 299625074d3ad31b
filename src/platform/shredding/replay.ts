import type { Statements } from '../audit/log/seal-round.ts'
import type { Vault } from '../vault/index.ts'
import { type KeptLedger, type KeptLine, readKept } from './kept-file.ts'
import { isGenuineLine, partiesNamed } from './line.ts'

export interface Replayed {
  /** Records that the database held again, and holds no more. */
  shredded: number
  /** Lines that this system did not write: they count for nothing, and somebody wrote them. */
  refused: number
}

type Checker = Pick<Vault, 'checkRow' | 'conflictToken'>

/**
 * Carries out again what was destroyed, over a database that does not know of it or holds a key of it again: it was restored to
 * an earlier moment, by whatever means. As `yorube_definer`, before anything serves. Every line is an act of its own, so that
 * one that was broken off is done the next time.
 */
export async function replayShreddings(
  db: Statements,
  vault: Checker,
  folders: readonly string[],
): Promise<Replayed> {
  const ledgers = (await Promise.all(folders.map(readKept))).filter(
    (one): one is KeptLedger => one !== undefined,
  )
  const genuine = new Map<string, KeptLine>()
  let refused = ledgers.reduce((sum, { unreadable }) => sum + unreadable, 0)
  const lines = ledgers.flatMap((ledger) => ledger.lines)
  for (const line of lines)
    if (isGenuineLine(vault, line, Buffer.from(line.mac, 'hex'))) genuine.set(line.id, line)
  // Of the time of an earlier root secret: the same line stands there once more, under this one.
  refused += lines.filter((line) => !genuine.has(line.id)).length
  let shredded = 0
  for (const line of await undoneOf(db, [...genuine.values()])) {
    await replay(db, vault, line)
    shredded += 1
  }
  return { shredded, refused }
}

/** Those of a tenant that is here whose record the ledger does not know, or some key of which is there again. */
async function undoneOf(db: Statements, lines: readonly KeptLine[]): Promise<KeptLine[]> {
  if (lines.length === 0) return []
  const { rows } = await db.query<{ id: string }>(
    `select n.id from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (tenant_id, id, kind)
     join auth.tenant t on t.tenant_id = n.tenant_id
     where not exists (select from auth.shred_ledger l where l.tenant_id = n.tenant_id and l.id = n.id)
       or exists (select from auth.compartment_grant g where g.tenant_id = n.tenant_id
         and g.compartment_id = any (internal.keys_of(n.tenant_id, n.kind, n.id)))`,
    [lines.map((one) => one.tenantId), lines.map((one) => one.id), lines.map((one) => one.kind)],
  )
  const undone = new Set(rows.map((row) => row.id))
  return lines.filter((line) => undone.has(line.id))
}

async function replay(db: Statements, vault: Checker, line: KeptLine): Promise<void> {
  const { rows } = await db.query<{ parties: string[] }>(
    'select internal.parties_of($1, $2, $3) as parties',
    [line.tenantId, line.kind, line.id],
  )
  const parties = partiesNamed(vault, line.tenantId, rows[0]?.parties ?? [])
  await db.query('select internal.replay_shredding($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
    line.tenantId,
    line.id,
    line.kind,
    line.deskId,
    line.listId,
    line.shreddedOn,
    line.effectiveOn,
    Buffer.from(line.mac, 'hex'),
    parties,
  ])
}
