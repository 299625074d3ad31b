import { sql } from 'kysely'
import type { Scene } from '../../platform/use-case.ts'
import { tokensOf } from './tokens.ts'
import { isConflict, traitsOfName } from './traits.ts'

/** Staff who declared somebody of one of these names, as they were written down. Never told to whoever asks. */
export async function staffNearTo(
  { actor: { tenantId }, tx }: Pick<Scene, 'actor' | 'tx'>,
  names: readonly string[],
): Promise<string[]> {
  const traits = names.flatMap(traitsOfName)
  if (traits.length === 0) return []
  const { rows } = await sql<{ user_id: string; uses: string[]; has_birth_date: boolean }>`
    select * from auth.find_kin(${tokensOf(tenantId, 'staff', traits)}::bytea[])`.execute(tx)
  const near = rows.filter((row) => isConflict(traits, { uses: row.uses, hasBirthDate: row.has_birth_date }))
  return [...new Set(near.map((row) => row.user_id))]
}
