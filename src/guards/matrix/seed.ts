import { createHash } from 'node:crypto'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { Table } from './catalogue.ts'
import type { TableRule } from './facts.ts'
import { bystander, caseOf, compartmentOf, insertText, literal, placeOf, type Row, rowOf } from './rows.ts'
import { astray, deskOf, foreign, idOf, live, type Person, people, type World, worlds } from './story.ts'

/** The bearer of her session, as a cookie would bring it. */
export function sidOf(person: Person): Buffer {
  return createHash('sha256').update(`sid ${person.name}`).digest()
}

function statementsOf(person: Person): string[] {
  const { tenant, id, condition } = person
  const state = { suspended: 'suspended', 'left-office': 'left' }[condition as string] ?? 'active'
  const ids = `${literal(tenant)}, ${literal(id)}`
  const lookup = createHash('sha256').update(sidOf(person)).digest()
  const active = condition === 'session-idle' ? "now() - interval '16 minutes'" : 'now()'
  const ends = condition === 'session-over' ? "now() - interval '1 second'" : "now() + interval '9 hours'"
  const replaced = condition === 'session-replaced' ? "now() - interval '11 seconds'" : 'null'
  const made = [
    `insert into auth.staff_user (tenant_id, id, login, display_name, state) values (${ids}, ${literal(id)}, 'x', '${state}')`,
  ]
  if (condition !== 'not-pledged')
    made.push(
      `insert into auth.pledge (tenant_id, user_id, id, ground, text_version) values (${ids}, gen_random_uuid(), 'x', 1)`,
    )
  if (condition !== 'no-session')
    made.push(
      `insert into auth.session (tenant_id, user_id, lookup, wrap, network_hash, active_at, ends_at, replaced_at)
       values (${ids}, ${literal(lookup)}, '', '', ${active}, ${ends}, ${replaced})`,
    )
  if (person.tenantRole)
    made.push(
      `insert into auth.role_assignment (tenant_id, user_id, role, mac) values (${ids}, '${person.tenantRole}', '')`,
    )
  if (person.deskRole) made.push(seatOf(person))
  if (person.isBlocked)
    for (const world of worlds.filter((one) => one.tenant === tenant))
      made.push(
        `insert into auth.case_block (tenant_id, user_id, case_id, created_by)
         values (${ids}, ${literal(caseOf(world))}, ${literal(bystander(world))})`,
      )
  return made
}

function seatOf({ tenant, id, station, condition, deskRole }: Person): string {
  const epoch = condition === 'membership-of-old-epoch' ? 0 : 1
  const from = condition === 'membership-to-come' ? 4_000_000_000 : 0
  const until = condition === 'membership-over' ? 1 : 0
  return `insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, not_before, not_after, wrap, mac)
          values (${literal(tenant)}, ${literal(deskOf[station])}, ${literal(id)}, ${epoch}, '${deskRole}', ${from}, ${until}, '', '')`
}

/** Rows that no honest program writes. Each is caught by one layer only, so that a missing layer shows. */
function corruptRows(): string[] {
  const grant = (
    tenant: string,
    compartment: World,
    owner: string,
    desk: string | null,
    basis: string | null,
  ) =>
    `insert into auth.compartment_grant (tenant_id, compartment_id, owner_desk_id, desk_id, epoch, key_id, basis_id, wrap, mac)
     values (${literal(tenant)}, ${literal(compartmentOf(compartment))}, ${literal(owner)}, ${literal(desk)}, 1, '', ${literal(basis)}, '', '')`
  const outsiders = people.filter((one) => one.station === 'other-asked')
  return [
    // The other tenant's key given to one of our desks, in its tenant and in ours.
    grant(foreign.tenant, foreign, foreign.desk, live.asked, foreign.tenant),
    grant(live.tenant, foreign, live.desk, live.asked, foreign.tenant),
    // A key of our case given to a desk that calls itself its owner, on no basis.
    grant(live.tenant, live, deskOf['other-hub'] ?? '', deskOf['other-hub'], null),
    // People of ours as members of the other tenant's desk, written there.
    ...outsiders.map(
      (one) => `insert into auth.membership (tenant_id, desk_id, user_id, epoch, role, wrap, mac)
        values (${literal(foreign.tenant)}, ${literal(foreign.desk)}, ${literal(one.id)}, 1, 'manager', '', '')`,
    ),
    ...outsiders.map(
      (one) => `insert into auth.role_assignment (tenant_id, user_id, role, mac)
        values (${literal(foreign.tenant)}, ${literal(one.id)}, 'tenant_admin', '')`,
    ),
  ]
}

