import type { DeskSeat } from '../../platform/actor.ts'
import { allows } from '../../platform/permissions.ts'
import type { Scene } from '../../platform/use-case.ts'
import { openCasesOf } from '../cases/index.ts'
import {
  answersFor,
  type Closure,
  closureIn,
  type DeskDuty,
  dayAfter,
  dutiesOn,
  farthestApart,
  japanDay,
  officeCalendar,
} from '../directory/index.ts'

export interface Whose {
  today: string
  /** Herself, and the absent whose work is hers today. */
  userIds: readonly string[]
  caseIds: readonly string[]
  unheldCaseIds: readonly string[]
  newRiskCaseIds: readonly string[]
  /** Desks for which she reads what others wrote. */
  readsAt: readonly string[]
  duties: ReadonlyMap<string, DeskDuty>
  /** Null = the office is open today. */
  closure: Closure | null
  /** On which days the office is open or closed against the rule, as far back as anything waits. */
  exceptions: ReadonlyMap<string, boolean>
}

/** Whose work it is that she looks at: with the roster, not with who happens to have written something. */
export async function whoseWork(scene: Scene): Promise<Whose> {
  const { actor, tx } = scene
  const today = japanDay(new Date())
  const deskIds = actor.seats.map((seat) => seat.deskId)
  const [duties, calendar] = await Promise.all([
    dutiesOn(tx, deskIds, today),
    officeCalendar(tx, dayAfter(today, -farthestApart)),
  ])
  const userIds = answersFor(actor.userId, [...duties.values()])
  const readsAt = actor.seats.filter((seat) => readsFor(seat, duties)).map((seat) => seat.deskId)
  return {
    ...{ today, userIds, duties, readsAt },
    closure: closureIn(calendar, today),
    exceptions: calendar.exceptions,
    ...(await openCasesOf(scene, userIds)),
  }
}

/** The supervisor reads for her desk; a manager does where no supervisor is there, so that she has time to decide. */
function readsFor(seat: DeskSeat, duties: ReadonlyMap<string, DeskDuty>): boolean {
  if (seat.role !== 'manager') return allows('case.review', [seat.role])
  const present = duties.get(seat.deskId)?.present ?? []
  return !present.some((member) => member.role === 'supervisor')
}
