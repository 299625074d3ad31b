import { m } from '../../platform/words/words.ts'
import { formatShortDateTime } from '../../ui/wareki/format-japanese-date.ts'
import type { ClosingSource } from '../cases/index.ts'
import { deskFullName, deskNames } from '../directory/index.ts'

const most = 50

/** Numbered sheets that lie somewhere outside. Closing a case does not bring them back: they stay to be collected. */
export const papersAtClosing: ClosingSource = {
  kind: 'paper',
  async stillOpen(tx, caseId) {
    const rows = await tx
      .selectFrom('release')
      .select(['id', 'subject_id', 'recipient_desk_id', 'at'])
      .where('case_id', '=', caseId)
      .where('paper_state', '=', 'out')
      .orderBy('at')
      .orderBy('id')
      .limit(most)
      .execute()
    const desks = await deskNames(
      tx,
      rows.flatMap((row) => (row.recipient_desk_id ? [row.recipient_desk_id] : [])),
    )
    return rows.map((row) => ({
      id: row.id,
      href: `/requests/${row.subject_id}`,
      words: m.documents_closing_paper({
        desk: row.recipient_desk_id ? deskFullName(desks.get(row.recipient_desk_id)) : '',
        day: formatShortDateTime(row.at),
      }),
      content: null,
    }))
  },
}
