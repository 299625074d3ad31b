import { addPersonToCase } from '../../cases/add-person.ts'
import { askApproval } from '../../cases/ask-approval.ts'
import { attachConsultation } from '../../cases/attach-consultation.ts'
import { decideApproval } from '../../cases/decide-approval.ts'
import { openCase } from '../../cases/open-case.ts'
import { recordWhereabouts } from '../../cases/record-whereabouts.ts'
import { reviewCase } from '../../cases/review-case.ts'
import { setRisk } from '../../cases/set-risk.ts'
import { setWaiting } from '../../cases/set-waiting.ts'
import { writeNote } from '../../cases/write-note.ts'
import { recordConsultation } from '../../consultations/record-consultation.ts'
import {
  approvalComments,
  approvalReasons,
  judgementNotes,
  noteFacts,
  noteOpinions,
  noteWords,
  placesOfHers,
  returnedComments,
  supervisionNotes,
  waitingReasons,
  wishNotes,
} from '../content/case-words.ts'
import { fill } from '../content/fill.ts'
import { agencies } from '../content/safety-words.ts'
import { openingOf, othersOf } from '../story/case-input.ts'
import type { PlannedCall, PlannedCase } from '../story/planned.ts'
import { nowOf } from '../story/present.ts'
import { riskReason } from '../story/risk-reason.ts'
import { suitedTo } from '../story/suited.ts'
import { dayOf, daysAfter, instantOf, minutesAfter, timeOfCall, workingDay } from '../world/days.ts'
import { careActs } from './care-acts.ts'
import type { CaseSoFar, Leads } from './case-so-far.ts'
import { closing } from './closing.ts'
import { paperActs } from './paper-acts.ts'
import type { Act, Stage } from './play.ts'
import { RequestActs } from './request-acts.ts'

/** The case from its first call to today, in the order in which it happened. */
export class CaseActs {
  readonly #stage: Stage
  readonly #planned: PlannedCase
  readonly #leads: Leads
  readonly #now: number
  /** Its risk was raised on the way. */
  #isGrave = false
  readonly so: CaseSoFar = { caseId: '', people: [], isClosed: false }

  constructor(stage: Stage, planned: PlannedCase, leads: Leads, now: number) {
    this.#stage = stage
    this.#planned = planned
    this.#leads = leads
    this.#now = now
  }

  acts(): Act[] {
    const { calls } = this.#planned
    const [first, ...later] = calls
    if (!first) return []
    const opened = minutesAfter(first.at, this.#planned.dice.between(15, 90))
    const following = [
      ...this.#others(opened),
      ...later.map((call) => this.#call(call)),
      ...this.#notes(opened),
      ...this.#reviews(opened),
      ...this.#risk(),
      ...this.#approvals(),
      ...this.#waiting(),
      ...this.#closing(),
      ...careActs(
        this.#stage,
        {
          planned: this.#planned,
          leads: this.#leads,
          now: this.#now,
          opened,
          isGrave: this.#isGrave || ['high', 'extreme'].includes(this.#planned.client.riskLevel),
        },
        (by, at, run) => this.#by(by, at, run),
      ),
      ...new RequestActs(this.#stage, this.#planned, this.#leads, this.so, this.#now).acts(
        minutesAfter(opened, 10),
      ),
      ...paperActs(this.#planned, opened, (by, at, run) => this.#by(by, at, run)),
    ]
    // Nothing happens in a case before it is there, and nothing after today.
    return [
      this.#open(first, opened),
      ...following
        .map((act) => ({ ...act, at: Math.max(act.at, minutesAfter(opened, 5)) }))
        .filter((act) => act.at < this.#now)
        .sort((one, other) => one.at - other.at),
    ]
  }

  #open(first: PlannedCall, opened: number): Act {
    return {
      at: opened,
      by: this.#planned.assignee,
      run: async (who) => {
        const deskId = this.#stage.desk(first.desk)
        const { id: consultationId } = await recordConsultation(who, {
          ...first.written,
          deskId,
          submissionId: crypto.randomUUID(),
        })
        this.#stage.remember(first, consultationId)
        const found = await openCase(who, {
          ...openingOf(this.#planned, dayOf(opened)),
          consultationId,
          assigneeId: who.userId,
          submissionId: crypto.randomUUID(),
        })
        this.so.caseId = found.id
      },
    }
  }

  #others(opened: number): Act[] {
    return othersOf(this.#planned).map((person, index) =>
      this.#by(this.#planned.assignee, minutesAfter(opened, 6 + index * 3), async (who, caseId) => {
        const { id } = await addPersonToCase(who, { ...person, caseId, submissionId: crypto.randomUUID() })
        this.so.people.push({ id, part: person.part })
        if (person.part !== 'child' || !this.#planned.dice.chance(0.3)) return
        await recordWhereabouts(who, {
          caseId,
          submissionId: crypto.randomUUID(),
          personId: id,
          kind: 'school',
          place: { text: this.#planned.dice.pick(placesOfHers.school ?? []) },
        })
      }),
    )
  }

  #call(call: PlannedCall): Act {
    return this.#by(call.by, call.at, async (who, caseId) => {
      const { id: consultationId } = await recordConsultation(who, {
        ...call.written,
        deskId: this.#stage.desk(call.desk),
        submissionId: crypto.randomUUID(),
      })
      this.#stage.remember(call, consultationId)
      await attachConsultation(who, { caseId, consultationId })
    })
  }

