import type { Actor } from '../../platform/actor.ts'
import { desksFor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { japanDay } from '../directory/index.ts'

/** Why a consultation cannot be reviewed by this person; undefined = it can. */
export function whyNotReview(
  actor: Actor,
  row: { author_id: string; entered_by: string | null; desk_id: string; reviewed_at: Date | null },
): 'consultations_error_reviewed_already' | 'consultations_error_own_review' | 'forbidden' | undefined {
  if (!desksFor(actor, 'consultation.review').includes(row.desk_id)) return 'forbidden'
  if (row.reviewed_at) return 'consultations_error_reviewed_already'
  // Two pairs of eyes: whoever took or typed it has seen it already.
  if (row.author_id === actor.userId || row.entered_by === actor.userId)
    return 'consultations_error_own_review'
  return undefined
}

/** Why a hand-over note cannot be put away by this person; undefined = it can. */
export function whyNotPutAway(
  actor: Pick<Actor, 'userId'>,
  note: { authorId: string; isReadByMe: boolean },
): 'consultations_error_read_first' | undefined {
  return note.authorId === actor.userId || note.isReadByMe ? undefined : 'consultations_error_read_first'
}

/** A contact belongs to the day on which it began; a later day is a slip of the pen. */
export function refuseFutureDay(day: string, today: string = japanDay(new Date())): void {
  if (day > today)
    throw new AppError('invalid', 'error_invalid', { fields: { day: 'consultations_error_future_day' } })
}

/** The desk to write at: the one named, or the only one she has. Undefined when she must choose. */
export function deskToWriteAt(actor: Actor, named: string | undefined): string | undefined {
  const desks = desksFor(actor, 'consultation.write')
  if (named) return desks.includes(named) ? named : undefined
  return desks.length === 1 ? desks[0] : undefined
}