/** What every world has before its rows: the desks that are named, and the keys they hold themselves. */
function surroundings(): string[] {
  const desks = [
    ...Object.values(deskOf).filter((desk) => desk !== null && desk !== foreign.desk && desk !== live.desk),
  ].map(
    (desk) =>
      `insert into auth.desk (tenant_id, id, kind, epoch) values (${literal(live.tenant)}, ${literal(desk)}, 'asked', 1)`,
  )
  const ownGrants = worlds.map(
    (
      world,
    ) => `insert into auth.compartment_grant (tenant_id, compartment_id, owner_desk_id, desk_id, epoch, key_id, wrap, mac)
      values (${literal(world.tenant)}, ${literal(compartmentOf(world))}, ${literal(world.desk)}, ${literal(world.desk)}, 1, '', '', '')`,
  )
  return [...desks, ...ownGrants]
}

/** A row about her in the tenant: harmless to her rights, there only to be found or not. */
function harmless(table: string, row: Row): Row {
  if (table === 'auth.membership') return { ...row, epoch: 999 }
  return row
}

/** The rows of one table that are tried: one a world, and one about or by each person where rights follow from that. */
export function targetOf(table: Table, rule: TableRule, world: World, person: Person | null): Row {
  const other = bystander(world)
  if (!person) return rowOf(table, rule, world, { subject: other, author: other }, world.name)
  const author = rule.subject && rule.author ? other : person.id
  const mark = `${world.tenant} of ${person.id}`
  return harmless(table.name, rowOf(table, rule, world, { subject: person.id, author }, mark))
}

export function hasOwnRows(rule: TableRule): boolean {
  return rule.subject !== undefined || rule.author !== undefined
}

/** Foreign keys are off while this runs: corrupt rows are the point. */
export async function seed(
  database: TestDatabase,
  tables: readonly Table[],
  oracle: Readonly<Record<string, TableRule>>,
): Promise<void> {
  const statements = [...surroundings(), ...people.flatMap(statementsOf), ...corruptRows()]
  for (const table of tables) {
    const rule = oracle[table.name]
    if (!rule) continue
    const rows = worlds.map((world) => targetOf(table, rule, world, null))
    if (hasOwnRows(rule) && table.name !== 'auth.case_block')
      rows.push(
        ...people.flatMap((person) => [live, astray].map((world) => targetOf(table, rule, world, person))),
      )
    // The other half of a pair of rows about one person.
    if (table.name === 'public.person')
      rows.push(
        ...worlds.map((world) => ({
          ...targetOf(table, rule, world, null),
          id: idOf('other person', world.story),
        })),
      )
    statements.push(...rows.map((row) => `${insertText(table, row)} on conflict do nothing`))
  }
  await database.superuser.query("set session_replication_role = 'replica'")
  try {
    for (const statement of statements)
      await database.superuser.query(statement).catch((error: unknown) => {
        throw new Error(`${statement}\n${error instanceof Error ? error.message : error}`)
      })
  } finally {
    await database.superuser.query("set session_replication_role = 'origin'")
  }
  await database.superuser.query('analyze')
}

/** The rows must really stand there, or "sees nothing" would mean nothing. */
export async function missingTargets(
  database: TestDatabase,
  tables: readonly Table[],
  oracle: Readonly<Record<string, TableRule>>,
): Promise<string[]> {
  const missing: string[] = []
  for (const table of tables) {
    const rule = oracle[table.name]
    if (!rule) continue
    for (const world of worlds) {
      const place = placeOf(table, targetOf(table, rule, world, null))
      const { rowCount } = await database.superuser.query(`select 1 from ${table.name} where ${place}`)
      if (rowCount !== 1) missing.push(`${table.name} in ${world.name}: ${rowCount}`)
    }
  }
  return missing
}
