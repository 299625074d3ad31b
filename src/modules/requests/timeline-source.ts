import { listed } from '../../platform/words/joining.ts'
import { m } from '../../platform/words/words.ts'
import {
  dayOf,
  newestFirst,
  olderThan,
  type TimelineEntry,
  type TimelineLine,
  type TimelineSource,
  timelineColumns,
} from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import type { MessageWords, RequestSheet } from './contract.ts'
import { messageWord } from './message-words.ts'
import { messageOf, sheetOf } from './store.ts'

type Body = RequestSheet | MessageWords

/** Every request of a case and every step of its exchange, on the case's one timeline. */
export const requestTimeline: TimelineSource<Body> = {
  kind: 'request',
  async entries(tx, caseId, before, limit) {
    const sentColumns = timelineColumns(dayOf('request.sent_at'), 'request.sent_at', 'request.id')
    const sent = await tx
      .selectFrom('request')
      .innerJoin('request_case', (join) =>
        join
          .onRef('request_case.tenant_id', '=', 'request.tenant_id')
          .onRef('request_case.request_id', '=', 'request.id'),
      )
      .selectAll('request')
      .where('request_case.case_id', '=', caseId)
      .where(olderThan(sentColumns, before))
      .orderBy(newestFirst(sentColumns))
      .limit(limit)
      .execute()
    const saidColumns = timelineColumns(
      dayOf('request_message.at'),
      'request_message.at',
      'request_message.id',
    )
    const said = await tx
      .selectFrom('request_message')
      .innerJoin('request_case', (join) =>
        join
          .onRef('request_case.tenant_id', '=', 'request_message.tenant_id')
          .onRef('request_case.request_id', '=', 'request_message.request_id'),
      )
      .selectAll('request_message')
      .where('request_case.case_id', '=', caseId)
      .where(olderThan(saidColumns, before))
      .orderBy(newestFirst(saidColumns))
      .limit(limit)
      .execute()
    const entries: TimelineEntry<Body>[] = [
      ...sent.map((row) => ({
        id: row.id,
        day: japanDay(row.sent_at),
        at: row.sent_at,
        byUserId: row.sent_by,
        code: 'sent',
        aboutDeskId: row.to_desk_id,
        href: `/requests/${row.id}`,
        body: sheetOf(row),
      })),
      ...said.map((row) => ({
        id: row.id,
        day: japanDay(row.at),
        at: row.at,
        byUserId: row.author_id,
        code: row.kind,
        aboutDeskId: row.to_desk_id,
        href: `/requests/${row.request_id}`,
        body: messageOf(row),
      })),
    ]
    return entries.sort(newer).slice(0, limit)
  },
  describe(entry, body) {
    const what = messageWord(entry.code)
    return {
      headline: entry.aboutName ? m.requests_timeline_with({ what, desk: entry.aboutName }) : what,
      lines: linesOf(body),
    }
  },
}

function linesOf(body: Body | null): TimelineLine[] {
  if (!body) return [{ mark: 'plain', text: m.requests_cannot_open() }]
  if ('items' in body)
    return [
      { mark: 'plain', text: body.title },
      {
        mark: 'plain',
        text: m.requests_timeline_items({
          items: listed(body.items.map((item) => item.label)),
        }),
      },
    ]
  return body.text ? [{ mark: 'plain', text: body.text }] : []
}

function newer(a: TimelineEntry<Body>, b: TimelineEntry<Body>): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1)
}
