import { daysAfter, officeMoment } from '../world/days.ts'
import type { Dice } from '../world/dice.ts'
import type { Now, PlannedCase, PresentRequest, RequestStep } from './planned.ts'

/** How far a request has come, in office days before the latest one: when it was sent, and each step. */
interface Course {
  sent: number
  steps: readonly (readonly [step: RequestStep, back: number])[]
  basis?: string
  endsSoon?: true
}

const consent: Course = { sent: 0, steps: [] }
const courses = {
  new: consent,
  unread: { sent: 1, steps: [] },
  /** Taken on at the latest office day, so that even the shortest pledge is not due yet, also in the small hours. */
  inHand: { sent: 1, steps: [['accept', 0]] },
  answered: {
    sent: 3,
    steps: [
      ['accept', 2],
      ['answer', 0],
    ],
  },
  askedBack: {
    sent: 2,
    steps: [
      ['accept', 1],
      ['ask_back', 0],
    ],
  },
  declined: { sent: 2, steps: [['decline', 0]] },
  late: { sent: 6, steps: [['accept', 5]] },
  endsSoon: {
    sent: 14,
    steps: [
      ['accept', 13],
      ['answer', 11],
      ['finish', 10],
    ],
    endsSoon: true,
  },
  proposed: { sent: 0, steps: [], basis: 'art69_2_2_internal' },
} as const satisfies Record<string, Course>

/** What one desk has before it: something new, something in hand, and now and then one of the others. */
function coursesOf(index: number): Course[] {
  return [
    index % 2 === 0 ? courses.new : courses.unread,
    courses.inHand,
    ...(index % 3 === 1 ? [courses.answered] : []),
    ...(index % 5 === 2 ? [courses.askedBack] : []),
    ...(index % 7 === 3 ? [courses.late] : []),
    ...(index % 6 === 4 ? [courses.declined] : []),
    ...(index % 4 === 0 ? [courses.endsSoon] : []),
    ...(index % 7 === 6 ? [courses.proposed] : []),
  ]
}

/** Spreads the present requests over the open cases in turn; a case asks only once it is there. */
export function requestsNow(
  dice: Dice,
  now: Now,
  desks: readonly string[],
  cases: readonly PlannedCase[],
): void {
  const wanted = desks.flatMap((to, index) => coursesOf(index).map((course) => ({ to, course })))
  let next = 0
  for (const { to, course } of wanted) {
    const request = requestOf(dice, now, to, course)
    const found = cases.findIndex(
      (planned, index) => index >= next && (planned.calls[0]?.at ?? now.now) < request.at - 86_400_000,
    )
    const planned =
      cases[found] ?? cases.find((one) => (one.calls[0]?.at ?? now.now) < request.at - 86_400_000)
    if (!planned) continue
    planned.present.requests.push(request)
    next = found === -1 ? 0 : found + 1
  }
}

function requestOf(dice: Dice, { back, now, today }: Now, to: string, course: Course): PresentRequest {
  const moment = (officeDays: number) => officeMoment(dice, back[officeDays] ?? '', now)
  const at = moment(course.sent)
  let last = at
  const steps = course.steps.map(([step, officeDays]) => {
    last = Math.max(moment(officeDays), last + 20 * 60_000)
    return { step, at: last }
  })
  return {
    to,
    at,
    basis: course.basis ?? dice.weigh({ consent_oral: 60, consent_written: 40 }),
    steps,
    ...(course.endsSoon ? { untilDay: daysAfter(today, dice.between(1, 6)) } : {}),
  }
}
