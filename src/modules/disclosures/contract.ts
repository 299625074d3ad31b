import { z } from 'zod'
import bases from '../../../reference/disclosure-bases.json' with { type: 'json' }

/** Legal bases of a disclosure (domain reference §1.4), shipped as data; marks say where each was read. */
export interface DisclosureBasis {
  code: string
  label: { ja: string; en: string }
  article: string
  articleEn: string
  decides: 'with_consent' | 'without_consent' | 'afterwards'
  hasConsent: boolean
  source: string
  group: string
}

const shipped = bases.bases as DisclosureBasis[]
export const disclosureBases: readonly DisclosureBasis[] = shipped
/** Kinds of bodies to which only consent opens anything. */
export const consentOnlyBodies: readonly string[] = bases.consentOnly

export const BasisCode = z.enum(shipped.map((basis) => basis.code))

export function basisOf(code: string): DisclosureBasis | undefined {
  return shipped.find((basis) => basis.code === code)
}

export const fieldClasses = ['P', 'C', 'S', 'A'] as const

/** What stands in the ledger, under the case's own key: names of items, never their values. */
export const DisclosureLedger = z.object({
  purpose: z.string().trim().max(1000),
  items: z
    .array(z.object({ code: z.string().max(60), label: z.string().max(120), class: z.enum(fieldClasses) }))
    .max(60),
  /** How, when and in whose presence she agreed; or why there was no time to ask. */
  consentNote: z.string().trim().max(1000).default(''),
  recipientName: z.string().max(200).default(''),
})
export type DisclosureLedger = z.output<typeof DisclosureLedger>

export const disclosureStates = ['proposed', 'live', 'ended', 'withdrawn', 'refused'] as const
export const decisions = ['counselor', 'manager', 'in_stead', 'afterwards', 'second'] as const
export type Decision = (typeof decisions)[number]

/** Why it could not wait for the manager. That she is away by the roster nobody has to say. */
export const statedGrounds = ['absent', 'unreachable', 'urgent'] as const
export const steadGrounds = ['roster', ...statedGrounds] as const
export type SteadGround = (typeof steadGrounds)[number]

/** Why a share was ended, in words. */
export const EndingWords = z.object({ text: z.string().trim().max(1000) })

/** Typed with a Japanese keyboard as often as not: ３ is 3. */
const workingDays = (most: number, complaint: string) =>
  z.preprocess(
    (typed) => (typeof typed === 'string' ? typed.normalize('NFKC').trim() || Number.NaN : typed),
    z.coerce.number(complaint).int(complaint).min(1, complaint).max(most, complaint),
  )

export const DisclosureRules = z.object({
  withConsent: z.enum(['counselor', 'manager']),
  withoutConsent: z.enum(['counselor', 'manager']),
  /** Whereabouts in danger to life: they go at once and are seen afterwards, or wait for a second person. */
  dangerWithWhereabouts: z.enum(['act_first', 'second_person']),
  /** Working days. */
  seeWithin: workingDays(30, 'disclosures_rules_see_range'),
  replyWithin: workingDays(60, 'disclosures_rules_reply_range'),
})
export type DisclosureRules = z.output<typeof DisclosureRules>

export const LedgerLine = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  recipientDeskId: z.uuid(),
  recipientName: z.string(),
  basis: z.string(),
  basisLabel: z.string(),
  basisArticle: z.string(),
  hasConsent: z.boolean(),
  fromDay: z.string(),
  untilDay: z.string().nullable(),
  state: z.enum(disclosureStates),
  madeBy: z.string(),
  madeAt: z.date(),
  decision: z.enum(decisions).nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  steadGround: z.enum(steadGrounds).nullable(),
  seeBy: z.string().nullable(),
  seenBy: z.string().nullable(),
  seenAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  endedWithCase: z.boolean(),
  /** Why it was ended; null where nobody said, or where it cannot be opened. */
  ending: z.string().nullable(),
  rev: z.number(),
  /** Null where it cannot be opened. */
  ledger: DisclosureLedger.nullable(),
})
export type LedgerLine = z.output<typeof LedgerLine>
