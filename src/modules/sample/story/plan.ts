import { requestThemes } from '../content/city-requests.ts'
import { prefectureRequestThemes } from '../content/other-requests.ts'
import type { Theme } from '../content/theme.ts'
import { caseThemes, themes } from '../content/themes.ts'
import {
  dayOf,
  daysAfter,
  daysBetween,
  firstDayOfStory,
  instantOf,
  latestOfficeDay,
  minutesAfter,
  officeDayBack,
  officeMoment,
  recentDay,
  timeOf,
  timeOfCall,
  workingDay,
} from '../world/days.ts'
import { Dice } from '../world/dice.ts'
import type { SampleTenant } from '../world/places.ts'
import { Clients } from './client.ts'
import { Consultations, type Moment } from './consultation.ts'
import type { Plan, PlannedCall, PlannedCase, PlannedTally } from './planned.ts'
import { givePresent, nowOf, settled } from './present.ts'
import type { Written } from './record-parts.ts'

interface Size {
  cases: number
  consultations: number
  regulars: number
  callsOfRegular: number
  singles: number
  tallies: number
  /** Opened for the tour. */
  newest: number
}

const sizes: Readonly<Record<SampleTenant['key'], Size>> = {
  city: {
    cases: 230,
    consultations: 2450,
    regulars: 24,
    callsOfRegular: 26,
    singles: 270,
    tallies: 320,
    newest: 3,
  },
  prefecture: {
    cases: 70,
    consultations: 550,
    regulars: 5,
    callsOfRegular: 16,
    singles: 60,
    tallies: 40,
    newest: 1,
  },
}

/** Everything that happens in one tenant, from a seed and the day of loading alone. */
export function planOf(tenant: SampleTenant, seed: string, now: number, share = 1): Plan {
  return new Planner(tenant, new Dice(`${seed}/${tenant.key}`), now, share).plan()
}

class Planner {
  readonly #tenant: SampleTenant
  readonly #dice: Dice
  readonly #now: number
  readonly #today: string
  readonly #since: string
  readonly #size: Size
  readonly #clients: Clients
  readonly #write: Consultations

