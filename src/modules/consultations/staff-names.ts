import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { Scene } from '../../platform/use-case.ts'

/** Display names of colleagues by id, in one statement. */
export async function staffNames(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name'])
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}

/** Colleagues by part of a name, to choose one from; whoever asks is not among them. */
export async function staffNamedLike(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  name: string,
): Promise<{ userId: string; name: string; login: string }[]> {
  const part = `%${name.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`
  const rows = await tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name', 'login'])
    .where((where) => where.or([where('display_name', 'ilike', part), where('login', 'ilike', part)]))
    .where('state', '<>', 'left')
    .where('id', '<>', actor.userId)
    .orderBy('display_name')
    .limit(30)
    .execute()
  return rows.map((one) => ({ userId: one.id, name: one.display_name, login: one.login }))
}
