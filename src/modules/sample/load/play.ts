import { isAppError } from '../../../platform/errors.ts'
import type { PlannedCall } from '../story/planned.ts'
import { at } from '../world/clock.ts'
import { dayOf } from '../world/days.ts'
import type { FoundedTenant } from './found-tenant.ts'
import type { FoundedPerson } from './make-account.ts'

/** One act of a story: who, when, what. */
export interface Act {
  at: number
  by: string
  run: (who: FoundedPerson) => Promise<void>
}

export class Stage {
  readonly tenant: FoundedTenant
  /** Contacts whose promise still stands although its day may have passed. */
  readonly promised: string[] = []
  /** Stories that the product refused to go on with, and why. None is expected. */
  readonly brokenOff: string[] = []

  constructor(tenant: FoundedTenant) {
    this.tenant = tenant
  }

  remember(call: PlannedCall, consultationId: string): void {
    if (call.isPromised) this.promised.push(consultationId)
  }

  person(login: string): FoundedPerson {
    const person = this.tenant.people.get(login)
    if (!person) throw new Error(`nobody in the cast is called ${login}`)
    return person
  }

  desk(name: string): string {
    const id = this.tenant.desks.get(name)
    if (!id) throw new Error(`no desk is called ${name}`)
    return id
  }

  /** Who answers at a desk: somebody who may open what is sent there. */
  memberOf(name: string): string {
    const members = [...this.tenant.people.values()].map((person) => person.member)
    const able = members.filter((one) => !one.isNew && one.seats.some(([desk]) => desk === name))
    // Before somebody who only helps out there.
    const found = able.find((one) => one.seats[0]?.[0] === name) ?? able[0]
    if (!found) throw new Error(`nobody sits at ${name}`)
    return found.login
  }

  /**
   * One after the other, each in its own time. A story depends on the day on which it is told; where the product refuses
   * an act of it, that story ends there and the sample still comes to be. Any other error ends the load.
   */
  async play(acts: readonly Act[]): Promise<void> {
    for (const act of acts) {
      const who = this.person(act.by)
      try {
        await at(act.at, () => patiently(() => act.run(who)))
      } catch (error) {
        const where = `${act.by} at ${dayOf(act.at)}`
        if (!isAppError(error)) throw new Error(`${where}: ${String(error)}`, { cause: error })
        this.brokenOff.push(`${where}: ${error.key} ${JSON.stringify(error.fields)}`)
        return
      }
    }
  }
}

const mostTries = 4

/** A machine that has too much to do is no part of the story: what it could not take is done again. */
async function patiently(run: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried++) {
    try {
      return await run()
    } catch (error) {
      const isOverloaded = isAppError(error) && (error.code === 'unavailable' || error.code === 'busy')
      if (!isOverloaded || tried === mostTries) throw error
    }
  }
}

/** Several stories at once, begun in the given order. Where one fails, the others end what they are at and no new one begins. */
export async function together<Item>(
  items: readonly Item[],
  hands: number,
  tell: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]()
  const failures: unknown[] = []
  const work = async () => {
    for (const item of queue) {
      if (failures.length > 0) return
      await tell(item).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: hands }, work))
  if (failures.length > 0) throw failures[0]
}
