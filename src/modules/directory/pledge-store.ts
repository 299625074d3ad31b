import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { type PledgeGround, pledgeWords, usualGround } from './pledge-grounds.ts'

export interface PledgeText extends Omit<PledgeGround, 'source' | 'en'> {
  /** The law, or the local rule as the body's entry names it; empty when nobody has named it yet. */
  source: string
}

/** The duties that bind her: those of her desks' bodies; without a desk, or in an office of the tenant, the usual one. */
export async function pledgeTextsOf(tx: Tx, actor: Actor): Promise<PledgeText[]> {
  const deskIds = actor.seats.map((seat) => seat.deskId)
  const bodies =
    deskIds.length === 0
      ? []
      : await tx
          .selectFrom('desk_entry')
          .innerJoin('body', (join) =>
            join
              .onRef('body.tenant_id', '=', 'desk_entry.tenant_id')
              .onRef('body.id', '=', 'desk_entry.body_id'),
          )
          .select(['body.duty_ground', 'body.duty_source', 'body.sort'])
          .where('desk_entry.desk_id', 'in', deskIds)
          .orderBy('body.sort')
          .execute()
  const bound = bodies.map((body) => ({ ground: body.duty_ground, source: body.duty_source }))
  if (bound.length === 0 || actor.roles.length > 0) bound.push({ ground: usualGround, source: '' })
  const texts = new Map<string, PledgeText>()
  for (const { ground, source } of bound) {
    const text = pledgeWords(ground)
    const key = `${text.ground} ${source}`
    if (!texts.has(key)) texts.set(key, { ...text, source: text.source ?? source })
  }
  return [...texts.values()]
}

/** Names the texts as shown: what is acknowledged is what was read. */
export function pledgeMark(texts: readonly PledgeText[]): string {
  return texts.map((text) => `${text.ground}.${text.version}`).join(' ')
}
