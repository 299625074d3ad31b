import { dayOf, daysAfter, latestOfficeDay, officeDayBack, officeMoment } from '../world/days.ts'
import type { Dice } from '../world/dice.ts'
import type { Now, PlannedCall, PlannedCase, PresentOf } from './planned.ts'
import { requestsNow } from './present-requests.ts'
import { wayOfContact } from './record-parts.ts'

export const settled = (): PresentOf => ({ review: 'ahead', requests: [] })

export function nowOf(now: number): Now {
  const latest = latestOfficeDay(now)
  return {
    now,
    today: dayOf(now),
    back: [latest, ...Array.from({ length: 16 }, (_, index) => officeDayBack(latest, index + 1))],
  }
}

interface Office {
  cases: readonly PlannedCase[]
  counselors: readonly string[]
  /** Desks that can be asked, by the ids of the reference network. */
  asked: readonly string[]
  /** Colleagues elsewhere whom a client may name; never somebody who answers requests. */
  elsewhere: readonly Elsewhere[]
}

interface Elsewhere {
  login: string
  desk: string
}

/** Gives the open cases of one hub their present. `call` writes a later contact with somebody. */
export function givePresent(
  dice: Dice,
  now: Now,
  office: Office,
  call: (planned: PlannedCase, by: string, at: number) => PlannedCall,
): void {
  const open = office.cases.filter((one) => one.closesOn === null && one.calls.length > 0)
  const heldBy = (login: string) =>
    open.filter((one) => one.assignee === login && (one.calls[0]?.at ?? now.now) < before(now, 9))
  for (const [place, login] of office.counselors.entries()) {
    const mine = dice.some(heldBy(login), 40)
    giveReviews(mine, place)
    if (place < 2) callWhileAway(dice, now, mine.slice(4, place === 0 ? 6 : 5), office.counselors, call)
    givePromises(dice, now, heldBy(login), place)
    const quiet = mine.at(-1)
    if (quiet && mine.length > 12) quiet.present.isQuiet = true
  }
  requestsNow(
    dice,
    now,
    office.asked,
    roundRobin(
      office.counselors.map((login) => open.filter((one) => one.assignee === login && !one.present.isQuiet)),
    ),
  )
  hide(open, office.elsewhere)
}

const before = ({ back }: Now, officeDays: number) => Date.parse(`${back[officeDays] ?? ''}T00:00:00Z`)

function giveReviews(mine: readonly PlannedCase[], place: number): void {
  const [first, second, third] = mine
  if (first && place % 2 === 0) first.present.review = 'overdue'
  if (second) second.present.review = 'today'
  if (third && place === 1) third.present.isRiskNew = true
  if (third && place === 2) third.present.asksApproval = true
}

/** She called, and somebody else was there. */
function callWhileAway(
  dice: Dice,
  { back, now }: Now,
  cases: readonly PlannedCase[],
  counselors: readonly string[],
  call: (planned: PlannedCase, by: string, at: number) => PlannedCall,
): void {
  for (const planned of cases) {
    const others = counselors.filter((login) => login !== planned.assignee)
    if (others.length === 0) continue
    planned.calls.push(call(planned, dice.pick(others), officeMoment(dice, back[0] ?? '', now)))
  }
}

const hours = ['09:30', '10:30', '11:00', '13:30', '14:30', '15:30', '16:00']

/** Two or three for today, one whose day has passed, some within the week: in each case what was promised last. */
function givePromises(
  dice: Dice,
  { back, now, today }: Now,
  cases: readonly PlannedCase[],
  place: number,
): void {
  const days = [
    ...Array.from({ length: place === 0 ? 3 : 2 }, () => today),
    ...(place < 2 ? [back[1] ?? today] : []),
    ...Array.from({ length: 3 }, () => daysAfter(today, dice.between(1, 6))),
  ]
  const atHours = dice.some(hours, days.length)
  const lastOf = ({ calls }: PlannedCase) => calls.at(-1)?.at ?? 0
  // Those with whom somebody spoke lately: nobody promises a day half a year ahead.
  const spoken = cases
    .filter((one) => one.calls.at(-1)?.written.countedAs !== 'liaison' && lastOf(one) > now - 50 * 86_400_000)
    .toSorted((one, other) => lastOf(other) - lastOf(one))
  for (const [index, on] of days.entries()) {
    const last = spoken
      .map((one) => one.calls.at(-1))
      .find((call) => call && !call.isPromised && call.written.day < (on < today ? on : today))
    if (!last) continue
    last.isPromised = true
    last.written.nextContact = {
      on,
      at: atHours[index] ?? '',
      ...wayOfContact(dice),
    }
  }
}

/** One of each in turn, so that everybody has her share. */
function roundRobin<Item>(lists: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(0, ...lists.map((list) => list.length))
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat()
}

/** "He works in that office": a case each, about which nothing is under way there. */
function hide(open: readonly PlannedCase[], elsewhere: readonly Elsewhere[]): void {
  const hidden = new Set<PlannedCase>()
  for (const { login, desk } of elsewhere) {
    const planned = open.find(
      (one) =>
        one.client.counterpart && !hidden.has(one) && one.present.requests.every(({ to }) => to !== desk),
    )
    if (!planned) continue
    hidden.add(planned)
    planned.present.hidesFrom = login
  }
}
