import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { Sealed } from '../../platform/records.ts'
import { idShape, isCalendarDay } from '../../platform/row-names.ts'
import type { TimelineKind } from './codes.ts'

/** Where a reading of the timeline stopped: newest day first, then the latest recorded. */
export interface TimelineCursor {
  day: string
  at: Date
  id: string
}

/** One thing that happened. Everything in the open is a code, a date or an id; words are inside `body`. */
export interface TimelineEntry<Body> {
  id: string
  /** Japanese calendar day on which it happened. */
  day: string
  /** When it was recorded: orders a day, and says what is new since somebody last looked. */
  at: Date
  /** Who did it. Names of the desk's own people are found by the page; for others give `byName` as well. */
  byUserId: string | null
  byName?: string | null
  /** A code within the kind: kind of note, state of a request. */
  code: string
  /** Another desk or person of the staff it is about. */
  aboutDeskId?: string | null
  aboutUserId?: string | null
  /** The name of that desk or person, where the source has it at hand. */
  aboutName?: string | null
  /** What it corrects. */
  amendsId?: string | null
  /** Path of its own page. */
  href?: string | null
  body: Sealed<Body> | null
}

export interface TimelineLine {
  mark: 'fact' | 'words' | 'opinion' | 'wish' | 'plain'
  text: string
}

/** What a module adds to the one list of a case. Registered by the composition root. */
export interface TimelineSource<Body = never> {
  kind: TimelineKind
  /**
   * Entries older than `before` (null = from the newest), newest first, at most `limit`; row-level security applies.
   * Filter and order with `olderThan` and `newestFirst`, so that the merged list neither skips nor repeats.
   */
  entries(
    tx: Tx,
    caseId: string,
    before: TimelineCursor | null,
    limit: number,
  ): Promise<TimelineEntry<Body>[]>
  /** Words of the entry in the reader's language, from codes and opened content (null = cannot be opened). */
  describe(
    entry: Omit<TimelineEntry<Body>, 'body'>,
    body: Body | null,
  ): { headline: string; lines: TimelineLine[] }
}

const sources = new Map<TimelineKind, TimelineSource>()

/** Called once per source and process, by the composition root. */
export function registerTimelineSource<Body>(source: TimelineSource<Body>): void {
  sources.set(source.kind, source as unknown as TimelineSource)
}

export function timelineSources(kinds: readonly TimelineKind[] = []): TimelineSource[] {
  return [...sources.values()].filter((source) => kinds.length === 0 || kinds.includes(source.kind))
}

export interface TimelineColumns {
  day: RawBuilder<unknown>
  at: RawBuilder<unknown>
  id: RawBuilder<unknown>
}

/** The columns a source is ordered by; `day` and `at` may be expressions. */
export function timelineColumns(day: string | RawBuilder<unknown>, at: string, id = 'id'): TimelineColumns {
  return {
    day: typeof day === 'string' ? sql.ref(day) : day,
    at: sql`date_trunc('milliseconds', ${sql.ref(at)})`,
    id: sql.ref(id),
  }
}

/** The Japanese calendar day of an instant column. */
export function dayOf(column: string): RawBuilder<string> {
  return sql<string>`(${sql.ref(column)} at time zone 'Asia/Tokyo')::date`
}

export function olderThan(columns: TimelineColumns, before: TimelineCursor | null): RawBuilder<boolean> {
  if (!before) return sql<boolean>`true`
  return sql<boolean>`(${columns.day}, ${columns.at}, ${columns.id}) < (${before.day}::date, ${before.at}::timestamptz, ${before.id}::uuid)`
}

export function newestFirst(columns: TimelineColumns): RawBuilder<unknown> {
  return sql`${columns.day} desc, ${columns.at} desc, ${columns.id} desc`
}

/** Merges what the sources answered; `next` continues after the last entry, null at the end. */
export function mergeNewest<Entry extends { id: string; day: string; at: Date }>(
  lists: readonly (readonly Entry[])[],
  limit: number,
): { entries: Entry[]; next: TimelineCursor | null } {
  const all = lists.flat().sort(newerFirst)
  const entries = all.slice(0, limit)
  const last = entries.at(-1)
  return { entries, next: all.length > limit && last ? { day: last.day, at: last.at, id: last.id } : null }
}

function newerFirst(a: { id: string; day: string; at: Date }, b: { id: string; day: string; at: Date }) {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1
  if (a.at.getTime() !== b.at.getTime()) return b.at.getTime() - a.at.getTime()
  return a.id < b.id ? 1 : -1
}

export function cursorText(cursor: TimelineCursor | null): string | null {
  return cursor && `${cursor.day}_${cursor.at.getTime()}_${cursor.id}`
}

const cursorShape = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})_(\\d{1,15})_(${idShape})$`)

/** A cursor from the address bar; anything malformed begins at the newest. */
export function cursorOf(given: string | undefined): TimelineCursor | null {
  const match = cursorShape.exec(given ?? '')
  if (!match?.[1] || !match[2] || !match[3]) return null
  const at = new Date(Number(match[2]))
  return Number.isNaN(at.getTime()) || !isCalendarDay(match[1]) ? null : { day: match[1], at, id: match[3] }
}
