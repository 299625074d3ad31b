import { z } from 'zod'
import nationalWindows from '../../../reference/national-windows.json' with { type: 'json' }
import ageo from '../../../reference/networks/ageo.json' with { type: 'json' }
import prefecture from '../../../reference/networks/prefecture.json' with { type: 'json' }
import standard from '../../../reference/networks/standard.json' with { type: 'json' }
import { bodyKinds, bodyTypes, deskKinds, terminals } from './codes.ts'
import { dutyGrounds } from './duty-grounds.ts'

const text = z.string().max(200)
const ReferenceDesk = z.strictObject({
  id: z.string().min(1),
  name: text.min(1),
  kind: z.enum(deskKinds),
  terminal: z.enum(terminals),
  contactRoles: z.array(text.min(1)).min(1),
})
const ReferenceBody = z.strictObject({
  id: z.string().min(1),
  kind: z.enum(bodyKinds),
  type: z.enum(bodyTypes),
  designation: z.enum(['dv_center']).optional(),
  bureau: text,
  name: text.min(1),
  kana: text.regex(/^[\u3041-\u3096\u30fc]+$/),
  dutyGround: z.enum(dutyGrounds),
  outside: z.boolean(),
  desks: z.array(ReferenceDesk).min(1),
})
const ReferenceWindow = z.strictObject({
  id: z.string().min(1),
  bodyId: z.string().optional(),
  name: text.min(1),
  hours: text,
  phone: z.string().regex(/^[0-9#-]*$/),
  languages: z.array(z.string()).min(1),
  whoMayUse: text,
  note: text,
  owner: text,
  published: z.boolean(),
})
/** A network to begin from: reference data that a tenant copies once and then keeps as its own directory. */
export const ReferenceNetwork = z.strictObject({
  key: z.string(),
  tenantKind: z.enum(['municipality', 'prefecture']),
  name: text,
  basis: text,
  form: z.enum(['network_not_council', 'statutory']),
  /** The local rule behind the ground `local_guideline`; empty = the tenant names its own. */
  guidelineSource: text,
  hubBodyId: z.string(),
  conferences: z.array(
    z.strictObject({
      tier: z.enum(['representative', 'practitioner', 'case']),
      label: text,
      article: text,
      attendees: text,
    }),
  ),
  confidentiality: z.strictObject({ article: text, appliesTo: text, ground: z.enum(dutyGrounds) }).nullable(),
  memberKinds: z.array(z.enum(bodyKinds)),
  bodies: z.array(ReferenceBody).min(1),
  windows: z.array(ReferenceWindow),
})
export type ReferenceNetwork = z.output<typeof ReferenceNetwork>
export type ReferenceBody = z.output<typeof ReferenceBody>
export type ReferenceWindow = z.output<typeof ReferenceWindow>

export const networkKeys = ['ageo', 'standard', 'prefecture'] as const
export type NetworkKey = (typeof networkKeys)[number]
const files: Record<NetworkKey, unknown> = { ageo, standard, prefecture }

export function referenceNetwork(key: NetworkKey): ReferenceNetwork {
  return ReferenceNetwork.parse(files[key])
}

/** Nationwide numbers that every tenant begins with; unchecked until the tenant has called them. */
export function referenceNationalWindows(): ReferenceWindow[] {
  return z.object({ windows: z.array(ReferenceWindow) }).parse(nationalWindows).windows
}
