import type { Actor } from '../../platform/actor.ts'
import type { Decision } from './contract.ts'
import { decisionBy, mayDecide, maySee } from './policy.ts'
import type { DisclosureRow } from './store.ts'

type Row = Pick<DisclosureRow, 'desk_id' | 'decision' | 'made_as' | 'made_by' | 'decided_by'>

function rolesAt(actor: Actor, deskId: string): string[] {
  return actor.seats.filter((seat) => seat.deskId === deskId).map((seat) => seat.role)
}

/** `maySee` of this person. What she proposed is hers as much as what she decided. */
export function maySeeRow(actor: Actor, row: Row): boolean {
  const isOwn = row.decided_by === actor.userId || row.made_by === actor.userId
  return maySee(
    { decision: row.decision as Decision | null, madeAs: row.made_as, isOwn },
    rolesAt(actor, row.desk_id),
  )
}

/** `mayDecide` of this person, about what still waits. */
export function mayDecideRow(actor: Actor, row: Row): boolean {
  const [role = ''] = rolesAt(actor, row.desk_id)
  return mayDecide(decisionBy(role, row.made_as), row.made_by === actor.userId)
}
