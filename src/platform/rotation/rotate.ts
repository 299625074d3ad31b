import type { Statements } from '../audit/log/seal-round.ts'
import { type Bytes, Rotation, rootSecretName } from '../vault/index.ts'
import { keyedHashes, sealedByInstance } from './found-by.ts'
import { keyRows } from './key-rows.ts'
import { recordRotation, rewriteKin } from './kin-documents.ts'
import { type Counted, rewrite } from './rewritten.ts'

export interface Rotated extends Counted {
  sessions: number
  machines: number
  ms: number
}

/**
 * Puts another root secret in place of the present one, in the caller's transaction and as `yorube_definer`; nobody else may be
 * at work. Sessions end, and so do programs' credentials, which nobody can wrap anew but their holders.
 */
export async function rotate(
  db: Statements,
  roots: { present: Bytes; next: Bytes; earlier: readonly Bytes[] },
  onRows: (count: number) => void = () => undefined,
): Promise<Rotated> {
  const began = performance.now()
  const rotation = new Rotation(roots.present, roots.next, roots.earlier)
  const ended = await endSessions(db)
  const total: Counted = { made: 0, left: 0 }
  const add = ({ made, left }: Counted) => {
    total.made += made
    total.left += left
  }
  const rewritings = [...keyRows(rotation), ...keyedHashes(rotation), ...sealedByInstance(rotation)]
  for (const rewriting of rewritings) add(await rewrite(db, rewriting, onRows))
  const kin = await rewriteKin(db, rotation, onRows)
  add(kin.counted)
  await keepEarlier(db, rotation)
  await recordRotation(db, rotation, kin.written)
  return { ...total, ...ended, ms: Math.round(performance.now() - began) }
}

async function endSessions(db: Statements): Promise<{ sessions: number; machines: number }> {
  const { rows } = await db.query<{ machines: number }>(
    `select count(auth.close_machine(m.tenant_id, m.id, null))::int as machines from auth.machine m where m.state = 'live'`,
  )
  const ended = await db.query<{ sessions: number }>(
    `with ended as (delete from auth.session returning 1) select count(*)::int as sessions from ended`,
  )
  // Who failed how often is counted under keyed names that nobody finds again.
  await db.query('delete from auth.sign_in_attempt')
  await db.query('delete from auth.taken_challenge')
  await db.query('delete from auth.provider_visit')
  return { machines: rows[0]?.machines ?? 0, sessions: ended.rows[0]?.sessions ?? 0 }
}

async function keepEarlier(db: Statements, rotation: Rotation): Promise<void> {
  const { rows } = await db.query<{ at: string }>(
    `with gone as (delete from internal.earlier_root returning place, replaced_at)
     select replaced_at::text as at from gone order by place`,
  )
  for (const [index, { name, sealed }] of rotation.earlierRoots().entries())
    await db.query(
      `insert into internal.earlier_root (place, name, sealed, replaced_at, is_live)
       values ($1, $2, $3, coalesce($4::timestamptz, now()), $5)`,
      [index + 1, Buffer.from(name), Buffer.from(sealed), rows[index - 1]?.at ?? null, index === 0],
    )
}

/** Names the secret that the database belongs to; as its owner, in the same transaction. */
export async function giveTo(db: Statements, root: Bytes): Promise<void> {
  const { rows } = await db.query('update internal.root_secret set name = $1 returning name', [
    rootSecretName(root),
  ])
  if (rows.length !== 1) throw new Error('the database belongs to no root secret')
}
