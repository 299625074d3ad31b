import { withdrawShare } from '../../disclosures/end-disclosure.ts'
import { basisOf } from '../../disclosures/index.ts'
import {
  acceptRequest,
  answerRequest,
  askBack,
  declineRequest,
  finishRequest,
  replyToDesk,
} from '../../requests/answer-request.ts'
import { decideRequest } from '../../requests/decide-request.ts'
import { openRequest } from '../../requests/open-request.ts'
import { answerOnBehalf, handOverSheet } from '../../requests/paper.ts'
import { recordAct } from '../../requests/record-act.ts'
import { sendRequest } from '../../requests/send-request.ts'
import {
  accepts,
  acts,
  declines,
  paperThemes,
  prefectureRequestThemes,
  questionsBack,
  type RequestTheme,
  repliesBack,
  requestThemes,
  withdrawals,
} from '../content/request-words.ts'
import type { PlannedCase } from '../story/plan.ts'
import { requestOf } from '../story/request-input.ts'
import { dayOf, daysAfter, daysBetween, instantOf, minutesAfter, workingDay } from '../world/days.ts'
import type { CaseSoFar, Leads } from './case-so-far.ts'
import type { FoundedPerson } from './make-account.ts'
import type { Act, Stage } from './play.ts'

type Step =
  | 'accept'
  | 'ask_back'
  | 'reply'
  | 'answer'
  | 'finish'
  | 'decline'
  | 'act'
  | 'withdraw'
  | 'approve'
  | 'return'

