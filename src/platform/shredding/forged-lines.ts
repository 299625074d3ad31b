import type { Statements } from '../audit/log/seal-round.ts'
import { readEarlier } from '../rotation/earlier.ts'
import { type Bytes, createVault } from '../vault/index.ts'
import { isGenuineLine, type ShredLine } from './line.ts'

const batchSize = 1_000

/**
 * An alarm for every line of the ledger in the database that this system did not write: what it names could not be destroyed again
 * over a restored database. As `yorube_definer`, at each start; answers how many there are.
 */
export async function raiseForgedLines(db: Statements, root: Bytes): Promise<number> {
  const vault = createVault(root, await readEarlier(db, root))
  let forged = 0
  let after = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000']
  for (;;) {
    const { rows } = await db.query<ShredLine & { mac: Buffer }>(
      `select tenant_id as "tenantId", id, kind, desk_id as "deskId", list_id as "listId", shredded_on::text as "shreddedOn",
         effective_on::text as "effectiveOn", mac
       from auth.shred_ledger where (tenant_id, id) > ($1::uuid, $2::uuid) order by tenant_id, id limit ${batchSize}`,
      after,
    )
    for (const { mac, ...line } of rows) {
      if (isGenuineLine(vault, line, mac)) continue
      forged += 1
      await db.query("select audit.raise_alarm($1, 'auth.shred_ledger', $2, $3, 1)", [
        line.tenantId,
        line.id,
        line.deskId,
      ])
    }
    const last = rows.at(-1)
    if (!last || rows.length < batchSize) return forged
    after = [last.tenantId, last.id]
  }
}
