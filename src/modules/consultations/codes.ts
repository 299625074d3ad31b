import action from '../../../reference/codes/action.json' with { type: 'json' }
import ageBand from '../../../reference/codes/age-band.json' with { type: 'json' }
import blank from '../../../reference/codes/blank.json' with { type: 'json' }
import caller from '../../../reference/codes/caller.json' with { type: 'json' }
import channel from '../../../reference/codes/channel.json' with { type: 'json' }
import chiefComplaint from '../../../reference/codes/chief-complaint.json' with { type: 'json' }
import complaintGroup from '../../../reference/codes/complaint-group.json' with { type: 'json' }
import difficulty from '../../../reference/codes/difficulty.json' with { type: 'json' }
import edition from '../../../reference/codes/edition.json' with { type: 'json' }
import language from '../../../reference/codes/language.json' with { type: 'json' }
import relation from '../../../reference/codes/relation.json' with { type: 'json' }
import risk from '../../../reference/codes/risk.json' with { type: 'json' }
import route from '../../../reference/codes/route.json' with { type: 'json' }
import sex from '../../../reference/codes/sex.json' with { type: 'json' }
import tally from '../../../reference/codes/tally.json' with { type: 'json' }
import urgency from '../../../reference/codes/urgency.json' with { type: 'json' }
import violence from '../../../reference/codes/violence.json' with { type: 'json' }

/** Browser-safe: the lists of `reference/codes`, by edition. Old records keep the edition they were written in. */
export interface Code {
  code: string
  ja: string
  en: string
  /** Where it comes from: ★ white paper, ☆ Shimane, R… a source, GK unverified, P ours (domain reference §4). */
  source: string
  group?: string
  /** Would tell what must stay sealed: never stands in a column. */
  sealed?: boolean
  hint?: string
  since: number
  /** The first edition without it. */
  until?: number
}

const lists = {
  action,
  ageBand,
  blank,
  caller,
  channel,
  chiefComplaint,
  complaintGroup,
  difficulty,
  language,
  relation,
  risk,
  route,
  sex,
  tally,
  urgency,
  violence,
} as const satisfies Record<string, { codes: readonly Code[] }>

export type CodeList = keyof typeof lists

/** The edition new records are written in. */
export const currentEdition: number = edition.edition

/** What a blank means: 未聴取, 不明, 答えたくない. */
export const blankCodes: ReadonlySet<string> = new Set(blank.codes.map((one) => one.code))

/** The codes of a list in an edition, in the order of the reference file. */
export function codesOf(list: CodeList, at: number = currentEdition): readonly Code[] {
  return (lists[list].codes as readonly Code[]).filter(
    (one) => one.since <= at && (one.until === undefined || at < one.until),
  )
}

/** Whether a code, or one of the three blanks, belongs to the list in that edition. */
export function isCode(list: CodeList, code: string, at: number = currentEdition): boolean {
  return blankCodes.has(code) || codesOf(list, at).some((one) => one.code === code)
}

/** The label of a code, retired ones included; of a blank too. An unknown code shows itself. */
export function labelOf(list: CodeList, code: string, locale: 'ja' | 'en' = 'ja'): string {
  const found =
    (lists[list].codes as readonly Code[]).find((one) => one.code === code) ??
    blank.codes.find((one) => one.code === code)
  return found ? found[locale] : code
}

/** What a column may tell of a main complaint: the code, or `sealed` where the code would tell too much. */
export function columnOfComplaint(code: string): string {
  return codesOf('chiefComplaint').find((one) => one.code === code)?.sealed ? 'sealed' : code
}