/** How far a request has come; the weight of each depends on how long ago it was sent. */
const ends: Readonly<Record<string, { steps: readonly Step[]; old: number; recent: number }>> = {
  finished: { steps: ['accept', 'answer', 'finish'], old: 58, recent: 8 },
  withAct: { steps: ['accept', 'answer', 'act', 'finish'], old: 14, recent: 2 },
  askedAndFinished: { steps: ['accept', 'ask_back', 'reply', 'answer', 'finish'], old: 10, recent: 2 },
  answered: { steps: ['accept', 'answer'], old: 0, recent: 18 },
  accepted: { steps: ['accept'], old: 0, recent: 22 },
  askedBack: { steps: ['accept', 'ask_back'], old: 0, recent: 14 },
  declined: { steps: ['decline'], old: 6, recent: 4 },
  withdrawn: { steps: ['accept', 'withdraw'], old: 4, recent: 4 },
  unread: { steps: [], old: 0, recent: 26 },
}
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
    const { dice, calls, desk } = this.#planned
    const isCity = desk.startsWith('AGE')
    const themes = { ...(isCity ? requestThemes : prefectureRequestThemes) }
    const papers = Object.fromEntries(
      Object.entries(paperThemes).filter(([name]) => name.startsWith(isCity ? 'AGE' : 'PRF')),
    )
    const wanted = dice.chance(0.52) ? dice.between(1, isCity ? 3 : 1) : 0
    return dice
      .some(Object.keys(themes), wanted)
      .flatMap((name) => {
        const theme = themes[name]
        const call = dice.pick(calls)
        return theme
          ? this.#request(name, theme, Math.max(earliest, minutesAfter(call.at, dice.between(20, 55))))
          : []
      })
      .concat(
        dice.chance(0.14)
          ? this.#paper(papers, Math.max(earliest, minutesAfter(dice.pick(calls).at, 35)))
          : [],
      )
  }

  #request(name: string, theme: RequestTheme, at: number): Act[] {
    const { dice, assignee } = this.#planned
    const isNewest = at > this.#now - 6 * 86_400_000
    const basis = isNewest && dice.chance(0.3) ? 'art69_2_2_internal' : this.#basis(name)
    const isProposed = basisOf(basis)?.decides === 'without_consent'
    const end = this.#end(at)
    const state = { id: '', turn: 1, disclosureId: '' }
    const send: Act = {
      at,
      by: assignee,
      run: async (who) => {
        const { id } = await sendRequest(who, {
          ...requestOf(dice, theme, this.#planned.client, {
            day: dayOf(at),
            today: dayOf(this.#now),
            basis,
            isUrgent: dice.chance(0.07),
          }),
          caseId: this.#so.caseId,
          toDeskId: this.#stage.desk(name),
          submissionId: crypto.randomUUID(),
        })
        state.id = id
      },
    }
    // The newest still wait for the manager.
    const decision: Step[] = isProposed ? [dice.chance(0.12) ? 'return' : 'approve'] : []
    const steps = isProposed && isNewest ? [] : decision[0] === 'return' ? decision : [...decision, ...end]
    let moment = at
    const following = steps.map((step): Act => {
      moment = this.#later(moment, step === 'approve' || step === 'accept' ? 1 : 4)
      return { at: moment, by: this.#whoTakes(step, name), run: (who) => this.#take(step, state, theme, who) }
    })
    return [send, ...following]
  }

  /** Old enough that an office would long have settled it. */
  #isOld(at: number): boolean {
    return daysBetween(dayOf(at), dayOf(this.#now)) > 8
  }

  #end(at: number): readonly Step[] {
    const isOld = this.#isOld(at)
    const weights = Object.fromEntries(
      Object.entries(ends).map(([name, end]) => [name, isOld ? end.old : end.recent]),
    )
    return ends[this.#planned.dice.weigh(weights)]?.steps ?? []
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

  #whoTakes(step: Step, name: string): string {
    if (step === 'approve' || step === 'return') return this.#leads.manager
    if (step === 'reply' || step === 'withdraw' || step === 'finish') return this.#planned.assignee
    return this.#stage.memberOf(name)
  }

  async #take(
    step: Step,
    state: { id: string; turn: number; disclosureId: string },
    theme: RequestTheme,
    who: FoundedPerson,
  ): Promise<void> {
    const { dice } = this.#planned
    const turn = { requestId: state.id, turn: state.turn }
    if (step === 'act') {
      const day = dayOf(Date.now())
      await recordAct(who, {
        requestId: state.id,
        day,
        title: dice.pick(theme.titles),
        text: dice.pick(acts),
        submissionId: crypto.randomUUID(),
      })
      return
    }
    if (step === 'withdraw') {
      const { asker } = await openRequest(who, { requestId: state.id })
      if (asker)
        await withdrawShare(who, { disclosureId: asker.disclosureId, reason: dice.pick(withdrawals) })
      return
    }
    state.turn += 1
    if (step === 'approve' || step === 'return')
      await decideRequest(who, {
        ...turn,
        answer: step === 'approve' ? 'approve' : 'return',
        comment: step === 'return' ? '同意を得る方法をもう一度検討してください。' : '',
      })
    if (step === 'accept')
      await acceptRequest(who, { ...turn, text: dice.chance(0.7) ? dice.pick(accepts) : '' })
    if (step === 'ask_back') await askBack(who, { ...turn, text: dice.pick(questionsBack) })
    if (step === 'reply') await replyToDesk(who, { ...turn, text: dice.pick(repliesBack) })
    if (step === 'answer') await answerRequest(who, { ...turn, text: dice.pick(theme.answers) })
    if (step === 'decline') await declineRequest(who, { ...turn, text: dice.pick(declines) })
    if (step === 'finish') await finishRequest(who, { ...turn, text: '' })
  }

  /** The police, the child guidance centre: a numbered sheet by hand, the answer entered for them. */
  #paper(themes: Readonly<Record<string, RequestTheme>>, at: number): Act[] {
    const { dice, assignee, client } = this.#planned
    const name = dice.pick(Object.keys(themes))
    const theme = themes[name]
    if (!theme) return []
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
          ...requestOf(dice, theme, client, how),
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
          text: dice.pick(theme.answers),
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
    if (this.#isOld(at)) return [send, handed, answered, finished]
    return dice.chance(0.75) ? [send, handed, answered] : [send, handed]
  }

  #later(at: number, mostDays: number): number {
    const { dice } = this.#planned
    const day = workingDay(dice, dayOf(at), daysAfter(dayOf(at), mostDays))
    const time = `${dice.pick(['10', '11', '13', '14', '15'])}:${dice.between(10, 59)}`
    return Math.max(instantOf(day, time), minutesAfter(at, 45))
  }
}
