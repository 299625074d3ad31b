import { logSigner } from '../../../vault/index.ts'
import { type Statements, sealRound } from '../../log/seal-round.ts'
import { FindingBook } from '../findings.ts'
import type { Copying } from '../lines-in-order.ts'
import { type OutsideNote, verifyLog } from '../verify.ts'
import { Random, TAMPERINGS } from './tamper.ts'

export interface DrillResult {
  tries: number
  noticed: number
  /** What was done and not noticed. */
  missed: string[]
  byKind: Record<string, number>
}

export const drillSigner = logSigner(new Uint8Array(32).fill(11))
const actions = ['case.read', 'case.note', 'search.run', 'request.send', 'account.sign-in']

/** Lines of many shapes in many transactions, sealed in rounds; answers the checkpoint that was kept outside. */
export async function fillLog(
  superuser: Statements,
  worker: Statements,
  lines: number,
): Promise<OutsideNote[]> {
  const rounds = 6
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < lines / rounds; index += 1) {
      await superuser.query(
        `insert into audit.event (tenant_id, actor_id, session_hash, action, object_type, object_id, case_id, purpose, basis, result, count, content_hash, reason)
         values ($1, gen_random_uuid(), sha256('a session'), $2, $3, gen_random_uuid(), $4, 'support', $5, 'ok', $6, $7, $8)`,
        [
          crypto.randomUUID(),
          actions[index % actions.length],
          index % 3 === 0 ? null : 'case',
          index % 2 === 0 ? crypto.randomUUID() : null,
          index % 7 === 0 ? 'law_7' : null,
          index % 4 === 0 ? index : null,
          index % 5 === 0 ? Buffer.alloc(32, index % 251) : null,
          index % 11 === 0 ? Buffer.alloc(300, index % 251) : null,
        ],
      )
    }
    // As if an hour had passed since the round before.
    await superuser.query("update internal.log_checkpoint set hour = hour - interval '1 hour'")
    await sealEverything(superuser, worker)
  }
  const { rows } = await superuser.query<{ note: string }>(
    'select note from internal.log_checkpoint order by size',
  )
  return rows.map(({ note }, index) => ({ note, source: `checkpoint-${index}` }))
}

/** Until no line is left: a transaction anywhere in the cluster, of another test as well, holds the younger ones back. */
async function sealEverything(superuser: Statements, worker: Statements): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    await sealAll(worker)
    const { rows } = await superuser.query<{ isLeft: boolean }>(
      `select exists (select from audit.event e where not exists (
         select from internal.log_leaf l where l.seq = e.seq)) as "isLeft"`,
    )
    if (rows[0]?.isLeft !== true) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** What is less than full has caught up with all that waited, though others go on writing. */
const fullRound = 5_000

export async function sealAll(worker: Statements, signer = drillSigner): Promise<number> {
  for (let sum = 0; ; ) {
    const sealed = await sealRound(worker, signer, fullRound)
    sum += sealed
    if (sealed < fullRound) return sum
  }
}

async function findingsOf(db: Statements & Copying, outside: readonly OutsideNote[]): Promise<FindingBook> {
  const book = new FindingBook()
  await verifyLog(db, [drillSigner.publicKey], outside, book)
  return book
}

/** Tampers, one way at a time and each time with the untouched log, and looks whether `verify` notices. */
export async function drillLog(
  superuser: Statements & Copying,
  outside: readonly OutsideNote[],
  tries: number,
  seed: number,
): Promise<DrillResult> {
  const random = new Random(seed)
  const result: DrillResult = { tries, noticed: 0, missed: [], byKind: {} }
  const clean = await findingsOf(superuser, outside)
  if (clean.count > 0) throw new Error(`the untouched log has findings: ${JSON.stringify(clean.findings[0])}`)
  for (let index = 0; index < tries; index += 1) {
    await superuser.query('begin')
    try {
      const tamper = TAMPERINGS[index % TAMPERINGS.length] ?? TAMPERINGS[0]
      const done = (await tamper?.(superuser, random)) ?? ''
      const { count, findings } = await findingsOf(superuser, outside)
      if (count > 0) result.noticed += 1
      else result.missed.push(done)
      for (const kind of new Set(findings.map((one) => one.kind)))
        result.byKind[kind] = (result.byKind[kind] ?? 0) + 1
    } finally {
      await superuser.query('rollback')
    }
  }
  return result
}
