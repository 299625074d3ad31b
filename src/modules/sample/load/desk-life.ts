import { isAppError } from '../../../platform/errors.ts'
import { askAdmission } from '../../accounts/ask-admission.ts'
import { showCase } from '../../cases/show-case.ts'
import { leaveHandoverNote } from '../../consultations/leave-handover-note.ts'
import { addWindow } from '../../directory/add-window.ts'
import { keepRoster } from '../../directory/keep-roster.ts'
import { showRoster } from '../../directory/show-roster.ts'
import { saveDraft } from '../../drafts/save-draft.ts'
import { closeReferral, receiveReferral } from '../../referrals/move-referral.ts'
import { sendReferral } from '../../referrals/send-referral.ts'
import { draftMemos, handoverNotes, referralTexts, referralWishes, windows } from '../content/desk-words.ts'
import { nowOf } from '../story/present.ts'
import { demoLogin } from '../world/cast.ts'
import { dayOf, daysAfter, minutesAfter, officeMoment, workingDay } from '../world/days.ts'
import { Deck, Dice } from '../world/dice.ts'
import type { SampleTenant } from '../world/places.ts'
import type { Act, Stage } from './play.ts'

/** What happens at the desks besides calls and cases: notes for tomorrow, who sits where, what other desks noticed. */
export class DeskLife {
  readonly #stage: Stage
  readonly #tenant: SampleTenant
  readonly #now: number
  readonly #dice: Dice

  constructor(stage: Stage, tenant: SampleTenant, seed: string, now: number) {
    this.#stage = stage
    this.#tenant = tenant
    this.#now = now
    this.#dice = new Dice(`${seed}/${tenant.key}/desks`)
  }

  acts(): Act[][] {
    const isCity = this.#tenant.key === 'city'
    return [
      ...(isCity
        ? [this.#windows(), this.#drafts(), this.#newcomer(), this.#refusals(), ...this.#referrals()]
        : []),
      ...this.#tenant.hubs.flatMap((desk) => [this.#notes(desk, isCity ? 6 : 2), this.#rosters(desk)]),
    ]
  }

  #holders(desk: string, roles: readonly string[]): string[] {
    return this.#tenant.cast
      .filter((one) => one.seats.some(([id, role]) => id === desk && roles.includes(role)))
      .map((one) => one.login)
  }

