import { basisOf } from '../../disclosures/index.ts'
import { answerOnBehalf, handOverSheet } from '../../requests/paper.ts'
import { sendRequest } from '../../requests/send-request.ts'
import type { RequestTheme } from '../content/ask.ts'
import { requestThemes } from '../content/city-requests.ts'
import { paperThemes, prefectureRequestThemes } from '../content/other-requests.ts'
import type { PlannedCase, PresentRequest, RequestStep } from '../story/planned.ts'
import { requestOf } from '../story/request-input.ts'
import { suitingAsk } from '../story/suiting-ask.ts'
import { dayOf, daysAfter, daysBetween, instantOf, minutesAfter, workingDay } from '../world/days.ts'
import type { CaseSoFar, Leads } from './case-so-far.ts'
import type { Act, Stage } from './play.ts'
import { takeRequestStep, type Underway } from './request-steps.ts'

/** How a request of the past ended, and how often. What is under way today is planned (`story/present.ts`). */
const ends: Readonly<Record<string, { steps: readonly RequestStep[]; weight: number }>> = {
  finished: { steps: ['accept', 'answer', 'finish'], weight: 60 },
  withAct: { steps: ['accept', 'answer', 'act', 'finish'], weight: 15 },
  askedAndFinished: { steps: ['accept', 'ask_back', 'reply', 'answer', 'finish'], weight: 11 },
  declined: { steps: ['decline'], weight: 6 },
  withdrawn: { steps: ['accept', 'withdraw'], weight: 5 },
}
/** An office has settled what is older. */
const settledAfterDays = 26

/** What one case asks of other desks, and what comes back. */
export class RequestActs {
  readonly #stage: Stage
  readonly #planned: PlannedCase
  readonly #leads: Leads
  readonly #so: CaseSoFar
  readonly #now: number

  constructor(stage: Stage, planned: PlannedCase, leads: Leads, so: CaseSoFar, now: number) {
    this.#stage = stage
    this.#planned = planned
    this.#leads = leads
    this.#so = so
    this.#now = now
  }

  /** Nothing is asked before the case is there. */
  acts(earliest: number): Act[] {
    const { dice, calls, desk, present } = this.#planned
    const isCity = desk.startsWith('AGE')
    const themes = { ...(isCity ? requestThemes : prefectureRequestThemes) }
    const papers = Object.fromEntries(
      Object.entries(paperThemes).filter(([name]) => name.startsWith(isCity ? 'AGE' : 'PRF')),
    )
    const wanted = dice.chance(0.52) ? dice.between(1, isCity ? 3 : 1) : 0
    const past = dice.some(Object.keys(themes), wanted).flatMap((name) => {
      const at = Math.max(earliest, minutesAfter(dice.pick(calls).at, dice.between(20, 55)))
      const theme = themes[name]
      return theme && this.#isSettled(at) ? this.#past(name, theme, at) : []
    })
    const now = present.requests.flatMap((request) => {
      const theme = themes[request.to]
      return theme ? this.#present(request, theme) : []
    })
    const paperAt = Math.max(earliest, minutesAfter(dice.pick(calls).at, 35))
    const paper = dice.chance(0.14) && this.#isSettled(paperAt) ? this.#paper(papers, paperAt) : []
    return [...past, ...now, ...paper]
  }

  #isSettled(at: number): boolean {
    return daysBetween(dayOf(at), dayOf(this.#now)) > settledAfterDays
  }

  #past(name: string, theme: RequestTheme, at: number): Act[] {
    const { dice } = this.#planned
    const basis = this.#basis(name)
    const isReturned = basisOf(basis)?.decides === 'without_consent' && dice.chance(0.12)
    const decision: RequestStep[] =
      basisOf(basis)?.decides === 'without_consent' ? [isReturned ? 'return' : 'approve'] : []
    const weights = Object.fromEntries(Object.entries(ends).map(([end, { weight }]) => [end, weight]))
    const end = isReturned ? [] : (ends[dice.weigh(weights)]?.steps ?? [])
    let moment = at
    const steps = [...decision, ...end].map((step) => {
      moment = this.#later(moment, step === 'approve' || step === 'accept' ? 1 : 4)
      return { step, at: moment }
    })
    return this.#request(theme, { to: name, at, basis, steps }, dice.chance(0.07))
  }

