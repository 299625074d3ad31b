import type { TimelineKind } from './codes.ts'
import { type TimelineEntry, type TimelineLine, timelineSources } from './timeline.ts'

export type SourcedEntry = TimelineEntry<never> & { kind: TimelineKind }

export interface ShownEntry {
  id: string
  kind: TimelineKind
  code: string
  day: string
  at: Date
  by: string | null
  isNew: boolean
  amendsId: string | null
  href: string | null
  headline: string
  lines: TimelineLine[]
  /** False: its content refused to open. */
  canOpen: boolean
}

interface Around {
  names: Readonly<Record<string, string>>
  desks: Readonly<Record<string, string>>
  seenBefore: Date | null
  userId: string
}

/** Opened entries in words. What somebody else did since the reader's last sitting is marked. */
export function describedEntries(
  entries: readonly (Omit<SourcedEntry, 'body'> & { body: unknown })[],
  around: Around,
): ShownEntry[] {
  const sources = new Map(timelineSources().map((source) => [source.kind, source]))
  return entries.map(({ body, ...entry }) => {
    const aboutName =
      entry.aboutName ??
      (entry.aboutDeskId ? around.desks[entry.aboutDeskId] : undefined) ??
      (entry.aboutUserId ? around.names[entry.aboutUserId] : undefined) ??
      null
    const described = sources.get(entry.kind)?.describe({ ...entry, aboutName }, body as never)
    return {
      id: entry.id,
      kind: entry.kind,
      code: entry.code,
      day: entry.day,
      at: entry.at,
      by: entry.byName ?? (entry.byUserId ? (around.names[entry.byUserId] ?? null) : null),
      isNew: around.seenBefore !== null && entry.at > around.seenBefore && entry.byUserId !== around.userId,
      amendsId: entry.amendsId ?? null,
      href: entry.href ?? null,
      headline: described?.headline ?? entry.kind,
      lines: described?.lines ?? [],
      canOpen: body !== null || !needsBody.has(entry.kind),
    }
  })
}

/** Kinds whose every entry carries content. */
const needsBody = new Set<TimelineKind>(['note', 'consultation'])
