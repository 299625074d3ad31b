import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/tx.ts'
import type { MachineScope } from '../../../platform/permissions.ts'
import type { MembershipRow, SessionRow, UserKeyRow } from '../../../platform/vault/index.ts'

/** Newest first; an office has a handful. */
const most = 100

function machines(tx: Tx) {
  return tx
    .selectFrom('auth.machine as m')
    .innerJoin('auth.staff_user as answers', (join) =>
      join.onRef('answers.tenant_id', '=', 'm.tenant_id').onRef('answers.id', '=', 'm.answers_id'),
    )
    .innerJoin('auth.staff_user as asker', (join) =>
      join.onRef('asker.tenant_id', '=', 'm.tenant_id').onRef('asker.id', '=', 'm.asked_by'),
    )
    .leftJoin('auth.staff_user as shown', (join) =>
      join.onRef('shown.tenant_id', '=', 'm.tenant_id').onRef('shown.id', '=', 'm.admitted_by'),
    )
    .select([
      'm.id',
      'm.name',
      'm.scopes',
      'm.desk_id',
      'm.answers_id',
      'answers.display_name as answers_name',
      'answers.state as answers_state',
      // Who was shown the bearer; null as long as nobody was.
      'shown.state as shown_state',
      'm.days',
      'm.state',
      'm.asked_by',
      'asker.display_name as asked_by_name',
      'm.asked_at',
      'm.confirmed_by',
      'm.confirmed_at',
      'm.ends_at',
      'm.used_at',
      'm.ended_at',
    ])
}

export function newestMachines(tx: Tx) {
  return machines(tx).orderBy('m.asked_at', 'desc').orderBy('m.id').limit(most).execute()
}
export type MachineRow = Awaited<ReturnType<typeof newestMachines>>[number]

export function findMachine(tx: Tx, id: string): Promise<MachineRow | undefined> {
  return machines(tx).where('m.id', '=', id).executeTakeFirst()
}

/** `done`, or why not (migrations/0120). */
export async function askForMachine(
  tx: Tx,
  asked: {
    id: string
    name: string
    scopes: readonly MachineScope[]
    deskId: string
    answersId: string
    days: number
  },
): Promise<string> {
  const { rows } = await sql<{ answer: string }>`
    select auth.ask_machine(${asked.id}, ${asked.name}, ${[...asked.scopes]}::text[], ${asked.deskId}, ${asked.answersId},
      ${asked.days}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export async function confirmMachineRow(tx: Tx, id: string): Promise<string> {
  const { rows } = await sql<{ answer: string }>`select auth.confirm_machine(${id}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export async function admitMachineRow(
  tx: Tx,
  made: {
    id: string
    key: UserKeyRow
    memberships: readonly MembershipRow[]
    session: SessionRow
    endsAt: Date
    mac: Uint8Array
  },
): Promise<string> {
  const { key, memberships, session } = made
  const bytes = (list: readonly Uint8Array[]) => list.map((one) => Buffer.from(one))
  const { rows } = await sql<{ answer: string }>`
    select auth.admit_machine(${made.id}, ${key.userId}, ${Buffer.from(key.keyId)}, ${Buffer.from(key.publicKey)},
      ${Buffer.from(key.mac)}, ${memberships.map((one) => one.epoch)}::integer[],
      ${bytes(memberships.map((one) => one.wrap))}::bytea[], ${bytes(memberships.map((one) => one.mac))}::bytea[],
      ${Buffer.from(session.lookup)}, ${Buffer.from(session.wrap)}, ${Math.floor(made.endsAt.getTime() / 1000)},
      ${Buffer.from(made.mac)}) as answer`.execute(tx)
  return rows[0]?.answer ?? 'absent'
}

export async function endMachineRow(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select auth.end_machine(${id}) as done`.execute(tx)
  return rows[0]?.done === true
}
