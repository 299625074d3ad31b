export interface DeskMember {
  userId: string
  name: string
  role: string
}
export interface DutyRow {
  userId: string
  kind: string
  coversUserId: string | null
}
export interface DeskDuty {
  /** Who is there. With a roster, those on it; without one, every member who is not away. */
  present: (DeskMember & { coversUserId: string | null })[]
  absent: (DeskMember & { coveredBy: string | null })[]
  /** Members whom the roster of the day does not name, neither there nor away. */
  offDuty: DeskMember[]
  /** Whether somebody has set who is on duty that day. */
  hasRoster: boolean
}

/** Who is on duty at a desk: cover in place of the absent. A desk whose members are all away has nobody present. */
export function dutyOf(members: readonly DeskMember[], rows: readonly DutyRow[]): DeskDuty {
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const away = new Set(of('absent').map((row) => row.userId))
  const rostered = new Set(of('duty').map((row) => row.userId))
  const covers = of('cover').filter((row) => row.coversUserId !== null && away.has(row.coversUserId))
  const hasRoster = rostered.size > 0
  const covered = new Map(covers.map((row) => [row.userId, row.coversUserId]))
  const isThere = (member: DeskMember) =>
    !hasRoster || rostered.has(member.userId) || covered.has(member.userId)
  const notAway = members.filter((member) => !away.has(member.userId))
  return {
    present: notAway
      .filter(isThere)
      .map((member) => ({ ...member, coversUserId: covered.get(member.userId) ?? null })),
    absent: members
      .filter((member) => away.has(member.userId))
      .map((member) => ({
        ...member,
        coveredBy:
          covers.find((row) => row.coversUserId === member.userId && !away.has(row.userId))?.userId ?? null,
      })),
    offDuty: notAway.filter((member) => !isThere(member)),
    hasRoster,
  }
}

/**
 * Whose work is hers today: her own, that of colleagues she stands in for, and of those away whom nobody covers, which
 * then falls to everybody who is there.
 */
export function answersFor(userId: string, duties: readonly DeskDuty[]): string[] {
  const isAway = (duty: DeskDuty) => duty.absent.some((one) => one.userId === userId)
  const others = duties.flatMap((duty) =>
    duty.absent.filter(
      (one) => one.coveredBy === userId || (one.coveredBy === null && one.userId !== userId && !isAway(duty)),
    ),
  )
  return [...new Set([userId, ...others.map((one) => one.userId)])]
}

export interface RoleHolders {
  userIds: string[]
  /** There are some, and each of them is away by the roster. Not being on duty is not being away. */
  areAllAway: boolean
}

/** Who holds a role at a desk besides one person, for whoever must stand in for her. */
export function holdersOf(duty: DeskDuty, role: string, except?: string): RoleHolders {
  const away = new Set(duty.absent.map((one) => one.userId))
  const members = [...duty.present, ...duty.absent, ...duty.offDuty]
  const held = members.filter((one) => one.role === role && one.userId !== except)
  const userIds = [...new Set(held.map((one) => one.userId))]
  return { userIds, areAllAway: userIds.length > 0 && userIds.every((userId) => away.has(userId)) }
}
