import action from '../../reference/codes/action.json' with { type: 'json' }
import ageBand from '../../reference/codes/age-band.json' with { type: 'json' }
import answer from '../../reference/codes/answer.json' with { type: 'json' }
import blank from '../../reference/codes/blank.json' with { type: 'json' }
import caller from '../../reference/codes/caller.json' with { type: 'json' }
import channel from '../../reference/codes/channel.json' with { type: 'json' }
import chiefComplaint from '../../reference/codes/chief-complaint.json' with { type: 'json' }
import closing from '../../reference/codes/closing.json' with { type: 'json' }
import complaintGroup from '../../reference/codes/complaint-group.json' with { type: 'json' }
import difficulty from '../../reference/codes/difficulty.json' with { type: 'json' }
import edition from '../../reference/codes/edition.json' with { type: 'json' }
import language from '../../reference/codes/language.json' with { type: 'json' }
import need from '../../reference/codes/need.json' with { type: 'json' }
import relation from '../../reference/codes/relation.json' with { type: 'json' }
import risk from '../../reference/codes/risk.json' with { type: 'json' }
import route from '../../reference/codes/route.json' with { type: 'json' }
import sex from '../../reference/codes/sex.json' with { type: 'json' }
import tally from '../../reference/codes/tally.json' with { type: 'json' }
import urgency from '../../reference/codes/urgency.json' with { type: 'json' }
import violence from '../../reference/codes/violence.json' with { type: 'json' }

/** The one place that reads `reference/codes`. Browser-safe. Old records keep the edition they were written in. */
export interface Code {
  code: string
  ja: string
  en: string
  /** Where it comes from: ★ white paper, ☆ Shimane, R… a source, GK unverified, P ours (domain reference §4). */
  source: string
  group?: string
  /** Would tell what must stay sealed: never stands in a column. */
  sealed?: boolean
  /** Readings by which a long list is narrowed while typing. */
  kana?: string
  hint?: { ja: string; en: string }
  /** A language's name in itself, and how a page marks it. */
  own?: string
  tag?: string
  since: number
  /** The first edition without it. */
  until?: number
  /** What says the same since then. */
  replacedBy?: string
}

const lists = {
  action,
  ageBand,
  answer,
  blank,
  caller,
  channel,
  chiefComplaint,
  closing,
  complaintGroup,
  difficulty,
  language,
  need,
  relation,
  risk,
  route,
  sex,
  tally,
  urgency,
  violence,
} as const satisfies Record<string, { codes: readonly Code[] }>

export type CodeList = keyof typeof lists
export const codeLists = Object.keys(lists) as CodeList[]

/** The edition new records are written in. */
export const currentEdition: number = edition.edition

/** What a blank means, in this order wherever one can be chosen: 未聴取, 不明, 答えたくない. */
export const blankCodes: readonly string[] = blank.codes.map((one) => one.code)

/** Every code a list ever had. */
export function everyCodeOf(list: CodeList): readonly Code[] {
  return lists[list].codes
}

/** The codes of a list in an edition, in the order of the reference file. */
export function codesOf(list: CodeList, at: number = currentEdition): readonly Code[] {
  return everyCodeOf(list).filter((one) => one.since <= at && (one.until === undefined || at < one.until))
}

/** What can be chosen where she may also say nothing: the answers of the list, then the three blanks. */
export function codesWithBlanks(list: CodeList, at: number = currentEdition): readonly Code[] {
  const own = codesOf(list, at)
  const blanks = codesOf('blank', at).map((one) => own.find(({ code }) => code === one.code) ?? one)
  return [...own.filter(({ code }) => !blankCodes.includes(code)), ...blanks]
}

/** Whether a code, or one of the three blanks, belongs to the list in that edition. */
export function isCode(list: CodeList, code: string, at: number = currentEdition): boolean {
  return blankCodes.includes(code) || codesOf(list, at).some((one) => one.code === code)
}

/** The code of today for one of an older edition. */
export function presentCode(list: CodeList, code: string): string {
  return everyCodeOf(list).find((one) => one.code === code)?.replacedBy ?? code
}

/** The label of a code, retired ones included; of a blank too. An unknown code shows itself. */
export function labelOf(list: CodeList, code: string, locale: 'ja' | 'en' = 'ja'): string {
  const found =
    everyCodeOf(list).find((one) => one.code === code) ?? codesOf('blank').find((one) => one.code === code)
  return found ? found[locale] : code
}
