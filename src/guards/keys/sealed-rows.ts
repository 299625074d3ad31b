import { z } from 'zod'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import { addressOf, type RecordKind, recordKinds } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import type { MembershipRow } from '../../platform/vault/index.ts'

const Row = z.object({
  label: z.string(),
  id: z.string(),
  compartmentId: z.string(),
  schema: z.number(),
  bytes: z.instanceof(Uint8Array),
})
export type SealedRow = z.output<typeof Row>

/** What is planted has never been written a second time. */
const rev = 1

/** Every document of a tenant that lies under a compartment's or a desk's key, read past row-level security. */
export async function everySealedRow(database: TestDatabase, tenantId: string): Promise<SealedRow[]> {
  const found: SealedRow[] = []
  for (const kind of recordKinds()) {
    if (['user', 'box', 'kin'].includes(kind.scope)) continue
    const [table, column] = kind.label.split('.') as [string, string]
    const holder = kind.scope === 'desk' ? 'desk_id' : 'compartment_id'
    const { rows } = await database.superuser.query(
      `select id, ${holder} as holder, schema_no as schema, ${column} as bytes from public.${table}
       where tenant_id = $1 and ${column} is not null`,
      [tenantId],
    )
    for (const row of rows) found.push({ ...row, label: kind.label, compartmentId: row.holder })
  }
  return found
}

/** Labels of what this person's session does not open, with the wraps that the database gives her. */
const openRows = defineUseCase({
  name: 'guard.open-rows',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({ rows: z.array(Row), wraps: z.array(z.unknown()) }),
  subject: () => ({}),
  output: z.array(z.string()),
  async run({ actor, keys }, { rows, wraps }) {
    keys.hold(wraps as MembershipRow[])
    await keys.load(
      rows.filter((row) => kindOf(row.label).scope === 'compartment').map((row) => row.compartmentId),
    )
    const documents = rows.map((row) => ({
      ...addressOf(kindOf(row.label), { ...row, tenantId: actor.tenantId, rev }),
      bytes: row.bytes,
    }))
    const answers = platform().vault.reveal(keys.opener, documents)
    return rows.filter((_, place) => typeof answers[place] !== 'string').map((row) => row.label)
  },
  audit: () => ({}),
})

function kindOf(label: string): RecordKind {
  const kind = recordKinds().find((one) => one.label === label)
  if (!kind) throw new Error(`no kind ${label}`)
  return kind
}

/** `wraps` are such as she kept from earlier; with them she may hold what the database would not give her any more. */
export function closedTo(
  person: TestPerson,
  rows: readonly SealedRow[],
  wraps: readonly MembershipRow[] = [],
): Promise<string[]> {
  return openRows(person, { rows: [...rows], wraps: [...wraps] })
}

/** Her wraps as a copy of the database holds them. */
export async function wrapsOf(
  database: TestDatabase,
  person: TestPerson,
  deskId: string,
): Promise<MembershipRow[]> {
  const { rows } = await database.superuser.query(
    'select * from auth.membership where user_id = $1 and desk_id = $2',
    [person.userId, deskId],
  )
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    deskId: row.desk_id,
    userId: row.user_id,
    epoch: row.epoch,
    role: row.role,
    notBefore: Number(row.not_before),
    notAfter: Number(row.not_after),
    wrap: row.wrap,
    mac: row.mac,
  }))
}
