import type { Statements } from './log/seal-round.ts'
import { recordByOperator } from './operator-line.ts'
import { type KeyedBy, type KnownBy, makerOfHash } from './written.ts'

/** A line of the instance: from here on what acts write stands there under a key of that root secret. */
const ACTION = 'record.keyed'

/** Where the time of a root secret begins in the record, in the order in which lines are sealed. */
export interface Beginning {
  /** 0 = of the present root secret, 1 = of the one before it, … */
  generation: number
  place: Place
}

interface Place {
  xid8: number
  seq: number
}

/** Once for each root secret; the log covers it like every line, so that nobody moves it. */
export async function recordBeginning(db: Statements, vault: KeyedBy): Promise<void> {
  await recordByOperator(db, vault, { tenantId: null, action: ACTION, objectType: 'root-secret' }, [])
}

/** The first of each generation: a later one moves nothing. */
export async function beginningsIn(db: Statements, vault: KnownBy): Promise<Beginning[]> {
  const { rows } = await db.query<Place & { contentHash: Buffer | null }>(
    `select e.xid8::text::float8 as xid8, e.seq::float8 as seq, e.content_hash as "contentHash" from audit.event e
     where e.tenant_id is null and e.actor_id is null and e.action = '${ACTION}' order by e.xid8, e.seq`,
  )
  const found = new Map<number, Beginning>()
  for (const { contentHash, ...place } of rows) {
    const line = { tenantId: null, action: ACTION, actorId: null }
    const generation = makerOfHash(vault, line, [], contentHash ?? Buffer.alloc(0))
    if (typeof generation === 'number' && !found.has(generation)) found.set(generation, { generation, place })
  }
  return [...found.values()]
}

/**
 * Whether a hash of that maker may stand there: before the time of every newer root secret has begun. One without a key only
 * before all of them, so that an instance that never had such hashes takes none.
 */
export function isOfItsTime(
  beginnings: readonly Beginning[],
  maker: number | 'plain',
  { xid8, seq }: Place,
): boolean {
  if (maker === 'plain' && beginnings.length === 0) return false
  return beginnings.every(({ generation, place }) => {
    const isNewer = maker === 'plain' || generation < maker
    return !isNewer || xid8 < place.xid8 || (xid8 === place.xid8 && seq < place.seq)
  })
}
