import type { Statements } from '../audit/log/seal-round.ts'
import { recordByOperator } from '../audit/operator-line.ts'
import { WritingBook } from '../audit/written.ts'
import { atomically } from '../db/atomically.ts'
import { readEarlier } from '../rotation/earlier.ts'
import { type Bytes, createVault, type Vault } from '../vault/index.ts'
import { type KeptLedger, type KeptLine, readKept } from './kept-file.ts'
import { isEarlierLine, isGenuineLine, partiesNamed } from './line.ts'

export interface Replayed {
  /** Records that the database held again, and holds no more. */
  shredded: number
  /** Lines that this system did not write, about records that nobody can open here: they count for nothing. */
  refused: number
}

/**
 * Of some lines nobody can tell whether they are ours, and what they name can be opened here: records that were destroyed may be
 * alive again. Nothing may serve.
 */
export class LedgerInDoubt extends Error {
  readonly lines: number
  constructor(lines: number) {
    super(`${lines} lines of the ledger of destroyed records are in doubt`)
    this.name = 'LedgerInDoubt'
    this.lines = lines
  }
}

/**
 * Carries out again what was destroyed, over a database that does not know of it or holds a key of it again: it was restored to
 * an earlier moment, by whatever means. As `yorube_definer`, before anything serves. Every line is an act of its own, so that
 * one that was broken off is done the next time. Throws `LedgerInDoubt` after all that could be done was done.
 */
export async function replayShreddings(
  db: Statements,
  root: Bytes,
  folders: readonly string[],
): Promise<Replayed> {
  // With the root secrets before: opposing parties are known by names that were keyed through all of them.
  const vault = createVault(root, await readEarlier(db, root))
  const ledgers = (await Promise.all(folders.map(readKept))).filter(
    (one): one is KeptLedger => one !== undefined,
  )
  const { genuine, others } = sorted(
    vault,
    ledgers.flatMap(({ lines }) => lines),
  )
  let shredded = 0
  for (const line of await undoneOf(db, genuine)) {
    await atomically(db, () => replay(db, vault, line))
    shredded += 1
  }
  const unreadable = ledgers.reduce((sum, one) => sum + one.unreadable, 0)
  const inDoubt = unreadable + (await openableOf(db, others))
  if (inDoubt > 0) throw new LedgerInDoubt(inDoubt)
  const refused = others.filter((line) => !isEarlierLine(vault, line, macOf(line))).length
  return { shredded, refused }
}

const macOf = (line: KeptLine) => Buffer.from(line.mac, 'hex')
const recordOf = ({ tenantId, id }: KeptLine) => `${tenantId} ${id}`

/** One genuine line for each record; and those about records of which no line is genuine. */
function sorted(vault: Vault, lines: readonly KeptLine[]): { genuine: KeptLine[]; others: KeptLine[] } {
  const genuine = new Map<string, KeptLine>()
  for (const line of lines) if (isGenuineLine(vault, line, macOf(line))) genuine.set(recordOf(line), line)
  return { genuine: [...genuine.values()], others: lines.filter((line) => !genuine.has(recordOf(line))) }
}

/** Those of a tenant that is here whose record the ledger does not know, or some key of which is there again. */
async function undoneOf(db: Statements, lines: readonly KeptLine[]): Promise<KeptLine[]> {
  if (lines.length === 0) return []
  const { rows } = await db.query<{ place: number }>(
    `select n.place::int as place from unnest($1::uuid[], $2::uuid[], $3::text[]) with ordinality as n (tenant_id, id, kind, place)
     join auth.tenant t on t.tenant_id = n.tenant_id
     where not exists (select from auth.shred_ledger l where l.tenant_id = n.tenant_id and l.id = n.id)
       or exists (select from auth.compartment_grant g where g.tenant_id = n.tenant_id
         and g.compartment_id = any (internal.keys_of(n.tenant_id, n.kind, n.id)))`,
    [lines.map((one) => one.tenantId), lines.map((one) => one.id), lines.map((one) => one.kind)],
  )
  return rows.flatMap(({ place }) => lines[place - 1] ?? [])
}

/** How many name a record that somebody can open here, as whichever kind. */
async function openableOf(db: Statements, lines: readonly KeptLine[]): Promise<number> {
  if (lines.length === 0) return 0
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from unnest($1::uuid[], $2::uuid[]) as n (tenant_id, id)
     where exists (select from auth.compartment_grant g where g.tenant_id = n.tenant_id
       and g.compartment_id = any (internal.keys_of(n.tenant_id, 'case', n.id) || internal.keys_of(n.tenant_id, 'consultation', n.id)))`,
    [lines.map((one) => one.tenantId), lines.map((one) => one.id)],
  )
  return rows[0]?.count ?? 0
}

async function replay(db: Statements, vault: Vault, line: KeptLine): Promise<void> {
  const { rows } = await db.query<{ parties: string[] }>(
    'select internal.parties_of($1, $2, $3) as parties',
    [line.tenantId, line.kind, line.id],
  )
  const parties = partiesNamed(vault, line.tenantId, rows[0]?.parties ?? [])
  const { rows: gone } = await db.query<{ labels: string[]; rowIds: string[] }>(
    `select labels, row_ids as "rowIds" from internal.replay_shredding($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      line.tenantId,
      line.id,
      line.kind,
      line.deskId,
      line.listId,
      line.shreddedOn,
      line.effectiveOn,
      macOf(line),
      parties,
    ],
  )
  const { labels = [], rowIds = [] } = gone[0] ?? {}
  const book = new WritingBook()
  for (const [at, label] of labels.entries()) book.noteGone(label, rowIds[at] ?? '')
  await recordByOperator(
    db,
    vault,
    { tenantId: line.tenantId, action: 'disposal.shred-again', objectType: line.kind, objectId: line.id },
    book.entries,
  )
}
