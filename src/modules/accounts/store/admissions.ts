import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { Scene } from '../../../platform/use-case.ts'

export interface WantedMember {
  deskId: string
  userId: string
  role: string
  /** Unix seconds; 0 = at once, without end. */
  notBefore?: number
  notAfter?: number
}

export async function insertAdmission({ actor, tx }: Scene, wanted: WantedMember): Promise<string> {
  const id = crypto.randomUUID()
  await tx
    .insertInto('auth.admission')
    .values({
      tenant_id: actor.tenantId,
      id,
      desk_id: wanted.deskId,
      user_id: wanted.userId,
      role: wanted.role,
      not_before: wanted.notBefore ?? 0,
      not_after: wanted.notAfter ?? 0,
      asked_by: actor.userId,
    })
    .execute()
  return id
}

export interface AdmissionRow {
  id: string
  desk_id: string
  user_id: string
  login: string
  display_name: string
  role: string
  not_before: number
  not_after: number
  asked_by: string
  asked_by_name: string
  asked_at: Date
}

/** Requests that wait for a decision, oldest first; row-level security shows those of my desks, or all to administrators. */
export function openAdmissions(tx: Tx, deskId: string): Promise<AdmissionRow[]> {
  return open(tx).where('a.desk_id', '=', deskId).orderBy('a.asked_at').limit(100).execute()
}

export function findOpenAdmission(tx: Tx, admissionId: string): Promise<AdmissionRow | undefined> {
  return open(tx).where('a.id', '=', admissionId).executeTakeFirst()
}

function open(tx: Tx) {
  return tx
    .selectFrom('auth.admission as a')
    .innerJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'a.tenant_id').onRef('u.id', '=', 'a.user_id'),
    )
    .innerJoin('auth.staff_user as asker', (join) =>
      join.onRef('asker.tenant_id', '=', 'a.tenant_id').onRef('asker.id', '=', 'a.asked_by'),
    )
    .select([
      'a.id',
      'a.desk_id',
      'a.user_id',
      'u.login',
      'u.display_name',
      'a.role',
      'a.not_before',
      'a.not_after',
      'a.asked_by',
      'asker.display_name as asked_by_name',
      'a.asked_at',
    ])
    .where('a.state', '=', 'asked')
}

/** False when somebody else decided meanwhile. */
export async function decideAdmission(
  { actor, tx }: Scene,
  admissionIds: readonly string[],
  state: 'admitted' | 'declined',
): Promise<boolean> {
  const decided = await tx
    .updateTable('auth.admission')
    .set({ state, decided_by: actor.userId, decided_at: sql<Date>`now()` })
    .where('id', '=', sql<string>`any(${[...admissionIds]}::uuid[])`)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  return decided.numUpdatedRows === BigInt(admissionIds.length)
}
