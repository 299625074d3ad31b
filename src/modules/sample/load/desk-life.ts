import { leaveHandoverNote } from '../../consultations/leave-handover-note.ts'
import { addWindow } from '../../directory/add-window.ts'
import { keepRoster } from '../../directory/keep-roster.ts'
import { showRoster } from '../../directory/show-roster.ts'
import { saveDraft } from '../../drafts/save-draft.ts'
import { closeReferral, receiveReferral } from '../../referrals/move-referral.ts'
import { sendReferral } from '../../referrals/send-referral.ts'
import { draftMemos, handoverNotes, referralTexts, referralWishes, windows } from '../content/desk-words.ts'
import { demoLogin } from '../world/cast.ts'
import { dayOf, daysAfter, instantOf, minutesAfter, timeOfCall, workingDay } from '../world/days.ts'
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
      ...(isCity ? [this.#windows(), this.#drafts(), ...this.#referrals()] : []),
      ...this.#tenant.hubs.flatMap((desk) => [this.#notes(desk, isCity ? 6 : 2), this.#rosters(desk)]),
    ]
  }

  #holders(desk: string, roles: readonly string[]): string[] {
    return this.#tenant.cast
      .filter((one) => one.seats.some(([id, role]) => id === desk && roles.includes(role)))
      .map((one) => one.login)
  }

  #notes(desk: string, count: number): Act[] {
    const deck = new Deck(this.#dice, handoverNotes)
    const writers = this.#holders(desk, ['counselor', 'supervisor'])
    return Array.from({ length: count }, (_, index) => ({
      at: minutesAfter(this.#now, -60 * 3 - index * 170),
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

  /** This week and the next; somebody is away for two days and a colleague stands in. */
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
        const open = days.filter((one) => one.closed === null).map((one) => one.day)
        await keepRoster(who, { deskId, monday, mark, cells: this.#cells(people, open) })
      },
    }))
  }

  #cells(
    people: readonly string[],
    days: readonly string[],
  ): Record<string, Record<string, `absent:${string}` | 'duty'>> {
    const [absent = '', cover = ''] = [people[2] ?? people[0], people[1]]
    return Object.fromEntries(
      people.map((userId, seat) => [
        userId,
        Object.fromEntries(
          days.flatMap((day, index): [string, `absent:${string}` | 'duty'][] => {
            if (userId === absent && index > 0 && index < 3 && cover !== absent)
              return [[day, `absent:${cover}`]]
            return (seat + index) % 3 === 0 ? [] : [[day, 'duty']]
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
        at: minutesAfter(this.#now, -35),
        by: demoLogin,
        run: async (who) => {
          const form = {
            day: [dayOf(this.#now)],
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

  #referrals(): Act[][] {
    const senders = this.#tenant.cast.filter(
      (one) => !one.isNew && one.seats.some(([desk]) => desk !== 'AGE-HUB') && one.tenantRole === undefined,
    )
    const words = new Deck(this.#dice, referralTexts)
    return Array.from({ length: 16 }, (_, index) => {
      const from = daysAfter(dayOf(this.#now), index < 5 ? -4 : -150)
      const day = workingDay(this.#dice, from, daysAfter(dayOf(this.#now), index < 5 ? -1 : -8))
      return this.#referral(
        instantOf(day, timeOfCall(this.#dice)),
        this.#dice.pick(senders).login,
        words,
        index,
      )
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
