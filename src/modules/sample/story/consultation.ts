import {
  anonymousFacts,
  anonymousOpinions,
  anonymousWords,
  closingByPhone,
  closingInWriting,
  closingThere,
  liaisonFacts,
  liaisonOpinions,
  openings,
  regularAdvice,
  regularFacts,
  regularOpinions,
} from '../content/call-words.ts'
import { fill } from '../content/fill.ts'
import { agencies, places } from '../content/safety-words.ts'
import type { Theme } from '../content/theme.ts'
import { daysAfter } from '../world/days.ts'
import { Deck, type Dice } from '../world/dice.ts'
import type { Client } from './client.ts'
import { closingOf, nextContactAfter, violenceOf, type Written, whoseRecord } from './record-parts.ts'
import { riskReason } from './risk-reason.ts'

export interface Moment {
  day: string
  time: string
}

type Mark = 'f' | 'w' | 'o' | '-'
type Line = readonly [mark: Mark, text: string]

/** Writes what a counsellor would have written: one kind of contact each, put together from the words of `content/`. */
export class Consultations {
  readonly #dice: Dice
  readonly #decks: Record<string, Deck>

  constructor(dice: Dice) {
    this.#dice = dice
    this.#decks = {
      closingThere: new Deck(dice, closingThere),
      closingByPhone: new Deck(dice, closingByPhone),
      closingInWriting: new Deck(dice, closingInWriting),
      anonymousFacts: new Deck(dice, anonymousFacts),
      anonymousWords: new Deck(dice, anonymousWords),
      anonymousOpinions: new Deck(dice, anonymousOpinions),
      regularFacts: new Deck(dice, regularFacts),
      regularOpinions: new Deck(dice, regularOpinions),
      regularAdvice: new Deck(dice, regularAdvice),
      liaison: new Deck(dice, liaisonFacts),
      liaisonOpinions: new Deck(dice, liaisonOpinions),
    }
  }

  first(client: Client, when: Moment): Written {
    const { theme, decks } = client
    const dice = this.#dice
    return this.#of(client, when, {
      lines: [
        ...this.#deal('f', decks.facts, dice.between(2, 4)),
        ...this.#deal('w', decks.words, dice.between(1, 2)),
        ...(dice.chance(0.4) ? this.#deal('f', decks.facts, 1) : []),
        ...this.#deal('o', decks.opinions, dice.between(1, 2)),
      ],
      isFirst: 'yes',
      wish: decks.wishes.deal(),
      advice: this.#advice(decks.advice, 2),
      urgency: dice.weigh({ now: 1, today: 7, days: 28, calm: 48, not_asked: 16 }),
      violence: violenceOf(dice, theme, when.day),
      route: dice.weigh({
        self: 52,
        kin_friend: 10,
        police: 7,
        own_office: 12,
        medical: 4,
        education: 3,
        welfare_office: 4,
        womens_centre: 3,
        dv_centre: 2,
        child_guidance: 2,
        not_asked: 1,
      }),
    })
  }

  later(client: Client, when: Moment): Written {
    return this.#dice.chance(0.09) ? this.#liaison(client, when) : this.spoken(client, when)
  }

  /** A later contact with herself. */
  spoken(client: Client, when: Moment): Written {
    const { decks } = client
    const dice = this.#dice
    return this.#of(client, when, {
      lines: [
        ...this.#deal('f', decks.later, dice.between(1, 3)),
        ...this.#deal('w', decks.laterWords, dice.between(1, 2)),
        ...(dice.chance(0.45) ? this.#deal('f', decks.facts, 1) : []),
        ...(dice.chance(0.7) ? this.#deal('o', decks.opinions, 1) : []),
      ],
      isFirst: 'no',
      wish: dice.chance(0.35) ? decks.wishes.deal() : '',
      advice: this.#advice(decks.advice, 1),
      urgency: dice.weigh({ today: 2, days: 16, calm: 60, not_asked: 22 }),
      route: 'self',
    })
  }

  /** Somebody who calls every week or two, often for the voice more than for an answer. */
  regular(client: Client, when: Moment): Written {
    const dice = this.#dice
    return this.#of(client, when, {
      lines: [
        ...this.#deal('f', this.#deck('regularFacts'), dice.between(1, 3)),
        ...this.#deal('w', client.decks[dice.chance(0.5) ? 'laterWords' : 'words'], 1),
        ...this.#deal('o', this.#deck('regularOpinions'), 1),
      ],
      isFirst: 'no',
      advice: dice.chance(0.5) ? this.#deck('regularAdvice').deal() : '',
      urgency: dice.weigh({ calm: 84, days: 6, not_asked: 10 }),
      channel: dice.weigh({ phone: 94, visit: 4, letter: 2 }),
      route: 'self',
    })
  }

  /** No name, no number; now and then a neighbour or a colleague. */
  anonymous(theme: Theme, when: Moment): Written {
    const dice = this.#dice
    const isSelf = dice.chance(0.74)
    const channel = dice.weigh({ phone: 82, mail: 6, sns: 8, other: 4 })
    const lines: Line[] = [
      ...this.#deal('f', this.#deck('anonymousFacts'), dice.between(1, 2)),
      ...(dice.chance(0.75) ? this.#deal('f', new Deck(dice, theme.facts), 1) : []),
      ...this.#deal('w', dice.chance(0.5) ? new Deck(dice, theme.words) : this.#deck('anonymousWords'), 1),
      ...(dice.chance(0.7) ? this.#deal('o', this.#deck('anonymousOpinions'), 1) : []),
    ]
    return {
      ...this.#written(when, channel, lines),
      minutes: dice.between(4, 32),
      chiefComplaint: dice.chance(0.9) ? theme.complaint : 'not_asked',
      route: isSelf ? dice.weigh({ self: 80, not_asked: 20 }) : 'kin_friend',
      caller: { kind: isSelf ? dice.weigh({ self: 80, not_asked: 20 }) : dice.pick(['relative', 'finder']) },
      blanks: {
        name: dice.weigh({ declined: 70, not_asked: 30 }),
        phone: dice.weigh({ declined: 55, not_asked: 45 }),
      },
      isFirst: dice.weigh({ yes: 45, unknown: 35, not_asked: 20 }),
      relation: dice.chance(0.6) ? dice.weigh(theme.relations) : 'not_asked',
      urgency: dice.weigh({ calm: 60, days: 14, today: 1, not_asked: 25 }),
      person: {
        sex: dice.weigh({ female: 82, male: 7, not_asked: 11 }),
        ageBand: dice.weigh({ unknown: 46, '30s': 15, '40s': 14, '20s': 10, '50s': 8, '60_over': 7 }),
      },
      advice: dice.chance(0.6) ? dice.pick(theme.advice) : '',
      actions: [dice.weigh({ information: 60, advice: 35, other: 5 })],
    }
  }

  #liaison(client: Client, when: Moment): Written {
    const dice = this.#dice
    const agency = dice.pick(agencies)
    const text = fill(dice, this.#deck('liaison').deal().replace('{機関}', agency), when.day)
    return {
      ...whoseRecord(dice, client),
      ...this.#written(when, 'phone', [['f', text], ...this.#deal('o', this.#deck('liaisonOpinions'), 1)]),
      minutes: dice.between(5, 25),
      countedAs: 'liaison',
      caller: { kind: 'agency', agency },
      chiefComplaint: client.theme.complaint,
      relation: client.relation,
      route: 'other',
      actions: ['referral'],
    }
  }

  #of(
    client: Client,
    when: Moment,
    own: { lines: Line[]; channel?: string } & Partial<Omit<Written, 'day' | 'time'>>,
  ): Written {
    const dice = this.#dice
    const { lines, ...rest } = own
    const channel = own.channel ?? this.#channelOf(client)
    const riskLevel =
      own.isFirst === 'yes' ? client.riskLevel : dice.chance(0.75) ? client.riskLevel : 'not_assessed'
    const isSerious = riskLevel === 'high' || riskLevel === 'extreme'
    const minutes = channel === 'visit' || channel === 'outreach' ? dice.between(35, 95) : dice.between(8, 55)
    return {
      ...whoseRecord(dice, client),
      ...this.#written(when, channel, lines),
      minutes,
      chiefComplaint: client.theme.complaint,
      relation: client.relation,
      difficulties: client.difficulties,
      caller: { kind: 'self' },
      ...(client.birthDate || client.isPseudonym ? {} : { blanks: { birthDate: 'not_asked' as const } }),
      childrenPresent:
        client.children.length > 0 && channel === 'visit' ? dice.pick(['yes', 'no']) : 'not_asked',
      riskLevel,
      riskReason: isSerious ? riskReason(dice, client, riskLevel) : '',
      ...(isSerious ? { reassessBy: daysAfter(when.day, dice.between(7, 28)) } : {}),
      actions: dice.some(
        ['advice', 'information', 'referral', 'record_measure', 'accompaniment', 'protection_order'],
        dice.between(1, 2),
      ),
      ...(dice.chance(0.55) ? { nextContact: nextContactAfter(dice, when.day) } : {}),
      ...(channel === 'visit' ? { place: dice.pick(places) } : {}),
      consentAsked: dice.weigh({ yes: 34, no: 6, not_asked: 60 }),
      ...rest,
    }
  }

  #written(
    when: Moment,
    channel: string,
    lines: readonly Line[],
  ): Pick<Written, 'day' | 'time' | 'channel' | 'memo' | 'marks'> {
    const dice = this.#dice
    const opening = fill(dice, dice.pick(openings[channel] ?? []), when.day)
    const whole: Line[] = [
      ['f', opening],
      ...lines.map(([mark, text]): Line => [mark, fill(dice, text, when.day)]),
    ]
    if (dice.chance(0.6)) whole.push(['-', this.#deck(closingOf(channel)).deal()])
    return {
      day: when.day,
      time: when.time,
      channel,
      memo: whole.map(([, text]) => text).join('\n'),
      marks: whole.map(([mark]) => mark).join(''),
    }
  }

  #channelOf(client: Client): string {
    const young = client.age < 30 ? 4 : 1
    return this.#dice.weigh({
      phone: 60,
      visit: 27,
      outreach: 3,
      mail: 2 * young,
      sns: 2 * young,
      online: 2,
      letter: 0.7,
      other: 1,
    })
  }

  #advice(deck: Deck, most: number): string {
    return Array.from({ length: this.#dice.between(1, most) }, () => deck.deal()).join('\n')
  }

  #deal(mark: Mark, deck: Deck, count: number): Line[] {
    return Array.from({ length: count }, (): Line => [mark, deck.deal()])
  }

  #deck(name: string): Deck {
    const deck = this.#decks[name]
    if (!deck) throw new Error(`there is no deck ${name}`)
    return deck
  }
}
