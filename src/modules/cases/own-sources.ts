import { nameOf } from '../../codes/words.ts'
import { m } from '../../platform/words/words.ts'
import { consultationsOfCase } from '../consultations/index.ts'
import { registerApprovalEffect } from './approval-effects.ts'
import { approvalEntries } from './approval-store.ts'
import { closingEffect } from './closing.ts'
import { eventEntries } from './event-store.ts'
import { noteEntries } from './note-store.ts'
import { promisesAtClosing, unreadAtClosing } from './own-closing-sources.ts'
import { registerClosingSource } from './still-open.ts'
import { registerTimelineSource, type TimelineCursor, type TimelineLine } from './timeline.ts'
import { approvalWords, eventWords, noteKindWord } from './words.ts'

const line = (mark: TimelineLine['mark'], text: string | undefined): TimelineLine[] =>
  text ? [{ mark, text }] : []

/** The timeline's own sources and what deciding a closing does. Called once by the composition root (and by tests). */
export function registerCaseSources(): void {
  registerApprovalEffect('closing', closingEffect)
  registerClosingSource(unreadAtClosing)
  registerClosingSource(promisesAtClosing)
  registerTimelineSource({
    kind: 'note',
    entries: noteEntries,
    describe: (entry, body) => ({
      headline: noteKindWord(entry.code),
      lines: [
        ...line('fact', body?.fact),
        ...line('words', body?.words),
        ...line('opinion', body?.opinion),
        ...line('wish', body?.wish),
      ],
    }),
  })
  registerTimelineSource({
    kind: 'hands',
    entries: eventEntries,
    describe: (entry, body) => ({
      headline: eventWords(entry.code, entry.aboutName ?? ''),
      lines: line('plain', body?.text),
    }),
  })
  registerTimelineSource({
    kind: 'decision',
    entries: approvalEntries,
    describe: (entry, body) => ({
      headline: approvalWords(entry.code, entry.aboutName ?? ''),
      lines: line('plain', body?.text),
    }),
  })
  registerTimelineSource({
    kind: 'consultation',
    async entries(tx, caseId, before, limit) {
      const { items } = await consultationsOfCase(tx, caseId, {
        limit,
        ...(before ? { after: cursorOfConsultation(before) } : {}),
      })
      return items.map((item) => ({
        id: item.id,
        day: item.day,
        at: item.createdAt,
        byUserId: item.authorId,
        code: item.channel,
        href: `/consultations/${item.id}`,
        body: item.record,
      }))
    },
    describe: (entry, body) => ({
      headline: m.cases_timeline_consultation({ channel: nameOf('channel', entry.code) }),
      lines: [
        ...line('plain', urgencyOf(body)),
        ...(body?.lines ?? []).flatMap((one) => line(one.kind ?? 'plain', one.text)),
        ...line('wish', body?.wish),
      ],
    }),
  })
}

/** What pressed on that day, and why: it must not fall behind the rest of the call. */
function urgencyOf(
  body: { counted: { urgency: string } | null; urgencyReason: string } | null | undefined,
): string {
  const urgency = body?.counted?.urgency ?? ''
  if (!['now', 'today'].includes(urgency)) return ''
  const name = nameOf('urgency', urgency)
  return body?.urgencyReason ? m.cases_timeline_urgent({ urgency: name, reason: body.urgencyReason }) : name
}

function cursorOfConsultation(before: TimelineCursor): string {
  return `${before.day}|${before.at.toISOString()}|${before.id}`
}
