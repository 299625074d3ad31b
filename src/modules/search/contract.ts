import { z } from 'zod'
import { caseStatuses } from '../cases/index.ts'

/** What was typed; it stands in no address, and in the record only sealed. */
export const TypedWords = z
  .string('search_type_something')
  .trim()
  .min(1, 'search_type_something')
  .max(100, 'search_too_long')

/** How many of a kind are shown: below the field of the palette, or on a page of their own. */
export const mostShown = { few: 5, many: 50 } as const
export const Breadth = z.enum(['few', 'many']).default('few')

export const FoundCase = z.object({
  caseId: z.uuid(),
  number: z.string(),
  title: z.string(),
  /** The client's name. */
  name: z.string(),
  status: z.enum(caseStatuses),
})
export type FoundCase = z.output<typeof FoundCase>

export const FoundPerson = z.object({
  personId: z.uuid(),
  caseId: z.uuid().nullable(),
  caseNumber: z.string(),
  /** The last consultation of somebody who is on no case. */
  consultation: z.object({ id: z.uuid(), day: z.string() }).nullable(),
  part: z.string(),
  name: z.string(),
  kana: z.string(),
  birthDate: z.string().nullable(),
  /** The name that was meant, where it is not the one shown: 旧姓, 通称. */
  otherName: z.object({ kind: z.string(), name: z.string() }).nullable(),
  /** The telephone number that was meant. */
  phone: z.string(),
})
export type FoundPerson = z.output<typeof FoundPerson>

export const FoundRequest = z.object({
  requestId: z.uuid(),
  title: z.string(),
  state: z.string(),
  /** The Japanese day on which it was sent; many have the same title. */
  sentOn: z.string(),
  otherDesk: z.string(),
})
export type FoundRequest = z.output<typeof FoundRequest>

export const FoundDesk = z.object({
  deskId: z.uuid(),
  name: z.string(),
  bodyName: z.string(),
  phone: z.string(),
  extension: z.string(),
  /** Who can be reached there today; null where we keep no roster (no terminal, a facility). */
  onDuty: z.object({ names: z.array(z.string()), more: z.number() }).nullable(),
})
export type FoundDesk = z.output<typeof FoundDesk>

function group<Item extends z.ZodType>(item: Item) {
  return z.object({ total: z.number(), shown: z.array(item) })
}

export const Found = z.object({
  /** As they were typed, for the marks and the field. */
  words: z.string(),
  cases: group(FoundCase),
  people: group(FoundPerson),
  requests: group(FoundRequest),
  desks: group(FoundDesk),
  /** More stands there than was looked through. */
  isCut: z.boolean(),
  /** Records that could not be opened, and so not be looked through. */
  unopenable: z.number(),
})
export type Found = z.output<typeof Found>
