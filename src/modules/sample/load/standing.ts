import { sql } from 'kysely'
import { recordBeginning } from '../../../platform/audit/beginnings.ts'
import type { Pool } from '../../../platform/db/pool.server.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { platform } from '../../../platform/runtime.ts'

/** empty: nothing founded; real: a tenant that is no sample; cut-off: a load that did not come to its end. */
export type Standing = 'empty' | 'real' | 'cut-off' | 'loaded'

/** Runs as the role that sees every row (`owner` connects as yorube_migrator, which may become it). */
export function seeingAll<Result>(owner: Pool, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return inTransaction(owner, [], async ({ tx, commit }) => {
    await sql`set local role yorube_definer`.execute(tx)
    const result = await work(tx)
    await commit()
    return result
  })
}

/** Changes what the tables are; rows stay hidden from it, as from every owner. */
export function asOwner(owner: Pool, work: (tx: Tx) => Promise<void>): Promise<void> {
  return inTransaction(owner, [], async ({ tx, commit }) => {
    await work(tx)
    await commit()
  })
}

export async function standingOf(owner: Pool): Promise<Standing> {
  const tenants = await seeingAll(owner, (tx) =>
    tx.selectFrom('auth.tenant').select(['is_sample', 'is_default']).execute(),
  )
  if (tenants.length === 0) return 'empty'
  if (tenants.some((tenant) => !tenant.is_sample)) return 'real'
  return tenants.some((tenant) => tenant.is_default) ? 'loaded' : 'cut-off'
}

/** Empties every table of an instance that holds nothing but a load that was cut off: the record and its log begin anew. */
export async function clearCutOff(owner: Pool): Promise<void> {
  if ((await standingOf(owner)) !== 'cut-off') throw new Error('only a load that was cut off is ever cleared')
  await inTransaction(owner, [], async ({ connection, commit }) => {
    const { rows } = await connection.send<{ place: string }>(
      `select c.oid::regclass::text as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and (n.nspname in ('auth', 'public', 'audit', 'intake')
         or n.nspname = 'internal' and c.relname in ('log_leaf', 'log_subtree', 'log_checkpoint'))`,
    )
    await connection.send(`truncate ${rows.map((row) => row.place).join(', ')}`)
    await connection.send('set local role yorube_definer')
    await connection.send(`update internal.log set size = 0, after_xid = '0', after_seq = 0, frontier = ''`)
    await recordBeginning({ query: (text, values) => connection.send(text, values) }, platform().vault)
    await commit()
  })
}
