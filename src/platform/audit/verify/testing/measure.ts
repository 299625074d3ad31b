import { readFileSync } from 'node:fs'
import type { Statements } from '../../log/seal-round.ts'
import { FindingBook } from '../findings.ts'
import type { Copying } from '../lines-in-order.ts'
import { verifyLog } from '../verify.ts'
import { drillSigner } from './drill.ts'

export interface Measured extends Verified {
  sealedPerSecond: number
}

export interface Verified {
  lines: number
  verifiedPerSecond: number
  /** Processor time, which says more than the clock on a machine that others use too. */
  ownMicroseconds: number
  databaseMicroseconds: number | string
  findings: number
}

const batch = 20_000

/** As acts of a usual day write them, unsealed. */
export async function writeUsualLines(superuser: Statements, lines: number): Promise<void> {
  for (let index = 0; index < lines / batch; index += 1)
    await superuser.query(
      `insert into audit.event (tenant_id, actor_id, session_hash, action, object_type, object_id, case_id, purpose, result, count, content_hash)
       select gen_random_uuid(), gen_random_uuid(), sha256(g::text::bytea), 'case.read-timeline', 'case', gen_random_uuid(),
         gen_random_uuid(), 'support', 'ok', g % 50, case when g % 3 = 0 then sha256('a document') end
       from generate_series(1, $1::integer) g`,
      [Math.min(batch, lines - index * batch)],
    )
}

/** How fast a log of so many usual lines is sealed and verified: the best of three. */
export async function measureLog(
  superuser: Statements & Copying,
  lines: number,
  seal: (db: Statements) => Promise<number>,
): Promise<Measured> {
  await writeUsualLines(superuser, lines)
  const started = performance.now()
  const sealed = await seal(superuser)
  const sealedPerSecond = Math.round((sealed / (performance.now() - started)) * 1000)
  await superuser.query('analyze audit.event, internal.log_leaf')
  const runs: Verified[] = []
  for (let run = 0; run < 3; run += 1) runs.push(await measureVerifying(superuser, drillSigner.publicKey))
  const [best] = runs.toSorted((one, other) => other.verifiedPerSecond - one.verifiedPerSecond)
  return { ...(best as Verified), sealedPerSecond }
}

/** Once over the whole log. */
export async function measureVerifying(db: Statements & Copying, publicKey: Uint8Array): Promise<Verified> {
  const book = new FindingBook()
  const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = rows[0]?.pid ?? 0
  const [own, database] = [process.cpuUsage(), processorTimeOf(pid)]
  const { figures } = await verifyLog(db, [publicKey], [], book)
  const used = process.cpuUsage(own)
  const lines = figures.lines ?? 0
  return {
    lines,
    verifiedPerSecond: figures.linesPerSecond ?? 0,
    ownMicroseconds: round((used.user + used.system) / lines),
    databaseMicroseconds: round((processorTimeOf(pid) - database) / lines),
    findings: book.count,
  }
}

const tickMicroseconds = 10_000

/** Of a process on Linux. */
function processorTimeOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * tickMicroseconds
}

const round = (value: number) => Math.round(value * 10) / 10
