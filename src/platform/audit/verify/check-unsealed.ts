import type { Statements } from '../log/seal-round.ts'
import type { LogState } from './check-log.ts'
import type { FindingBook } from './findings.ts'

/** A line that waits longer than this while others were written shows that nobody seals. */
const longestWait = '10 minutes'
const mostNamed = 100

/** Lines outside the log: those that wait for the next round, and those that somebody wrote in behind it. */
export async function checkUnsealed(
  db: Statements,
  state: LogState,
  book: FindingBook,
): Promise<{ waiting: number }> {
  const behind = [state.afterXid, state.afterSeq]
  const { rows } = await db.query<{ seq: number }>(
    `select e.seq::float8 as seq from audit.event e
     where (e.xid8, e.seq) <= ($1::xid8, $2::bigint) and not exists (select from internal.log_leaf l where l.seq = e.seq)
     order by e.seq limit ${mostNamed}`,
    behind,
  )
  for (const { seq } of rows) book.add({ kind: 'line-slipped-in', seq })
  const { rows: rest } = await db.query<{ waiting: number; since: Date | null; late: boolean }>(
    `select count(*)::float8 as waiting, min(e.at) as since,
       coalesce(min(e.at) < (select max(at) from audit.event) - interval '${longestWait}', false) as late
     from audit.event e where (e.xid8, e.seq) > ($1::xid8, $2::bigint)`,
    behind,
  )
  const [open] = rest
  if (open?.late && open.since)
    book.add({ kind: 'lines-unsealed', count: open.waiting, since: open.since.toISOString() })
  return { waiting: open?.waiting ?? 0 }
}
