import { z } from 'zod'
import { bodyKinds, deskKinds, terminals } from './codes.ts'
import { dutyGrounds } from './duty-grounds.ts'

/** What leaves about a body. */
export const BodyView = z.object({
  id: z.uuid(),
  kind: z.enum(bodyKinds),
  type: z.string(),
  bureau: z.string(),
  name: z.string(),
  kana: z.string(),
  dutyGround: z.enum(dutyGrounds),
  dutySource: z.string(),
  isOutside: z.boolean(),
  activeFrom: z.string(),
  activeUntil: z.string().nullable(),
  sort: z.number(),
  rev: z.number(),
})
export type BodyView = z.output<typeof BodyView>

export const DeskView = z.object({
  id: z.uuid(),
  bodyId: z.uuid(),
  name: z.string(),
  kind: z.enum(deskKinds),
  terminal: z.enum(terminals),
  isFounded: z.boolean(),
  publicPhone: z.string(),
  extension: z.string(),
  activeFrom: z.string(),
  activeUntil: z.string().nullable(),
  sort: z.number(),
  rev: z.number(),
})
export type DeskView = z.output<typeof DeskView>

export const WindowView = z.object({
  id: z.uuid(),
  bodyId: z.uuid().nullable(),
  name: z.string(),
  hours: z.string(),
  phone: z.string(),
  languages: z.array(z.string()),
  whoMayUse: z.string(),
  note: z.string(),
  owner: z.string(),
  checkedOn: z.string().nullable(),
  isPublished: z.boolean(),
  sort: z.number(),
  rev: z.number(),
})
export type WindowView = z.output<typeof WindowView>

const PersonOnDuty = z.object({ userId: z.uuid(), name: z.string(), role: z.string() })
export const DutyView = z.object({
  present: z.array(PersonOnDuty.extend({ coversUserId: z.uuid().nullable() })),
  absent: z.array(PersonOnDuty.extend({ coveredBy: z.uuid().nullable() })),
  hasRoster: z.boolean(),
})
