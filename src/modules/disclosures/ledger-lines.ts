import { sql } from 'kysely'
import type { Opened, Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { getLocale } from '../../platform/words/locale.ts'
import { deskFullName, deskNames, japanDay } from '../directory/index.ts'
import { basisOf, type DisclosureLedger, type LedgerLine } from './contract.ts'
import { standingOn } from './policy.ts'
import { type DisclosureRow, endingOf, ledgerOf } from './store.ts'

/** The label of a basis in the reader's language; an unknown code is shown as it stands. */
export function basisLabel(code: string): string {
  return basisOf(code)?.label[getLocale()] ?? code
}

/** The article it rests on, as lawyers cite it in that language. */
export function basisArticle(code: string): string {
  const basis = basisOf(code)
  return (getLocale() === 'ja' ? basis?.article : basis?.articleEn) ?? ''
}

export interface SealedLine {
  row: Omit<DisclosureRow, 'ledger' | 'ending' | 'tenant_id'>
  recipientName: string
  names: { madeBy: string; decidedBy: string | null; seenBy: string | null }
  ledger: Sealed<DisclosureLedger>
  ending: Sealed<{ text: string }> | null
}

/** Rows with the names that stand in the open: desks and staff. Two statements, however many rows. */
export async function sealedLines(scene: Scene, rows: readonly DisclosureRow[]): Promise<SealedLine[]> {
  const desks = await deskNames(
    scene.tx,
    rows.map((row) => row.recipient_desk_id),
  )
  const staff = await staffNames(
    scene,
    rows.flatMap((row) => [row.made_by, row.decided_by, row.seen_by]),
  )
  return rows.map((row) => {
    const { ledger: _ledger, ending: _ending, tenant_id: _tenant, ...open } = row
    const desk = desks.get(row.recipient_desk_id)
    return {
      row: open,
      recipientName: deskFullName(desk),
      names: {
        madeBy: staff.get(row.made_by) ?? '',
        decidedBy: row.decided_by ? (staff.get(row.decided_by) ?? '') : null,
        seenBy: row.seen_by ? (staff.get(row.seen_by) ?? '') : null,
      },
      ledger: ledgerOf(row),
      ending: endingOf(row),
    }
  })
}

/** Names of colleagues by id. */
export async function staffNames(
  scene: Pick<Scene, 'actor' | 'tx'>,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await scene.tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name'])
    .where('tenant_id', '=', scene.actor.tenantId)
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

export function lineOf({ row, recipientName, names, ledger, ending }: Opened<SealedLine>): LedgerLine {
  const basis = basisOf(row.basis)
  const today = japanDay(new Date())
  const state = standingOn(row, today)
  return {
    id: row.id,
    caseId: row.case_id,
    recipientDeskId: row.recipient_desk_id,
    recipientName: recipientName || ledger?.recipientName || '',
    basis: row.basis,
    basisLabel: basisLabel(row.basis),
    basisArticle: basisArticle(row.basis),
    hasConsent: basis?.hasConsent ?? false,
    fromDay: row.from_day,
    untilDay: row.until_day,
    state: state as LedgerLine['state'],
    madeBy: names.madeBy,
    madeAt: row.made_at,
    decision: row.decision as LedgerLine['decision'],
    decidedBy: names.decidedBy,
    decidedAt: row.decided_at,
    steadGround: row.stead_ground as LedgerLine['steadGround'],
    seeBy: row.see_by,
    seenBy: names.seenBy,
    seenAt: row.seen_at,
    endedAt: row.ended_at,
    endedWithCase: row.ended_with_case,
    ending: ending?.text ?? null,
    rev: row.rev,
    ledger,
  }
}
