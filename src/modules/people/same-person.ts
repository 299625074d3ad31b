import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { Scene } from '../../platform/use-case.ts'

/** Says that two rows are the same person (同じ方としてまとめる). Nothing is rewritten; it can be unsaid. */
export async function sayTheSame(scene: Scene, personId: string, otherId: string): Promise<{ id: string }> {
  const { actor, tx } = scene
  // What a block says of the one is carried to the other, and whoever declares waits in that order (docs/adr/0017).
  await sql`select auth.hold_lists()`.execute(tx)
  const both = await tx
    .selectFrom('person')
    .select(['id', 'desk_id'])
    .where('id', 'in', [personId, otherId])
    .execute()
  const one = both.find((row) => row.id === personId)
  if (!one || both.length !== 2) throw new AppError('not-found')
  const standing = await standingLink(tx, personId, otherId)
  if (standing) return { id: standing }
  const id = crypto.randomUUID()
  await tx
    .insertInto('same_person')
    .values({
      tenant_id: actor.tenantId,
      id,
      desk_id: one.desk_id,
      person_id: personId,
      other_id: otherId,
      said_by: actor.userId,
    })
    .execute()
  return { id }
}

async function standingLink(tx: Tx, personId: string, otherId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('same_person')
    .select('id')
    .where('unsaid_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([where('person_id', '=', personId), where('other_id', '=', otherId)]),
        where.and([where('person_id', '=', otherId), where('other_id', '=', personId)]),
      ]),
    )
    .executeTakeFirst()
  return row?.id
}

/** Separates again. Who said it and who unsaid it both stay on record. */
export async function unsayTheSame(scene: Scene, linkId: string): Promise<{ personIds: string[] }> {
  const row = await scene.tx
    .updateTable('same_person')
    .set({ unsaid_by: scene.actor.userId, unsaid_at: sql`now()` })
    .where('id', '=', linkId)
    .where('unsaid_at', 'is', null)
    .returning(['person_id', 'other_id'])
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return { personIds: [row.person_id, row.other_id] }
}

/** Who shares a number, or a kana name with a birth date, with this person; at most twenty, by keyed tokens. */
export async function likelyTheSame(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('caller_token as mine')
    .innerJoin('caller_token as t', (join) =>
      join.onRef('t.tenant_id', '=', 'mine.tenant_id').onRef('t.token', '=', 'mine.token'),
    )
    .select('t.person_id')
    .distinct()
    .where('mine.person_id', '=', personId)
    .where('t.person_id', '<>', personId)
    .limit(20)
    .execute()
  return rows.map((row) => row.person_id)
}

/** How many of those nobody has yet said to be the same. */
export async function countLikelyTheSame(tx: Tx, personId: string): Promise<number> {
  const row = await tx
    .selectFrom('caller_token as mine')
    .innerJoin('caller_token as t', (join) =>
      join.onRef('t.tenant_id', '=', 'mine.tenant_id').onRef('t.token', '=', 'mine.token'),
    )
    .select(sql<number>`count(distinct t.person_id)`.as('count'))
    .where('mine.person_id', '=', personId)
    .where('t.person_id', '<>', personId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('same_person as s')
            .select('s.id')
            .where('s.unsaid_at', 'is', null)
            .where(
              sql<boolean>`(s.person_id, s.other_id) in ((mine.person_id, t.person_id), (t.person_id, mine.person_id))`,
            ),
        ),
      ),
    )
    .executeTakeFirst()
  return row?.count ?? 0
}

export interface SameLink {
  id: string
  personId: string
  otherId: string
  saidBy: string
  saidAt: Date
  unsaidBy: string | null
  unsaidAt: Date | null
}

/** What was said about a person, in both directions, latest first; what has been unsaid is part of the story. */
export async function linksOf(tx: Tx, personId: string): Promise<SameLink[]> {
  const rows = await tx
    .selectFrom('same_person')
    .selectAll()
    .where((where) => where.or([where('person_id', '=', personId), where('other_id', '=', personId)]))
    .orderBy('said_at', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    otherId: row.other_id,
    saidBy: row.said_by,
    saidAt: row.said_at,
    unsaidBy: row.unsaid_by,
    unsaidAt: row.unsaid_at,
  }))
}

/**
 * One id for all rows said to be the same person: to be used as `with recursive … ` before a count (`same(person_id,
 * leader)`; a person nobody linked is not in it).
 */
export const sameLeaders = sql`
  link(a, b) as (
    select person_id, other_id from same_person where unsaid_at is null
    union select other_id, person_id from same_person where unsaid_at is null),
  reach(start, at) as (select a, b from link union select r.start, l.b from reach r join link l on l.a = r.at),
  same(person_id, leader) as (select start, least(start::text, min(at::text)) from reach group by start)`
