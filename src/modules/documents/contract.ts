import { z } from 'zod'
import { fieldClasses } from '../disclosures/index.ts'

/** What may leave at all, and whether a watermark runs across it. */
export const documentKinds = [
  'request_sheet',
  'own_disclosure_list',
  'own_viewer_report',
  'subject_access_packet',
  'directory_sheet',
  'original_file',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/**
 * Classes of the security design §4 that a document may name: plain, coarse, sealed, whereabouts. Placement (F) is
 * not among them: no template can name it.
 */
export type FieldClass = (typeof fieldClasses)[number]

export interface ReleasedField {
  name: string
  class: FieldClass
}

/** To whom it goes. A person of the case is named by row, so that kin and counterpart are told apart from her. */
export type Recipient =
  | { kind: 'client' }
  | { kind: 'internal' }
  | { kind: 'desk'; deskId: string; personName?: string }
  | { kind: 'person'; personId: string }
  | { kind: 'agent'; actsFor: 'client' | 'counterpart' | 'unknown'; personName: string }

export const recipientKinds = [
  'client',
  'internal',
  'center',
  'department',
  'agency',
  'facility',
  'private_body',
  'registered_establishment',
  'person',
  'agent',
] as const
export type RecipientKind = (typeof recipientKinds)[number]

export interface ReleaseOrder {
  document: DocumentKind
  /** The row it is made from; with the fields it is what a second person approves. */
  subjectId: string
  recipient: Recipient
  fields: readonly ReleasedField[]
  /** A code, not words: support, coordination, read_with_her. */
  purpose: string
  caseId: string | null
  deskId: string
  /** Paper is out until somebody says it was collected or destroyed. */
  isPaper: boolean
}

export const paperStates = ['out', 'collected', 'destroyed'] as const

export const ReleaseLine = z.object({
  id: z.uuid(),
  serial: z.number(),
  fiscalYear: z.number(),
  document: z.string(),
  subjectId: z.uuid(),
  caseId: z.uuid().nullable(),
  recipientKind: z.string(),
  recipientName: z.string(),
  purpose: z.string(),
  highestClass: z.enum(fieldClasses),
  releasedBy: z.string(),
  secondBy: z.string().nullable(),
  actedFirst: z.boolean(),
  at: z.date(),
  paperState: z.enum(paperStates).nullable(),
  paperChangedAt: z.date().nullable(),
})
export type ReleaseLine = z.output<typeof ReleaseLine>
