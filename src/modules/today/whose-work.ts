import type { Scene } from '../../platform/use-case.ts'
import { openCasesOf } from '../cases/index.ts'
import { answersFor, type DeskDuty, dutiesOn, japanDay } from '../directory/index.ts'

export interface Whose {
  today: string
  /** Herself, and the absent whose work is hers today. */
  userIds: readonly string[]
  caseIds: readonly string[]
  unheldCaseIds: readonly string[]
  duties: ReadonlyMap<string, DeskDuty>
}

/** Whose work it is that she looks at: with the roster, not with who happens to have written something. */
export async function whoseWork(scene: Scene): Promise<Whose> {
  const { actor, tx } = scene
  const today = japanDay(new Date())
  const duties = await dutiesOn(
    tx,
    actor.seats.map((seat) => seat.deskId),
    today,
  )
  const userIds = answersFor(actor.userId, [...duties.values()])
  return { today, userIds, duties, ...(await openCasesOf(scene, userIds)) }
}
