import { Dice } from './shape.ts'
import words from './words.json' with { type: 'json' }

/** What one made-up case says; the same for the sealed city and for its plain copy. */
export interface CaseContent {
  number: string
  title: string
  wishes: string
  judgement: string
  never: string
  family: string
  given: string
  familyKana: string
  givenKana: string
  birthDate: string
  phone: string
  status: 'open' | 'waiting' | 'closed'
  riskLevel: string
  openedOn: string
  movedAt: Date
  consultations: ConsultationContent[]
}

export interface ConsultationContent {
  day: string
  createdAt: Date
  channel: string
  minutes: number
  memo: string[]
  wish: string
  advice: string
}

const dayMs = 86_400_000
const oldestDays = 1_000
const riskLevels = ['extreme', 'high', 'medium', 'low', 'not_assessed'] as const
const channels = ['phone', 'visit', 'mail'] as const

export function caseContent(at: number, consultations: number, now: number): CaseContent {
  const dice = new Dice(at + 1)
  const [family = '', familyKana = ''] = dice.oneOf(words.families)
  const [given = '', givenKana = ''] = dice.oneOf(words.givens)
  const openedAgo = 1 + dice.below(oldestDays)
  const openedAt = now - openedAgo * dayMs
  const contacts = Array.from({ length: consultations }, () =>
    consultation(dice, openedAt + dice.below(openedAgo * dayMs)),
  )
  return {
    number: `R8-${String(at % 100_000).padStart(5, '0')}`,
    title: dice.oneOf(words.titles),
    wishes: dice.oneOf(words.wishes),
    judgement: dice.oneOf(words.judgements),
    never: words.never,
    family,
    given,
    familyKana,
    givenKana,
    birthDate: dayOf(now - (6_600 + dice.below(20_000)) * dayMs),
    phone: `000-${String(1000 + dice.below(9000))}-${String(1000 + dice.below(9000))}`,
    status: dice.oneOf(['open', 'open', 'open', 'waiting', 'closed'] as const),
    riskLevel: dice.oneOf(riskLevels),
    openedOn: dayOf(openedAt),
    movedAt: new Date(Math.max(openedAt, ...contacts.map((one) => one.createdAt.getTime()))),
    consultations: contacts,
  }
}

function consultation(dice: Dice, at: number): ConsultationContent {
  return {
    day: dayOf(at),
    createdAt: new Date(at),
    channel: dice.oneOf(channels),
    minutes: 5 + dice.below(80),
    memo: [dice.oneOf(words.memo), dice.oneOf(words.memo)],
    wish: dice.oneOf(words.wishes),
    advice: dice.oneOf(words.advice),
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