  constructor(tenant: SampleTenant, dice: Dice, now: number, share: number) {
    const whole = sizes[tenant.key]
    const part = (count: number) => Math.max(1, Math.round(count * share))
    this.#tenant = tenant
    this.#dice = dice
    this.#now = now
    this.#today = dayOf(now)
    this.#since = firstDayOfStory(this.#today)
    this.#size = {
      ...whole,
      cases: part(whole.cases),
      consultations: part(whole.consultations),
      regulars: part(whole.regulars),
      singles: part(whole.singles),
      tallies: part(whole.tallies),
    }
    this.#clients = new Clients(dice, this.#today)
    this.#write = new Consultations(dice)
  }

  plan(): Plan {
    const cases = this.#cases()
    this.#givePresent(cases)
    const strands = [
      ...Array.from({ length: this.#size.regulars }, () => this.#regular()),
      ...Array.from({ length: this.#size.singles }, () => this.#single()),
    ]
    const named = [...cases.map((one) => one.calls), ...strands].reduce((sum, calls) => sum + calls.length, 0)
    const left = this.#size.consultations - named
    // In a small part of the story the regular callers alone may be too many.
    for (let over = left; over < 0; over++) strands.find((calls) => calls.length > 1)?.pop()
    const nameless = Array.from({ length: Math.max(0, left) }, () => this.#anonymous())
    strands.push(...nameless.map((call) => [call]))
    return {
      cases,
      strands: strands.sort((one, other) => firstOf(one) - firstOf(other)),
      tallies: Array.from({ length: this.#size.tallies }, () => this.#tally()),
    }
  }

  /** The newest are opened for the tour: in danger, and nobody who leads has seen them yet. */
  #cases(): PlannedCase[] {
    const newest = Math.min(this.#size.newest, Math.floor(this.#size.cases / 4))
    return Array.from({ length: this.#size.cases }, (_, index) =>
      index < newest ? this.#newest(index) : this.#case(),
    ).sort((one, other) => firstOf(one.calls) - firstOf(other.calls))
  }

  #newest(index: number): PlannedCase {
    const dice = this.#dice
    const [desk = ''] = this.#tenant.hubs
    const counselors = this.#counselorsAt(desk)
    const assignee = counselors[index % counselors.length] ?? ''
    const client = this.#clients.make(this.#theme(caseThemes.filter((theme) => theme.risk.high)))
    client.riskLevel = index === 0 ? 'extreme' : 'high'
    const latest = latestOfficeDay(this.#now)
    const at = officeMoment(dice, latest, this.#now - 3 * 3_600_000)
    const written = this.#write.first(client, { day: dayOf(at), time: timeOf(at) })
    written.urgency = 'today'
    const call = { at: minutesAfter(at, written.minutes as number), by: assignee, desk, written }
    return {
      client,
      desk,
      assignee,
      calls: [call],
      closesOn: null,
      present: settled(),
      dice: new Dice(dice.uuid()),
    }
  }

  #givePresent(cases: readonly PlannedCase[]): void {
    const isCity = this.#tenant.key === 'city'
    for (const [place, desk] of this.#tenant.hubs.entries()) {
      const here = cases.filter((one) => one.desk === desk)
      const asked = Object.keys(isCity ? requestThemes : prefectureRequestThemes)
      givePresent(
        this.#dice,
        nowOf(this.#now),
        {
          cases: here,
          counselors: this.#counselorsAt(desk),
          asked: place === 0 ? asked : [],
          elsewhere: place === 0 ? this.#secondsElsewhere() : [],
        },
        (planned, by, at) => {
          const when = { day: dayOf(at), time: timeOf(at) }
          return { at, by, desk, written: this.#write.spoken(planned.client, when) }
        },
      )
    }
  }

  /** Colleagues of other desks who are not the first to answer there. */
  #secondsElsewhere(): { login: string; desk: string }[] {
    const seconds = this.#tenant.cast.filter(
      (one) => !one.isNew && one.seats.some(([, role]) => role === 'desk_worker'),
    )
    return seconds
      .filter((one) => this.#tenant.cast.find((first) => first.seats[0]?.[0] === one.seats[0]?.[0]) !== one)
      .slice(0, 3)
      .map((one) => ({ login: one.login, desk: one.seats[0]?.[0] ?? '' }))
  }

  #case(): PlannedCase {
    const dice = this.#dice
    const client = this.#clients.make(this.#theme(caseThemes))
    const desk = this.#desk()
    const assignee = this.#counselor(desk)
    const opensOn = recentDay(dice, daysAfter(this.#since, 3), this.#today)
    const isOld = daysBetween(opensOn, this.#today) > 120
    const closesOn = isOld && dice.chance(0.78) ? workingDay(dice, daysAfter(opensOn, 60), this.#today) : null
    const days = this.#daysFrom(opensOn, closesOn ?? this.#today, dice.weigh({ few: 40, some: 45, many: 15 }))
    const calls = days.map((day, index) => {
      const by = index > 0 && dice.chance(0.2) ? this.#counselor(desk) : assignee
      return this.#call(day, desk, by, (when) =>
        index === 0 ? this.#write.first(client, when) : this.#write.later(client, when),
      )
    })
    return { client, desk, assignee, calls, closesOn, present: settled(), dice: new Dice(dice.uuid()) }
  }

  #daysFrom(first: string, last: string, how: 'few' | 'some' | 'many'): string[] {
    const dice = this.#dice
    const most = { few: 2, some: 5, many: 10 }[how]
    const days = [first]
    while (days.length < most) {
      const earliest = daysAfter(days.at(-1) ?? first, dice.between(4, 12))
      const next = workingDay(dice, earliest, daysAfter(earliest, 20))
      if (next > last) break
      days.push(next)
    }
    return days
  }

  #regular(): PlannedCall[] {
    const dice = this.#dice
    const client = this.#clients.make(this.#theme(themes.filter((theme) => theme.complaint !== 'pregnancy')))
    const desk = this.#desk()
    const count = Math.round(this.#size.callsOfRegular * (0.6 + dice.next() * 0.8))
    const gap = Math.max(4, Math.floor(daysBetween(this.#since, this.#today) / (count + 1)))
    const calls: PlannedCall[] = []
    let day = daysAfter(this.#since, dice.between(0, gap))
    while (calls.length < count && day <= this.#today) {
      const isFirst = calls.length === 0
      calls.push(
        this.#call(workingDay(dice, day, daysAfter(day, 3)), desk, this.#counselor(desk), (when) =>
          isFirst ? this.#write.first(client, when) : this.#write.regular(client, when),
        ),
      )
      day = daysAfter(day, gap + dice.between(-3, 3))
    }
    return calls.filter((call) => call.at <= this.#now)
  }

  /** One contact, sometimes a second one weeks later. */
  #single(): PlannedCall[] {
    const dice = this.#dice
    const client = this.#clients.make(this.#theme(themes))
    const desk = this.#desk()
    const day = recentDay(dice, this.#since, this.#today)
    const again = daysAfter(day, dice.between(6, 60))
    const first = this.#call(day, desk, this.#counselor(desk), (when) => this.#write.first(client, when))
    if (again > this.#today || dice.chance(0.72)) return [first]
    const next = workingDay(dice, again, this.#today)
    return [first, this.#call(next, desk, this.#counselor(desk), (when) => this.#write.later(client, when))]
  }

  #anonymous(): PlannedCall {
    const desk = this.#desk()
    const theme = this.#theme(themes)
    return this.#call(recentDay(this.#dice, this.#since, this.#today), desk, this.#counselor(desk), (when) =>
      this.#write.anonymous(theme, when),
    )
  }

  #tally(): PlannedTally {
    const dice = this.#dice
    const desk = this.#desk()
    return {
      at: this.#past(instantOf(recentDay(dice, this.#since, this.#today), timeOfCall(dice))),
      by: this.#counselor(desk),
      desk,
      kind: dice.weigh({ silent: 45, wrong_number: 20, information_only: 35 }),
    }
  }

  /** Nothing lies ahead of the moment of loading: what would, happened the day before. */
  #call(day: string, desk: string, by: string, write: (when: Moment) => Written): PlannedCall {
    const time = timeOfCall(this.#dice)
    const at = this.#past(instantOf(day, time))
    const written = write({ day: dayOf(at), time })
    return { at: at + ((written.minutes ?? 20) as number) * 60_000, by, desk, written }
  }

  #past(instant: number): number {
    return instant > this.#now - 2 * 3_600_000
      ? instantOf(officeDayBack(this.#today, 1), timeOf(instant))
      : instant
  }

  #theme(from: readonly Theme[]): Theme {
    const name = this.#dice.weigh(
      Object.fromEntries(from.map((theme, index) => [String(index), theme.weight])),
    )
    return from[Number(name)] ?? this.#dice.pick(from)
  }

  #desk(): string {
    const [main = '', second] = this.#tenant.hubs
    return second && this.#dice.chance(0.3) ? second : main
  }

  #counselor(desk: string): string {
    return this.#dice.pick(this.#counselorsAt(desk))
  }

  #counselorsAt(desk: string): string[] {
    return this.#tenant.cast
      .filter((one) => one.seats.some(([id, role]) => id === desk && role === 'counselor'))
      .map((one) => one.login)
  }
}

const firstOf = (calls: readonly PlannedCall[]) => calls[0]?.at ?? 0
