import { listed } from '../../platform/words/joining.ts'
import { m } from '../../platform/words/words.ts'
import { dayOf, newestFirst, olderThan, type TimelineSource, timelineColumns } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import type { DisclosureLedger } from './contract.ts'
import { ledgerOf } from './store.ts'

/** Marks what left in danger to life before anybody above had looked. */
const actedFirst = '.first'

/** What was told to whom, on the case's one timeline. */
export const disclosureTimeline: TimelineSource<DisclosureLedger> = {
  kind: 'disclosure',
  async entries(tx, caseId, before, limit) {
    const columns = timelineColumns(dayOf('made_at'), 'made_at')
    const rows = await tx
      .selectFrom('disclosure')
      .selectAll()
      .where('case_id', '=', caseId)
      .where(olderThan(columns, before))
      .orderBy(newestFirst(columns))
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      id: row.id,
      day: japanDay(row.made_at),
      at: row.made_at,
      byUserId: row.made_by,
      code: row.decision === 'afterwards' ? `${row.state}${actedFirst}` : row.state,
      aboutDeskId: row.recipient_desk_id,
      href: `/cases/${row.case_id}/ledger`,
      body: ledgerOf(row),
    }))
  },
  describe(entry, body) {
    const state = entry.code.replace(actedFirst, '')
    const said = stateWords[state]?.() ?? state
    const what = state === entry.code ? said : m.disclosures_timeline_acted_first({ what: said })
    return {
      headline: entry.aboutName ? m.disclosures_timeline_to({ what, desk: entry.aboutName }) : what,
      lines: body
        ? [{ mark: 'plain', text: listed(body.items.map((item) => item.label)) }]
        : [{ mark: 'plain', text: m.disclosures_cannot_open() }],
    }
  },
}

const stateWords: Readonly<Record<string, () => string>> = {
  proposed: m.disclosures_timeline_proposed,
  live: m.disclosures_timeline_live,
  ended: m.disclosures_timeline_ended,
  withdrawn: m.disclosures_timeline_withdrawn,
  refused: m.disclosures_timeline_refused,
}
