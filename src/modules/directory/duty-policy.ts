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
  return {
    present: members
      .filter((member) => !away.has(member.userId))
      .filter((member) => !hasRoster || rostered.has(member.userId) || covered.has(member.userId))
      .map((member) => ({ ...member, coversUserId: covered.get(member.userId) ?? null })),
    absent: members
      .filter((member) => away.has(member.userId))
      .map((member) => ({
        ...member,
        coveredBy:
          covers.find((row) => row.coversUserId === member.userId && !away.has(row.userId))?.userId ?? null,
      })),
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
