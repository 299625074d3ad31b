import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { allows } from '../../platform/permissions.ts'
import type { Scene } from '../../platform/use-case.ts'
import { addOfficeDays, dutiesOn, holdersOf } from '../directory/index.ts'
import type { ApprovalRow } from './approval-store.ts'
import type { SteadGround } from './codes.ts'
import { dayInJapan, maySeeApproval, mayStandIn, steadSeenWithin } from './policy.ts'

/** What somebody who leads may do with an approval, beside deciding it in her own right. */
export interface Standing {
  /** Null where she cannot decide it in the manager's stead. */
  stead: { isManagerAway: boolean; seeBy: string } | null
  maySee: boolean
}

export async function standingsOf(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  rows: readonly ApprovalRow[],
): Promise<Map<string, Standing>> {
  const duties = await dutiesOn(tx, [...new Set(rows.map((row) => row.desk_id))], dayInJapan())
  const seeBy = rows.length > 0 ? await seeingDay({ tx }) : ''
  return new Map(
    rows.map((row) => {
      const duty = duties.get(row.desk_id)
      const managers = duty && holdersOf(duty, 'manager', row.asked_by)
      const canStandIn = managers && mayStandIn(roleAt(actor, row.desk_id), managers.userIds)
      return [
        row.id,
        {
          stead: canStandIn ? { isManagerAway: managers.areAllAway, seeBy } : null,
          maySee: maySeeOf(actor, row),
        },
      ]
    }),
  )
}

export function maySeeOf(actor: Actor, row: ApprovalRow): boolean {
  return maySeeApproval(
    {
      state: row.state,
      mode: row.mode,
      askedBy: row.asked_by,
      decidedBy: row.decided_by,
      seenBy: row.seen_by,
    },
    { userId: actor.userId, role: roleAt(actor, row.desk_id) },
  )
}

/** Nobody decides in the stead of a manager who is there, unless she says why it cannot wait. */
export async function groundOfStead(
  scene: Pick<Scene, 'actor' | 'tx'>,
  row: ApprovalRow,
  stated: SteadGround | undefined,
): Promise<SteadGround> {
  const stead = (await standingsOf(scene, [row])).get(row.id)?.stead
  if (!stead) throw new AppError('refused', 'cases_refused_no_stead')
  if (stead.isManagerAway) return 'roster'
  if (stated) return stated
  throw new AppError('invalid', 'error_invalid', { fields: { steadGround: 'cases_error_stead_ground' } })
}

/** A manager does; somebody else who leads only where there is no manager who could (or the only one is who asks). */
export async function decidesInOwnRight(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  { desk_id: deskId, asked_by: askedBy }: Pick<ApprovalRow, 'desk_id' | 'asked_by'>,
): Promise<boolean> {
  const duty = (await dutiesOn(tx, [deskId], dayInJapan())).get(deskId)
  const managers = duty ? holdersOf(duty, 'manager', askedBy).userIds : []
  const role = roleAt(actor, deskId)
  return allows('case.approve', [role]) && !mayStandIn(role, managers)
}

export async function seeingDay({ tx }: Pick<Scene, 'tx'>): Promise<string> {
  return (await addOfficeDays(tx, new Date(), steadSeenWithin)).day
}

function roleAt(actor: Actor, deskId: string): string {
  return actor.seats.find((seat) => seat.deskId === deskId)?.role ?? ''
}

/** The same as a page shows it. */
export function standingWords(row: ApprovalRow, standing: Standing | undefined) {
  return {
    code: row.subject_code,
    steadGround: row.stead_ground,
    seeBy: row.see_by,
    stead: standing?.stead ?? null,
    maySee: standing?.maySee ?? false,
  }
}
