import type { Tx } from '../../platform/db/tx.ts'
import type { Scene } from '../../platform/use-case.ts'
import { m } from '../../platform/words/words.ts'
import { formatShortDay } from '../../ui/wareki/format-japanese-date.ts'
import type { ClosingSource } from '../cases/index.ts'
import { deskFullName, deskNames, japanDay } from '../directory/index.ts'
import { tellRecipient } from './end-disclosure.ts'
import { standingOn } from './policy.ts'
import { withdrawDisclosure } from './store.ts'

const most = 50

/** What other desks can still open of a case. It ends with the case, at once. */
export const sharesAtClosing: ClosingSource = {
  kind: 'share',
  async stillOpen(tx: Tx, caseId: string) {
    const rows = await tx
      .selectFrom('disclosure')
      .select(['id', 'recipient_desk_id', 'until_day', 'state'])
      .where('case_id', '=', caseId)
      .where('state', '=', 'live')
      .orderBy('made_at', 'desc')
      .orderBy('id')
      .limit(most)
      .execute()
    const live = rows.filter((row) => standingOn(row, japanDay(new Date())) === 'live')
    const desks = await deskNames(
      tx,
      live.map((row) => row.recipient_desk_id),
    )
    return live.map((row) => {
      const desk = deskFullName(desks.get(row.recipient_desk_id))
      return {
        id: row.id,
        href: `/cases/${caseId}/ledger`,
        words: row.until_day
          ? m.disclosures_closing_share_until({ desk, day: formatShortDay(row.until_day) })
          : m.disclosures_closing_share({ desk }),
        content: null,
      }
    })
  },
  end: endSharesOfCase,
}

/** Every share and every proposal of the case; those locked by a decision that is being taken are waited for. */
async function endSharesOfCase(scene: Scene, caseId: string): Promise<void> {
  for (;;) {
    const rows = await scene.tx
      .selectFrom('disclosure')
      .selectAll()
      .where('tenant_id', '=', scene.actor.tenantId)
      .where('case_id', '=', caseId)
      .where('state', 'in', ['proposed', 'live'])
      .orderBy('id')
      .limit(most)
      .forUpdate()
      .execute()
    if (rows.length === 0) return
    for (const row of rows) {
      await withdrawDisclosure(scene, row, { withCase: true })
      if (row.state === 'live') await tellRecipient(scene, row)
    }
  }
}
