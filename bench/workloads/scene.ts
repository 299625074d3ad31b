import type { Client } from 'pg'
import { withClient } from '../../src/platform/db/with-client.ts'
import type { Driver } from '../load/driver.ts'
import type { Patience } from '../measure/quietest.ts'
import type { Instance } from '../world/instance.ts'
import { type Roster, renewSessions } from '../world/roster.ts'
import type { Shape } from '../world/shape.ts'

/** What a workload works with. */
export interface Scene {
  instance: Instance
  roster: Roster
  shape: Shape
  driver: Driver
  /** Length of one round. */
  milliseconds: number
  rounds: number
  /** For repeating what was disturbed, in this workload. */
  patience: Patience
  tell: (text: string) => void
}

/** A case and one of the people who may open it. */
export interface OwnedCase {
  caseId: string
  assigneeId: string
}

export function asOwner<Result>(scene: Scene, work: (client: Client) => Promise<Result>): Promise<Result> {
  return withClient(scene.instance.owner, work)
}

/** The list shows so many at once. */
const linesOfList = 50

/** Everybody has just signed in, and what earlier workloads wrote is tidied up. */
export async function freshStart(scene: Scene): Promise<void> {
  await asOwner(scene, async (client) => {
    await renewSessions(client, scene.instance.vault, scene.roster)
    await client.query('checkpoint')
  })
}

/** Cases from all over the city; the same for whoever is compared. */
export async function someCases(scene: Scene, most: number): Promise<OwnedCase[]> {
  return asOwner(scene, async (client) => {
    const { rows } = await client.query<{ id: string; assignee_id: string }>(
      'select id, assignee_id from case_ order by id limit $1',
      [most],
    )
    return rows.map((row) => ({ caseId: row.id, assigneeId: row.assignee_id }))
  })
}

/** Of people whose list of open cases is full: in cities of different size it then has as many lines. */
export async function casesOfLongLists(scene: Scene): Promise<OwnedCase[]> {
  return asOwner(scene, async (client) => {
    const { rows } = await client.query<{ id: string; assignee_id: string }>(
      `select (min(id::text))::uuid as id, assignee_id from case_ where status <> 'closed'
       group by assignee_id having count(*) >= $1 order by assignee_id limit 40`,
      [linesOfList],
    )
    return rows.map((row) => ({ caseId: row.id, assigneeId: row.assignee_id }))
  })
}

export function cookieOf(roster: Roster, workerId: string): string {
  const worker = roster.workers.find((one) => one.id === workerId)
  if (!worker) throw new Error('nobody of that id works here')
  return `yorube=${worker.cookie}`
}
