import type { Rule } from './codes.ts'
import type { CaseDay, Finding, LastLook, Look, OfficeHours, Opening, Refusals, Usual } from './facts.ts'
import type { Thresholds } from './thresholds.ts'
import type { Untold } from './told.ts'

/**
 * One function a rule: facts in, findings out, nothing else. Thresholds are the office's (thresholds.ts). What is merely
 * unusual is no misconduct: a finding is a question for somebody who knows the person, and the words say so.
 */
type Who = Pick<Finding, 'userId' | 'deskId' | 'caseId'> & { withIds?: readonly string[] }

/** The same case, with which she has nothing to do, again and again: on so many days of fourteen. */
export function others(
  looks: readonly Look[],
  days: readonly CaseDay[],
  { otherDays }: Thresholds,
  untold: Untold,
): Finding[] {
  return looks.flatMap((look) => {
    if (!look.caseId || look.relates) return []
    const mine = days.filter((one) => one.userId === look.userId && one.caseId === look.caseId)
    const fresh = untold.of('others', look, mine)
    return enough('others', look, fresh, fresh.length, otherDays)
  })
}

/** Many different records within a day, compared with her own usual day; a newcomer is compared with the least alone. */
export function more(
  looks: readonly Look[],
  usual: readonly Usual[],
  { usualTimes, usualLeast }: Thresholds,
  untold: Untold,
): Finding[] {
  return byPerson(looks).flatMap(([userId, own]) => {
    const who = { userId, deskId: deskOf(own), caseId: null }
    const fresh = own.filter((look) => untold.of('more', who, look.openings).length > 0)
    const ordinary = usual.find((one) => one.userId === userId && one.days >= 5)?.usual ?? 0
    return enough('more', who, openingsOf(fresh), fresh.length, Math.max(usualLeast, ordinary * usualTimes))
  })
}

/** Outside office hours and their margin, or on a day the office is closed, without being on duty. */
export function hours(
  looks: readonly Look[],
  office: OfficeHours,
  { hoursMargin, hoursLeast }: Thresholds,
  untold: Untold,
): Finding[] {
  return byPerson(looks.filter((look) => !look.onDuty)).flatMap(([userId, own]) => {
    const who = { userId, deskId: deskOf(own), caseId: null }
    const odd = own
      .map((look) =>
        untold.of('hours', who, look.openings).filter(({ at }) => isOdd(at, office, hoursMargin)),
      )
      .filter((openings) => openings.length > 0)
    return enough('hours', who, odd.flat(), odd.length, hoursLeast)
  })
}

/** Some days after a case was closed or given to somebody else. */
export function ended(looks: readonly Look[], { endedDays }: Thresholds, untold: Untold): Finding[] {
  return looks.flatMap((look) => {
    const { endedAt } = look
    if (!endedAt) return []
    const late = untold
      .of('ended', look, look.openings)
      .filter(({ at }) => at.getTime() >= endedAt.getTime() + endedDays * dayLong)
    return enough('ended', look, late, late.length, 1)
  })
}

/** The same case by many people of one desk who have nothing to do with it: what people talk about. */
export function crowd(looks: readonly Look[], { crowdPeople }: Thresholds, untold: Untold): Finding[] {
  const strangers = looks.filter((look) => look.caseId !== null && look.deskId !== null && !look.relates)
  const atOneCase = Map.groupBy(strangers, (look) => `${look.caseId} ${look.deskId}`)
  return [...atOneCase.values()].flatMap((group) => {
    const fresh = group
      .map((look) => ({ look, openings: untold.of('crowd', look, look.openings) }))
      .filter(({ openings }) => openings.length > 0)
      .sort((one, next) => lastOf(one.openings).xid - lastOf(next.openings).xid)
    const last = fresh.at(-1)?.look
    if (!last) return []
    const withIds = fresh.map(({ look }) => look.userId).filter((id) => id !== last.userId)
    const who = { ...last, withIds: [...new Set(withIds)] }
    return enough(
      'crowd',
      who,
      fresh.flatMap(({ openings }) => openings),
      who.withIds.length + 1,
      crowdPeople,
    )
  })
}

/** Somebody who asks for what is not there for her, again and again within an hour: guessing, or a block felt for. */
export function refused(all: readonly Refusals[], { refusedLeast }: Thresholds, untold: Untold): Finding[] {
  return all.flatMap((one) => {
    const who = { userId: one.userId, deskId: one.deskId, caseId: null }
    const fresh = untold.of('refused', who, one.openings)
    const densest = fresh
      .map((first) => fresh.filter(({ at }) => within(first.at, at, hourLong)))
      .reduce<readonly Opening[]>((most, here) => (here.length > most.length ? here : most), [])
    return enough('refused', who, densest, densest.length, refusedLeast)
  })
}

/** Cases of others in the last week of somebody whose seat ends soon. */
export function leaving(all: readonly LastLook[], { leavingLeast }: Thresholds, untold: Untold): Finding[] {
  return [...Map.groupBy(all, (one) => one.userId).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const who = { userId: first.userId, deskId: first.deskId, caseId: null }
    const fresh = untold.of('leaving', who, own)
    return enough('leaving', who, fresh, new Set(fresh.map((one) => one.caseId)).size, leavingLeast)
  })
}

const dayLong = 86_400_000
const hourLong = 3_600_000
const japanOffset = 9 * hourLong

function enough(rule: Rule, who: Who, facts: readonly Opening[], times: number, least: number): Finding[] {
  if (times < least || facts.length === 0) return []
  const inOrder = [...facts].sort((one, next) => one.xid - next.xid)
  const first = inOrder[0] as Opening
  const last = lastOf(inOrder)
  return [
    {
      rule,
      userId: who.userId,
      withIds: who.withIds ?? [],
      deskId: who.deskId,
      caseId: who.caseId,
      firstAt: first.at,
      lastAt: last.at,
      times,
      lastXid: last.xid,
    },
  ]
}

function lastOf(openings: readonly Opening[]): Opening {
  return openings.at(-1) as Opening
}

function openingsOf(looks: readonly Look[]): Opening[] {
  return looks.flatMap((look) => look.openings)
}

function byPerson(looks: readonly Look[]): [string, Look[]][] {
  return [...Map.groupBy(looks, (look) => look.userId)]
}

/** Whose leads are asked: of the desk at which most of it was opened. */
function deskOf(looks: readonly Look[]): string | null {
  const counted = [...Map.groupBy(looks, (look) => look.deskId)].sort(
    ([, one], [, next]) => next.length - one.length,
  )
  return counted.find(([deskId]) => deskId !== null)?.[0] ?? null
}

function within(from: Date, at: Date, long: number): boolean {
  const apart = at.getTime() - from.getTime()
  return apart >= 0 && apart < long
}

function isOdd(at: Date, office: OfficeHours, margin: number): boolean {
  const inJapan = new Date(at.getTime() + japanOffset)
  const day = inJapan.toISOString().slice(0, 10)
  if (!office.isOpenOn(day)) return true
  const minute = inJapan.getUTCHours() * 60 + inJapan.getUTCMinutes()
  return minute < minutesOf(office.opensAt) - margin || minute > minutesOf(office.closesAt) + margin
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
