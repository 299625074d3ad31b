import { askApproval } from '../../cases/ask-approval.ts'
import { blockPerson } from '../../cases/block-person.ts'
import { reviewCase } from '../../cases/review-case.ts'
import { setRisk } from '../../cases/set-risk.ts'
import { setWaiting } from '../../cases/set-waiting.ts'
import { writeNote } from '../../cases/write-note.ts'
import {
  approvalReasons,
  blockReasons,
  careFacts,
  careOpinions,
  supervisionNotes,
  waitingReasons,
} from '../content/case-words.ts'
import { fill } from '../content/fill.ts'
import type { PlannedCase } from '../story/planned.ts'
import { nowOf } from '../story/present.ts'
import { riskReason } from '../story/risk-reason.ts'
import { suitedTo } from '../story/suited.ts'
import { dayOf, daysAfter, instantOf, minutesAfter, officeMoment } from '../world/days.ts'
import type { Leads } from './case-so-far.ts'
import type { FoundedPerson } from './make-account.ts'
import type { Act, Stage } from './play.ts'

type By = (by: string, at: number, run: (who: FoundedPerson, caseId: string) => Promise<void>) => Act

/**
 * What keeps an open case in order: somebody writes down how it goes, the risk is assessed again in time, the supervisor
 * looks again and names the next day. And what of it is not in order today.
 */
export function careActs(
  stage: Stage,
  {
    planned,
    leads,
    now,
    opened,
    isGrave,
  }: { planned: PlannedCase; leads: Leads; now: number; opened: number; isGrave: boolean },
  by: By,
): Act[] {
  const { dice, assignee, client, closesOn, calls, present } = planned
  const when = nowOf(now)
  const back = (officeDays: number) => when.back[officeDays] ?? ''
  if (closesOn || opened > instantOf(back(9), '00:00')) return []
  const acts: Act[] = []
  const lastCall = calls.at(-1)?.at ?? opened
  if (!present.isQuiet && lastCall < now - 20 * 86_400_000) acts.push(movement())
  if (isGrave) acts.push(assessedAgain())
  acts.push(lookedAgain())
  if (present.isRiskNew) acts.push(raised())
  if (present.asksApproval) acts.push(asking())
  if (present.hidesFrom) acts.push(hiding(present.hidesFrom))
  return acts

  function movement(): Act {
    const at = officeMoment(dice, back(dice.between(10, 14)), now)
    if (dice.chance(0.5)) {
      const why = dice.weigh({ own_decision: 60, unreachable: 15, agency_reply: 25 })
      return by(assignee, at, async (who, caseId) => {
        const reason = fill(dice, dice.pick(suitedTo(client, waitingReasons[why] ?? [])), dayOf(at))
        await setWaiting(who, { caseId, waitingFor: why, reason })
      })
    }
    return by(assignee, at, async (who, caseId) => {
      const fact = fill(dice, dice.pick(suitedTo(client, careFacts)), dayOf(at))
      const body = { fact, opinion: dice.pick(careOpinions) }
      await writeNote(who, { caseId, kind: 'contact', body, submissionId: crypto.randomUUID() })
    })
  }

  function assessedAgain(): Act {
    const isStillHigh = dice.chance(0.3)
    return by(assignee, instantOf(back(9), '15:10'), async (who, caseId) => {
      await setRisk(who, {
        caseId,
        riskLevel: isStillHigh ? 'high' : 'medium',
        reason: riskReason(dice, client, isStillHigh ? 'high' : 'medium'),
        ...(isStillHigh ? { reassessBy: daysAfter(when.today, dice.between(3, 25)) } : {}),
      })
    })
  }

  function lookedAgain(): Act {
    const next = {
      ahead: daysAfter(when.today, dice.between(2, 70)),
      today: when.today,
      overdue: back(dice.between(2, 4)),
    }
    const at = officeMoment(dice, back(dice.between(5, 8)), now)
    const comment = dice.chance(0.25) ? dice.pick(supervisionNotes) : undefined
    return by(leads.supervisor, at, async (who, caseId) => {
      await reviewCase(who, { caseId, nextReviewOn: next[present.review], ...(comment ? { comment } : {}) })
    })
  }

  function raised(): Act {
    return by(assignee, officeMoment(dice, back(1), now), async (who, caseId) => {
      const reassessBy = daysAfter(when.today, 5)
      await setRisk(who, { caseId, riskLevel: 'high', reason: riskReason(dice, client, 'high'), reassessBy })
    })
  }

  function asking(): Act {
    return by(assignee, officeMoment(dice, back(1), now), async (who, caseId) => {
      const reason = dice.pick(suitedTo(client, approvalReasons))
      await askApproval(who, { caseId, kind: 'course', reason, submissionId: crypto.randomUUID() })
    })
  }

  function hiding(login: string): Act {
    return by(assignee, minutesAfter(officeMoment(dice, back(4), now), 5), async (who, caseId) => {
      const { userId } = stage.person(login)
      await blockPerson(who, { caseId, userId, reason: dice.pick(blockReasons) })
    })
  }
}
