import { setTimeout as sleep } from 'node:timers/promises'
import type { LogSigner } from '../vault/index.ts'
import { type Statements, sealRound } from './log/seal-round.ts'
import { recordByOperator } from './operator-line.ts'
import { type KeyedBy, type KnownBy, makerOfHash, timeOfHash } from './written.ts'

/** A line of the instance: from here on what acts write stands there under a key of that root secret. */
const ACTION = 'record.keyed'
/** A line of the instance: from here on hashes carry the time when they were made. */
const TIMED = 'record.timed'
const patienceMs = 3_000

/** Where the time of a root secret begins in the record, in the order in which lines are sealed. */
export interface Beginning {
  /** 0 = of the present root secret, 1 = of the one before it, … */
  generation: number
  place: Place
}

export interface Place {
  xid8: number
  seq: number
}

/** Once for each root secret; the log covers it like every line, so that nobody moves it. */
export async function recordBeginning(db: Statements, vault: KeyedBy): Promise<void> {
  await recordByOperator(db, vault, { tenantId: null, action: ACTION, objectType: 'root-secret' }, [])
}

/** Once, where the beginning is of before hashes carried a time: one without it that was kept back is good no longer. */
export async function recordTimed(db: Statements, vault: KeyedBy): Promise<void> {
  await recordByOperator(db, vault, { tenantId: null, action: TIMED, objectType: 'root-secret' }, [])
}

/** Whether a line of the instance carries a time already. */
export async function isTimed(db: Statements, vault: KnownBy): Promise<boolean> {
  const lines = [...(await linesOf(db, vault, ACTION)), ...(await linesOf(db, vault, TIMED))]
  return lines.some((line) => typeof line.madeAt === 'number')
}

/** In the order of the record. There is one of each generation; a second one, which moves nothing, only somebody else puts there. */
export async function beginningsIn(db: Statements, vault: KnownBy): Promise<Beginning[]> {
  return (await linesOf(db, vault, ACTION)).map(({ generation, place }) => ({ generation, place }))
}

/** Those of that name that a root secret of ours made. */
async function linesOf(
  db: Statements,
  vault: KnownBy,
  action: string,
): Promise<(Beginning & { madeAt: ReturnType<typeof timeOfHash> })[]> {
  const { rows } = await db.query<Place & { contentHash: Buffer | null }>(
    `select e.xid8::text::float8 as xid8, e.seq::float8 as seq, e.content_hash as "contentHash" from audit.event e
     where e.tenant_id is null and e.actor_id is null and e.action = $1 order by e.xid8, e.seq`,
    [action],
  )
  return rows.flatMap(({ contentHash, ...place }) => {
    const hash = contentHash ?? Buffer.alloc(0)
    const generation = makerOfHash(vault, { tenantId: null, action, actorId: null }, [], hash)
    return typeof generation === 'number' ? [{ generation, place, madeAt: timeOfHash(hash) }] : []
  })
}

/**
 * Seals all that stands there, and waits some seconds for whoever is at work just then. False = somebody leaves a transaction open.
 */
export async function sealBeginnings(db: Statements, signer: LogSigner): Promise<boolean> {
  for (const until = Date.now() + patienceMs; ; await sleep(50)) {
    while ((await sealRound(db, signer)) > 0);
    const areSealed = await areBeginningsSealed(db)
    if (areSealed || Date.now() > until) return areSealed
  }
}

/** Whether the log covers every beginning, and where times begin. A transaction that anybody leaves open holds sealing back, and what is not sealed can go. */
export async function areBeginningsSealed(db: Statements): Promise<boolean> {
  const { rows } = await db.query(
    `select from audit.event e where e.tenant_id is null and e.actor_id is null and e.action in ('${ACTION}', '${TIMED}')
       and not exists (select from internal.log l where (e.xid8, e.seq) <= (l.after_xid, l.after_seq)) limit 1`,
  )
  return rows.length === 0
}

/**
 * Whether a hash of that maker may stand there: once the time of its root secret has begun, and before that of any newer one has.
 * One without a key only before all of them, so that an instance that never had such hashes takes none.
 */
export function isOfItsTime(
  beginnings: readonly Beginning[],
  maker: number | 'plain',
  place: Place,
): boolean {
  if (maker === 'plain') return beginnings.length > 0 && beginnings.every((one) => isBefore(place, one.place))
  return (
    beginnings.some((one) => one.generation === maker && !isBefore(place, one.place)) &&
    beginnings.every((one) => one.generation >= maker || isBefore(place, one.place))
  )
}

function isBefore(one: Place, other: Place): boolean {
  return one.xid8 < other.xid8 || (one.xid8 === other.xid8 && one.seq < other.seq)
}
