import type { DatabaseAccess } from '../../../platform/db/access.ts'
import { withClient } from '../../../platform/db/with-client.ts'

export const ROWS_A_BATCH = 3
export const CANARY = 'canary-of-the-backup'

export interface Batch {
  number: number
  /** Where the log stood when the commit was acknowledged. */
  lsn: string
}

export async function makeTable(access: DatabaseAccess) {
  await withClient(access, (client) =>
    client.query(
      'create table written (batch int, line int, word text, sum text, primary key (batch, line))',
    ),
  )
}

/** Commits batches one after the other until asked to stop; every fifth also changes an earlier one. */
export function keepWriting(access: DatabaseAccess) {
  const acknowledged: Batch[] = []
  let isStopped = false
  const finished = withClient(access, async (client) => {
    for (let number = 0; !isStopped; number += 1) {
      await client.query('begin')
      await client.query(
        `insert into written
         select $1, line, word, md5(word) from generate_series(1, $2::int) as line,
           lateral (select $3 || repeat(md5(random()::text || line), 60) as word) as made`,
        [number, ROWS_A_BATCH, CANARY],
      )
      if (number % 5 === 4)
        await client.query(
          'update written set word = word || word, sum = md5(word || word) where batch = $1',
          [Math.floor(number / 2)],
        )
      await client.query('commit')
      const { rows } = await client.query<{ lsn: string }>('select pg_current_wal_flush_lsn()::text as lsn')
      acknowledged.push({ number, lsn: rows[0]?.lsn ?? '' })
    }
  })
  return {
    acknowledged,
    async stop() {
      isStopped = true
      await finished
    },
  }
}

export interface Found {
  batches: number[]
  torn: number
}

/** What stands in the table, read through the heap and compared with the index. */
export async function readBack(access: DatabaseAccess): Promise<Found> {
  return await withClient(access, async (client) => {
    const { rows } = await client.query<{ batch: number; lines: number; bad: number }>(`
      select batch, count(*)::int as lines, (count(*) filter (where md5(word) <> sum))::int as bad
      from written group by batch order by batch`)
    await client.query('set enable_seqscan = off')
    const indexed = await client.query('select count(*)::int as n from written where batch >= 0')
    const lines = rows.reduce((sum, row) => sum + row.lines, 0)
    const torn = rows.filter((row) => row.lines !== ROWS_A_BATCH || row.bad > 0).length
    return { batches: rows.map((row) => row.batch), torn: torn + Math.abs(lines - indexed.rows[0].n) }
  })
}

export function lsnNumber(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}
