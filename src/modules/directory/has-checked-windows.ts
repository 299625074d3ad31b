import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'

/** Whether somebody has looked at the hours and numbers that the public pages show. */
export async function hasCheckedWindows(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ isChecked: boolean }>`
    select exists (select from public_window w where w.is_published and w.checked_on is not null) as "isChecked"`.execute(
    tx,
  )
  return rows[0]?.isChecked === true
}