  /** Left at the end of a morning or of a day, for whoever sits there next. */
  #notes(desk: string, count: number): Act[] {
    const deck = new Deck(this.#dice, handoverNotes)
    const writers = this.#holders(desk, ['counselor', 'supervisor'])
    const { back } = nowOf(this.#now)
    const moments = Array.from({ length: count }, (_, index) =>
      officeMoment(this.#dice, back[Math.floor(index / 2)] ?? '', this.#now),
    )
    return moments
      .sort((one, other) => one - other)
      .map((at) => ({
        at,
        by: this.#dice.pick(writers),
        run: async (who) => {
          await leaveHandoverNote(who, {
            deskId: this.#stage.desk(desk),
            text: deck.deal(),
            until: daysAfter(dayOf(this.#now), this.#dice.between(1, 4)),
            submissionId: crypto.randomUUID(),
          })
        },
      }))
  }

  /** This week and the next; a colleague is away today and tomorrow, and somebody stands in. */
  #rosters(desk: string): Act[] {
    const [supervisor = ''] = this.#holders(desk, ['supervisor'])
    const people = this.#holders(desk, ['counselor', 'supervisor']).map(
      (login) => this.#stage.person(login).userId,
    )
    return [0, 7].map((shift) => ({
      at: this.#now - 60_000,
      by: supervisor,
      run: async (who) => {
        const deskId = this.#stage.desk(desk)
        const week = daysAfter(dayOf(this.#now), shift)
        const { monday, mark, days } = await showRoster(who, { deskId, week })
        await keepRoster(who, { deskId, monday, mark, cells: this.#cells(people, days) })
      },
    }))
  }

  #cells(
    people: readonly string[],
    days: readonly { day: string; closed: string | null }[],
  ): Record<string, Record<string, `absent:${string}` | 'duty'>> {
    const today = dayOf(this.#now)
    const away = [today, daysAfter(today, 1)]
    const [cover = '', absent] = people.length > 2 ? [people[0], people.at(-2)] : []
    return Object.fromEntries(
      people.map((userId, seat) => [
        userId,
        Object.fromEntries(
          days.flatMap(({ day, closed }, index): [string, `absent:${string}` | 'duty'][] => {
            if (userId === absent && away.includes(day)) return [[day, `absent:${cover}`]]
            if (closed !== null) return []
            return userId !== cover && (seat + index) % 4 === 0 ? [] : [[day, 'duty']]
          }),
        ),
      ]),
    )
  }

  #windows(): Act[] {
    const [admin = ''] = this.#tenant.cast
      .filter((one) => one.tenantRole === 'tenant_admin')
      .map((one) => one.login)
    return windows.map((window, index) => ({
      at: minutesAfter(this.#now, -60 * 24 * 40 + index * 10),
      by: admin,
      run: async (who) => {
        await addWindow(who, {
          ...window,
          languages: [...window.languages],
          owner: '人権男女共同参画課',
          isPublished: true,
          sort: 10 + index,
          checkedOn: daysAfter(dayOf(this.#now), -40),
          submissionId: crypto.randomUUID(),
        })
      },
    }))
  }

  /** What the demo counsellor has begun and not finished. */
  #drafts(): Act[] {
    return [
      {
        at: officeMoment(this.#dice, nowOf(this.#now).back[0] ?? '', this.#now),
        by: demoLogin,
        run: async (who) => {
          const form = {
            day: [dayOf(Date.now())],
            channel: ['phone'],
            memo: [draftMemos.join('\n')],
            marks: ['ffo'],
          }
          await saveDraft(who, {
            kind: 'consultation',
            subjectId: crypto.randomUUID(),
            content: JSON.stringify(form),
            rev: 0,
          })
        },
      },
    ]
  }

  /** She is to help out at a desk that hangs on one person; its lead has not admitted her yet. */
  #newcomer(): Act[] {
    const [admin] = this.#tenant.cast.filter((one) => one.tenantRole === 'tenant_admin')
    const [newcomer] = this.#holders('AGE-D11', ['desk_worker'])
    if (!admin || !newcomer) return []
    return [
      {
        at: officeMoment(this.#dice, nowOf(this.#now).back[1] ?? '', this.#now),
        by: admin.login,
        run: async (who) => {
          const deskId = this.#stage.desk('AGE-D13')
          await askAdmission(who, { deskId, login: newcomer, role: 'desk_worker' })
        },
      },
    ]
  }

  /** What an auditor finds: somebody tried an address that is not for her. */
  #refusals(): Act[] {
    const { back } = nowOf(this.#now)
    const curious = this.#holders('AGE-D10', ['desk_worker'])
    return curious.flatMap((by) =>
      [1, 2].map((officeDays) => ({
        at: officeMoment(this.#dice, back[officeDays] ?? '', this.#now),
        by,
        run: async (who) => {
          await showCase(who, { caseId: crypto.randomUUID() }).catch((error: unknown) => {
            if (!isAppError(error)) throw error
          })
        },
      })),
    )
  }

  #referrals(): Act[][] {
    const senders = this.#tenant.cast.filter(
      (one) => !one.isNew && one.seats.some(([desk]) => desk !== 'AGE-HUB') && one.tenantRole === undefined,
    )
    const words = new Deck(this.#dice, referralTexts)
    const { back } = nowOf(this.#now)
    // The urgent one came just now; two more since the day before; the others are under way or ended.
    const days = [back[0], back[0], back[1], back[3], back[5], back[7], back[9]]
    return Array.from({ length: 16 }, (_, index) => {
      const today = dayOf(this.#now)
      const older = workingDay(this.#dice, daysAfter(today, -150), daysAfter(today, -20))
      const at = officeMoment(this.#dice, days[index] ?? older, this.#now)
      return this.#referral(at, this.#dice.pick(senders).login, words, index)
    })
  }

  #referral(at: number, by: string, words: Deck, index: number): Act[] {
    const dice = this.#dice
    let referralId = ''
    const sent: Act = {
      at,
      by,
      run: async (who) => {
        const { id } = await sendReferral(who, {
          who: dice.pick([
            '30代の女性。窓口に来られた方',
            '小学生の保護者の方',
            '健診に来られた方',
            '40代くらいの女性',
            'お子さん連れの方',
          ]),
          reach: dice.pick(referralWishes),
          noticed: words.deal(),
          agreement: dice.pick(['agrees', 'agrees', 'knows', 'unknown']),
          isUrgent: index === 0,
          submissionId: crypto.randomUUID(),
        })
        referralId = id
      },
    }
    const hub = this.#holders('AGE-HUB', ['counselor'])
    const received: Act = {
      at: minutesAfter(at, 90),
      by: dice.pick(hub),
      run: async (who) => {
        await receiveReferral(who, { referralId })
      },
    }
    const ended: Act = {
      at: minutesAfter(at, 60 * 24 * 6),
      by: dice.pick(hub),
      run: async (who) => {
        await closeReferral(who, { referralId })
      },
    }
    return [sent, ...(index > 2 ? [received] : []), ...(index > 6 ? [ended] : [])].filter(
      (act) => act.at < this.#now,
    )
  }
}
