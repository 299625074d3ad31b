import {
  callerNames,
  codeWords,
  counterpartFeatures,
  counterpartWorks,
  days,
  neverDo,
  pursuits,
  whoMayAnswer,
} from '../content/safety-words.ts'
import type { Theme } from '../content/theme.ts'
import { daysAfter } from '../world/days.ts'
import { Deck, type Dice } from '../world/dice.ts'
import { type FictionalName, familyName, givenName, undialable } from '../world/names.ts'
import { suited } from './suited.ts'

export type Sex = 'female' | 'male' | 'other'

export interface Relative extends FictionalName {
  age: number
  birthDate: string | null
  sex: Sex
}

/** Somebody who asks for help, with all that her records are put together from. */
export interface Client extends Relative {
  theme: Theme
  relation: string
  phone: string | null
  isPseudonym: boolean
  languages: string[]
  interpreter: 'needed' | 'not_needed' | 'not_asked'
  difficulties: string[]
  children: Relative[]
  counterpart: (Relative & { features: string; works: string; pursuit: string }) | null
  safeContact: SafeContactPlan
  riskLevel: string
  decks: Record<'facts' | 'words' | 'opinions' | 'later' | 'laterWords' | 'wishes' | 'advice', Deck>
}

type YesNo = 'yes' | 'no' | 'not_asked'
export interface SafeContactPlan {
  mayContact: YesNo
  phone: string
  from: string
  until: string
  days: string
  voicemail: YesNo
  mail: YesNo
  callerName: string
  whoMayAnswer: string
  codeWord: string
  never: string
}

export class Clients {
  readonly #dice: Dice
  readonly #today: string
  #phones = 0

  constructor(dice: Dice, today: string) {
    this.#dice = dice
    this.#today = today
  }

  make(theme: Theme): Client {
    const dice = this.#dice
    const sex: Sex = dice.chance(theme.men ?? 0) ? 'male' : dice.chance(0.012) ? 'other' : 'female'
    const age = dice.between(...theme.ages)
    const isFromElsewhere = sex === 'female' && dice.chance(0.06)
    const self = this.#relative(dice, age, sex, familyName(dice), isFromElsewhere)
    const relation = dice.weigh(theme.relations)
    const children = dice.chance(theme.children) && age > 19 ? this.#children(self) : []
    const about = { sex, relation, age, hasChildren: children.length > 0 }
    const deck = (sentences: readonly string[]) => new Deck(dice, suited(sentences, about))
    return {
      ...self,
      birthDate: dice.chance(0.78) ? self.birthDate : null,
      theme,
      relation,
      phone: dice.chance(0.86) ? undialable(this.#nextPhone()) : null,
      isPseudonym: dice.chance(0.07),
      languages: isFromElsewhere ? ['ja_easy', dice.pick(['tl', 'vi', 'zh', 'pt', 'es', 'ne'])] : ['ja'],
      interpreter: isFromElsewhere ? dice.pick(['needed', 'not_needed']) : 'not_asked',
      difficulties: [
        ...dice
          .some(theme.difficulties, dice.between(1, 4))
          .filter((difficulty) => difficulty !== 'children' || children.length > 0),
        ...(isFromElsewhere ? ['language', 'nationality'] : []),
      ],
      children,
      counterpart: ['none', 'stranger'].includes(relation) ? null : this.#counterpart(self, relation),
      safeContact: this.#safeContact(),
      riskLevel: dice.weigh(theme.risk),
      decks: {
        facts: deck(theme.facts),
        words: deck(theme.words),
        opinions: deck(theme.opinions),
        later: deck(theme.later),
        laterWords: deck(theme.laterWords),
        wishes: deck(theme.wishes),
        advice: deck(theme.advice),
      },
    }
  }

  /** Four digits that nobody else has, not one after the other. */
  #nextPhone(): number {
    this.#phones += 1
    return (this.#phones * 3571) % 10_000
  }

  #relative(
    dice: Dice,
    age: number,
    sex: Sex,
    family: Pick<FictionalName, 'family' | 'familyKana'>,
    isFromElsewhere = false,
  ): Relative {
    const born = daysAfter(this.#today, -Math.round(age * 365.25) - dice.between(1, 360))
    return { ...family, ...givenName(dice, age, sex, isFromElsewhere), age, sex, birthDate: born }
  }

  #children(mother: Relative): Relative[] {
    const dice = this.#dice
    const oldest = Math.min(17, Math.max(0, mother.age - dice.between(20, 31)))
    return Array.from(
      { length: dice.weigh({ 1: 45, 2: 42, 3: 13 }) === '1' ? 1 : dice.between(2, 3) },
      (_, index) =>
        this.#relative(
          dice,
          Math.max(0, oldest - index * dice.between(2, 3)),
          dice.pick(['female', 'male']),
          mother,
        ),
    )
  }

  #counterpart(self: Relative, relation: string): Client['counterpart'] {
    const dice = this.#dice
    const isKin = ['spouse', 'parent', 'child', 'sibling', 'in_law'].includes(relation)
    const gap = relation === 'parent' ? 26 : relation === 'child' ? -24 : dice.between(-3, 8)
    const age = Math.max(17, self.age + gap)
    const sex: Sex = self.sex === 'male' ? 'female' : dice.chance(0.08) ? 'female' : 'male'
    const family = isKin ? self : familyName(dice)
    return {
      ...this.#relative(dice, age, sex, { family: family.family, familyKana: family.familyKana }),
      birthDate: null,
      features: dice.pick(counterpartFeatures.filter((line) => age > 62 || !line.includes('年配'))),
      works: dice.pick(counterpartWorks.filter((work) => age > 60 || work !== '定年退職')),
      pursuit: dice.pick(pursuits),
    }
  }

  #safeContact(): SafeContactPlan {
    const dice = this.#dice
    const mayContact = dice.weigh<YesNo>({ yes: 62, no: 22, not_asked: 16 })
    const isReachable = mayContact === 'yes'
    const from = dice.pick(['09:30', '10:00', '12:00', '13:00', '14:00'])
    return {
      mayContact,
      phone: '',
      from: isReachable ? from : '',
      until: isReachable ? `${String(Number(from.slice(0, 2)) + 2).padStart(2, '0')}:00` : '',
      days: isReachable ? dice.pick(days) : '',
      voicemail: isReachable ? dice.weigh<YesNo>({ no: 78, yes: 12, not_asked: 10 }) : 'no',
      mail: isReachable ? dice.weigh<YesNo>({ no: 70, yes: 15, not_asked: 15 }) : 'no',
      callerName: isReachable && dice.chance(0.75) ? dice.pick(callerNames) : '',
      whoMayAnswer: isReachable ? dice.pick(whoMayAnswer) : '',
      codeWord: isReachable && dice.chance(0.3) ? dice.pick(codeWords) : '',
      never: mayContact === 'not_asked' ? '' : dice.pick(neverDo),
    }
  }
}
