import { m } from '../../../platform/words/words.ts'
import type { Rule } from '../codes.ts'
import type { Alert, AlertAnswer } from '../contract.ts'
import type { Thresholds } from '../thresholds.ts'

const counted: Record<Rule, (about: { count: number }) => string> = {
  others: m.viewing_counted_others,
  more: m.viewing_counted_more,
  hours: m.viewing_counted_hours,
  ended: m.viewing_counted_ended,
  crowd: m.viewing_counted_crowd,
  refused: m.viewing_counted_refused,
  leaving: m.viewing_counted_leaving,
  trap: m.viewing_counted_trap,
}
/** What the rule counted, in words: eight records, three days, five people. */
export const countedWord = ({ rule, times }: Pick<Alert, 'rule' | 'times'>) => counted[rule]({ count: times })

const ordinary: Record<Rule, () => string> = {
  others: m.viewing_ordinary_others,
  more: m.viewing_ordinary_more,
  hours: m.viewing_ordinary_hours,
  ended: m.viewing_ordinary_ended,
  crowd: m.viewing_ordinary_crowd,
  refused: m.viewing_ordinary_refused,
  leaving: m.viewing_ordinary_leaving,
  trap: m.viewing_ordinary_trap,
}
/** How the same comes about without any harm: it stands beside every alert. */
export const ordinaryWord = (rule: Rule) => ordinary[rule]()

export const answerWords: Record<AlertAnswer, () => string> = {
  explained: m.viewing_answer_explained,
  asked: m.viewing_answer_asked,
  escalated: m.viewing_answer_escalated,
}

export const thresholdWords: Record<keyof Thresholds, () => string> = {
  otherDays: m.viewing_threshold_other_days,
  usualTimes: m.viewing_threshold_usual_times,
  usualLeast: m.viewing_threshold_usual_least,
  hoursMargin: m.viewing_threshold_hours_margin,
  hoursLeast: m.viewing_threshold_hours_least,
  endedDays: m.viewing_threshold_ended_days,
  crowdPeople: m.viewing_threshold_crowd_people,
  refusedLeast: m.viewing_threshold_refused_least,
  leavingDays: m.viewing_threshold_leaving_days,
  leavingLeast: m.viewing_threshold_leaving_least,
}