  #notes(opened: number): Act[] {
    const { dice, calls, assignee, closesOn, client } = this.#planned
    const last = calls.at(-1)?.at ?? opened
    return Array.from(
      { length: dice.weigh({ 0: 25, 1: 40, 2: 25, 4: 10 }) === '4' ? 4 : dice.between(0, 2) },
      () => {
        const day = workingDay(
          dice,
          dayOf(opened),
          dayOf(closesOn ? last : Math.max(last, minutesAfter(opened, 60 * 24 * 10))),
        )
        const kind = dice.weigh({ contact: 24, action: 34, agency_contact: 18, judgement: 12, wish: 12 })
        const fact = fill(
          dice,
          dice.pick(suitedTo(client, noteFacts)).replace('{機関}', dice.pick(agencies)),
          day,
        )
        const body =
          kind === 'wish'
            ? { wish: dice.pick(suitedTo(client, wishNotes)) }
            : kind === 'judgement'
              ? { opinion: dice.pick(judgementNotes) }
              : {
                  fact,
                  words: dice.chance(0.5) ? dice.pick(suitedTo(client, noteWords)) : '',
                  opinion: dice.chance(0.6) ? dice.pick(noteOpinions) : '',
                }
        const at = Math.max(instantOf(day, timeOfCall(dice)), minutesAfter(opened, 30))
        return this.#by(assignee, at, async (who, caseId) => {
          await writeNote(who, { caseId, kind, body, submissionId: crypto.randomUUID() })
        })
      },
    )
  }

  /** The supervisor reads a new case within a day or two; the newest still wait for her. */
  #reviews(opened: number): Act[] {
    const { dice } = this.#planned
    const { back, now } = nowOf(this.#now)
    if (dayOf(opened) >= (back[0] ?? '')) return []
    const day = workingDay(dice, daysAfter(dayOf(opened), 1), daysAfter(dayOf(opened), 4))
    const at = Math.min(instantOf(day, '16:40'), instantOf(back[0] ?? '', '09:05'), now - 1_800_000)
    const comment = dice.chance(0.6) ? dice.pick(supervisionNotes) : undefined
    return [
      this.#by(this.#leads.supervisor, Math.max(at, minutesAfter(opened, 40)), async (who, caseId) => {
        await reviewCase(who, {
          caseId,
          nextReviewOn: daysAfter(dayOf(Math.max(at, opened)), dice.between(20, 60)),
          ...(comment ? { comment } : {}),
        })
      }),
    ]
  }

  /** Reassessed when a later contact gave reason to. */
  #risk(): Act[] {
    const { dice, calls, assignee, client } = this.#planned
    const later = calls.at(-1)
    if (!later || calls.length < 2 || client.riskLevel === 'low' || !dice.chance(0.55)) return []
    const level = client.riskLevel === 'extreme' ? 'high' : dice.weigh({ medium: 45, low: 35, high: 20 })
    const at = minutesAfter(later.at, 12)
    // What was assessed lately is assessed again in `careActs`, so that a day in time is named.
    if (!this.#planned.closesOn && dayOf(at) > (nowOf(this.#now).back[11] ?? '')) return []
    this.#isGrave = level === 'high'
    return [
      this.#by(assignee, at, async (who, caseId) => {
        await setRisk(who, {
          caseId,
          riskLevel: level,
          reason: riskReason(dice, client, level),
          ...(level === 'high' ? { reassessBy: daysAfter(dayOf(at), dice.between(10, 30)) } : {}),
        })
      }),
    ]
  }

  /** 決裁: most are decided within days, a few still wait, one in five goes back. */
  #approvals(): Act[] {
    const { dice, calls, assignee, client } = this.#planned
    const call = calls.at(-1)
    if (!call || !dice.chance(0.14)) return []
    const asked = minutesAfter(call.at, 25)
    let approvalId = ''
    const acts = [
      this.#by(assignee, asked, async (who, caseId) => {
        const { id } = await askApproval(who, {
          caseId,
          kind: dice.pick(['course', 'contact', 'protection']),
          reason: dice.pick(suitedTo(client, approvalReasons)),
          submissionId: crypto.randomUUID(),
        })
        approvalId = id
      }),
    ]
    const decided = instantOf(
      workingDay(dice, daysAfter(dayOf(asked), 1), daysAfter(dayOf(asked), 5)),
      '11:20',
    )
    const isReturned = dice.chance(0.2)
    acts.push(
      this.#by(this.#leads.manager, decided, async (who) => {
        await decideApproval(who, {
          approvalId,
          decision: isReturned ? 'return' : 'approve',
          comment: dice.pick(isReturned ? returnedComments : approvalComments),
        })
      }),
    )
    return acts
  }

  #waiting(): Act[] {
    const { dice, calls, assignee, closesOn, client } = this.#planned
    const last = calls.at(-1)
    if (!last || closesOn || !dice.chance(0.24)) return []
    const why = dice.weigh({ own_decision: 50, unreachable: 20, agency_reply: 30 })
    const at = instantOf(
      workingDay(dice, daysAfter(dayOf(last.at), 3), daysAfter(dayOf(last.at), 14)),
      '15:30',
    )
    return [
      this.#by(assignee, at, async (who, caseId) => {
        await setWaiting(who, {
          caseId,
          waitingFor: why,
          reason: fill(dice, dice.pick(suitedTo(client, waitingReasons[why] ?? [])), dayOf(at)),
          nextReviewOn: daysAfter(dayOf(at), dice.between(14, 45)),
        })
      }),
    ]
  }

  #closing(): Act[] {
    const last = this.#planned.calls.at(-1)?.at
    const { closesOn } = this.#planned
    if (!closesOn || last === undefined) return []
    const at = Math.max(instantOf(closesOn, '16:10'), minutesAfter(last, 60 * 24 * 7))
    const ends = Math.min(at, minutesAfter(this.#now, -40))
    return [
      this.#by(this.#planned.assignee, ends, async (who, caseId) => {
        await closing(who, caseId, this.#planned, dayOf(ends))
        this.so.isClosed = true
      }),
    ]
  }

  #by(by: string, at: number, run: (who: Parameters<Act['run']>[0], caseId: string) => Promise<void>): Act {
    return { at, by, run: (who) => run(who, this.so.caseId) }
  }
}