  #present(request: PresentRequest, theme: RequestTheme): Act[] {
    return this.#request(theme, request, false)
  }

  #request(theme: RequestTheme, planned: PresentRequest, isUrgent: boolean): Act[] {
    const { dice, assignee, client } = this.#planned
    const { to, at, basis, untilDay } = planned
    const ask = suitingAsk(dice, theme, client)
    if (!ask) return []
    const state: Underway = { id: '', turn: 1 }
    const send: Act = {
      at,
      by: assignee,
      run: async (who) => {
        const { id } = await sendRequest(who, {
          ...requestOf(dice, { theme, ask }, client, {
            day: dayOf(at),
            today: dayOf(this.#now),
            basis,
            isUrgent,
          }),
          ...(untilDay ? { untilDay } : {}),
          caseId: this.#so.caseId,
          toDeskId: this.#stage.desk(to),
          submissionId: crypto.randomUUID(),
        })
        state.id = id
      },
    }
    const following = planned.steps.map(
      ({ step, at: moment }): Act => ({
        at: moment,
        by: this.#whoTakes(step, to),
        run: (who) => takeRequestStep(who, step, state, { dice, theme, ask }),
      }),
    )
    return [send, ...following]
  }

  #basis(name: string): string {
    const own: Readonly<Record<string, string>> = {
      'AGE-D04': 'child_welfare_25_3',
      'AGE-D06': 'poverty_support_9',
    }
    const { dice } = this.#planned
    const particular = own[name]
    if (particular && dice.chance(0.1)) return particular
    return dice.weigh({ consent_oral: 52, consent_written: 36, within_purpose: 5, art69_2_2_internal: 7 })
  }

  #whoTakes(step: RequestStep, name: string): string {
    if (step === 'approve' || step === 'return') return this.#leads.manager
    if (step === 'reply' || step === 'withdraw' || step === 'finish') return this.#planned.assignee
    return this.#stage.memberOf(name)
  }

  /** The police, the child guidance centre: a numbered sheet by hand, the answer entered for them. */
  #paper(themes: Readonly<Record<string, RequestTheme>>, at: number): Act[] {
    const { dice, assignee, client } = this.#planned
    const name = dice.pick(Object.keys(themes))
    const theme = themes[name]
    const ask = theme && suitingAsk(dice, theme, client)
    if (!ask) return []
    const isDanger = (name.endsWith('A03') || name === 'PRF-A02') && client.riskLevel === 'high'
    const state = { id: '', turn: 1 }
    const send: Act = {
      at,
      by: assignee,
      run: async (who) => {
        // Paper opens nothing: its share may have run out long since.
        const how = {
          day: dayOf(at),
          today: dayOf(at),
          isUrgent: isDanger,
          basis: isDanger ? 'art69_2_4_benefit_or_special' : 'consent_oral',
        }
        const { id } = await sendRequest(who, {
          ...requestOf(dice, { theme, ask }, client, how),
          isLifeInDanger: isDanger,
          caseId: this.#so.caseId,
          toDeskId: this.#stage.desk(name),
          submissionId: crypto.randomUUID(),
        })
        state.id = id
      },
    }
    const means = dice.pick(['hand', 'telephone'] as const)
    const handed: Act = {
      at: minutesAfter(at, 50),
      by: assignee,
      run: async (who) => {
        await handOverSheet(who, {
          requestId: state.id,
          turn: state.turn,
          means,
          person: '連絡担当の方',
          happenedAt: '',
        })
        state.turn += 1
      },
    }
    const answers = this.#later(minutesAfter(at, 60), 5)
    const answered: Act = {
      at: answers,
      by: assignee,
      run: async (who) => {
        await answerOnBehalf(who, {
          requestId: state.id,
          turn: state.turn,
          means: 'telephone',
          person: '連絡担当の方',
          happenedAt: '',
          step: 'answer',
          text: dice.pick(ask.answers),
        })
        state.turn += 1
      },
    }
    const finished: Act = {
      at: this.#later(answers, 4),
      by: assignee,
      run: async (who) => {
        await answerOnBehalf(who, {
          requestId: state.id,
          turn: state.turn,
          means: 'telephone',
          person: '連絡担当の方',
          happenedAt: '',
          step: 'finish',
          text: '回答を受け取りました。ありがとうございました。',
        })
      },
    }
    return [send, handed, answered, finished]
  }

  #later(at: number, mostDays: number): number {
    const { dice } = this.#planned
    const day = workingDay(dice, dayOf(at), daysAfter(dayOf(at), mostDays))
    const time = `${dice.pick(['10', '11', '13', '14', '15'])}:${dice.between(10, 59)}`
    return Math.max(instantOf(day, time), minutesAfter(at, 45))
  }
}
