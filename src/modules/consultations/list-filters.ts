import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/db/schema.ts'
import { Cursor, codeIn } from './contract.ts'
import { DayTyped } from './entry.ts'

/** What a list can be narrowed by; stands in the address. Codes, days and ids only, so a saved view holds no words. */
export const ListFilters = z.object({
  from: DayTyped.optional(),
  until: DayTyped.optional(),
  channel: codeIn('channel').optional(),
  complaint: z.union([codeIn('chiefComplaint'), z.literal('sealed')]).optional(),
  desk: z.uuid().optional(),
  author: z.uuid().optional(),
  urgency: codeIn('urgency').optional(),
  unreviewed: z.literal('1').optional(),
  standing: z.enum(['standalone', 'attached']).optional(),
  backEntry: z.literal('1').optional(),
  kept: z.literal('1').optional(),
})
export type ListFilters = z.output<typeof ListFilters>
export const ListAsked = ListFilters.extend({ after: Cursor.optional() })

type Query<Selected> = SelectQueryBuilder<DB, 'consultation', Selected>

export function narrowed<Selected>(
  query: Query<Selected>,
  filters: ListFilters,
  mine: readonly string[],
): Query<Selected> {
  const desks = filters.desk ? mine.filter((desk) => desk === filters.desk) : mine
  let narrow = query.where('consultation.desk_id', '=', sql<string>`any(${desks}::uuid[])`)
  if (filters.from) narrow = narrow.where('consultation.day', '>=', filters.from)
  if (filters.until) narrow = narrow.where('consultation.day', '<=', filters.until)
  if (filters.channel) narrow = narrow.where('consultation.channel', '=', filters.channel)
  if (filters.complaint) narrow = narrow.where('consultation.chief_complaint', '=', filters.complaint)
  if (filters.author) narrow = narrow.where('consultation.author_id', '=', filters.author)
  if (filters.urgency) narrow = narrow.where('consultation.urgency', '=', filters.urgency)
  if (filters.unreviewed) narrow = narrow.where('consultation.reviewed_at', 'is', null)
  if (filters.standing)
    narrow = narrow.where('consultation.case_id', filters.standing === 'attached' ? 'is not' : 'is', null)
  if (filters.backEntry) narrow = narrow.where('consultation.is_back_entry', '=', true)
  if (filters.kept)
    narrow = narrow.where(
      'consultation.id',
      'in',
      sql<string>`(select auth.kept_from_others(${desks}::uuid[]))`,
    )
  return narrow
}

/** As a saved view keeps them, in a fixed order; the page of a list is not part of a view. */
export function filtersToText(filters: ListFilters): string {
  return new URLSearchParams(
    Object.keys(ListFilters.shape).flatMap((name) => {
      const value = filters[name as keyof ListFilters]
      return value ? [[name, value]] : []
    }),
  ).toString()
}

/** From an address: what is empty, or cannot be read, counts as not asked for; the page says so beside the field. */
export function askedOf(query: URLSearchParams): z.input<typeof ListAsked> {
  const readable = Object.entries(ListAsked.shape).filter(
    ([name, field]) => query.get(name)?.trim() && field.safeParse(query.get(name)).success,
  )
  return Object.fromEntries(readable.map(([name]) => [name, query.get(name)])) as z.input<typeof ListAsked>
}
