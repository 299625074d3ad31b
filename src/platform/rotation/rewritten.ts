import type { Statements } from '../audit/log/seal-round.ts'
import type { Bytes } from '../vault/index.ts'

const batchSize = 2_000
let cursors = 0

export interface Counted {
  made: number
  /** Not ours before, and not made ours: `verify` tells them. */
  left: number
}

export interface Rewriting<Row> {
  table: string
  /** Under the names that the vault uses. */
  columns: string
  where?: string
  /** What each row is given, column by column; null = it is left. */
  targets: readonly string[]
  remade(row: Row): readonly Bytes[] | null
  /** Where `yorube_definer` may not change the table: who may. */
  writtenAs?: 'yorube_ledger'
}

/**
 * Every row of a table with other values in its sealed columns, some thousand at a time and all in the transaction of the
 * caller: until it commits nothing has happened.
 */
export async function rewrite<Row extends object>(
  db: Statements,
  { table, columns, where = 'true', targets, remade, writtenAs }: Rewriting<Row>,
  onRows: (count: number) => void,
): Promise<Counted> {
  cursors += 1
  const cursor = `rotation_${cursors}`
  const counted: Counted = { made: 0, left: 0 }
  // The cursor sees the rows as they were: none comes twice.
  await db.query(
    `declare ${cursor} no scroll cursor for select ctid::text as at, ${columns} from ${table} where ${where}`,
  )
  for (;;) {
    const { rows } = await db.query<Row & { at: string }>(`fetch ${batchSize} from ${cursor}`)
    if (rows.length === 0) break
    const done = rows.flatMap((row) => {
      const values = remade(row)
      return values ? [{ at: row.at, values }] : []
    })
    if (writtenAs) await db.query(`set local role ${writtenAs}`)
    await write(db, table, targets, done)
    if (writtenAs) await db.query('set local role yorube_definer')
    counted.made += done.length
    counted.left += rows.length - done.length
    onRows(rows.length)
  }
  await db.query(`close ${cursor}`)
  return counted
}

async function write(
  db: Statements,
  table: string,
  targets: readonly string[],
  rows: readonly { at: string; values: readonly Bytes[] }[],
): Promise<void> {
  if (rows.length === 0) return
  const names = targets.map((_, index) => `v${index}`)
  await db.query(
    `update ${table} t set ${targets.map((target, index) => `${target} = n.v${index}`).join(', ')}
     from unnest($1::text[]::tid[], ${targets.map((_, index) => `$${index + 2}::bytea[]`).join(', ')}) as n (at, ${names.join(', ')})
     where t.ctid = n.at`,
    [
      rows.map((row) => row.at),
      ...targets.map((_, index) => rows.map(({ values }) => Buffer.from(values[index] ?? []))),
    ],
  )
}
