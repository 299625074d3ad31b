import type { Statements } from '../log/seal-round.ts'
import type { SealedColumn } from './check-written.ts'
import type { FindingBook } from './findings.ts'

const mostNamed = 200

/** People whose wrap counts today, at the desk's present epoch. A program opens its desk's records until its day, and keeps none alive. */
const liveMembers = `
  select m.tenant_id, m.desk_id, m.user_id from auth.membership m
  join auth.desk d on d.tenant_id = m.tenant_id and d.id = m.desk_id and d.epoch = m.epoch
  join auth.staff_user u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active' and u.kind = 'person'
  where m.not_before <= extract(epoch from now()) and (m.not_after = 0 or m.not_after > extract(epoch from now()))`

/**
 * Sealed rows that nobody can open any more, though no sealed word says that it was decided: no desk with a live member holds the key of
 * their compartment.
 */
export async function checkOpeners(
  db: Statements,
  columns: readonly SealedColumn[],
  book: FindingBook,
): Promise<{ compartments: number }> {
  const { rows: all } = await db.query<{ count: number }>(
    'select count(*)::float8 as count from auth.compartment',
  )
  for (const table of await tablesWithCompartment(db, columns)) {
    const { rows } = await db.query<{ tenantId: string; compartmentId: string; rows: number }>(
      `select t.tenant_id as "tenantId", t.compartment_id as "compartmentId", count(*)::integer as rows from ${table} t
       where t.compartment_id is not null and not exists (
         select from audit.written w where w.label = 'compartment_grant.wrap' and w.row_id = t.compartment_id) and not exists (
         select from auth.compartment_grant g join (${liveMembers}) m on m.tenant_id = g.tenant_id and m.desk_id = g.desk_id
         where g.tenant_id = t.tenant_id and g.compartment_id = t.compartment_id
           and (g.not_after = 0 or g.not_after > extract(epoch from now())))
       group by 1, 2 limit ${mostNamed}`,
    )
    for (const row of rows) book.add({ kind: 'no-opener', ...row })
  }
  return { compartments: all[0]?.count ?? 0 }
}

async function tablesWithCompartment(db: Statements, columns: readonly SealedColumn[]): Promise<string[]> {
  const names = [...new Set(columns.map(({ schema, table }) => `${schema}.${table}`))]
  const { rows } = await db.query<{ name: string }>(
    `select one.name from unnest($1::text[]) as one (name)
     where exists (select from pg_attribute a where a.attrelid = one.name::regclass and a.attname = 'compartment_id')`,
    [names],
  )
  return rows.map((row) => row.name)
}

/** A desk with one member loses what it holds with her; desks on paper, and those never founded, hold nothing. */
export async function checkDesks(db: Statements, book: FindingBook): Promise<{ desks: number }> {
  const { rows } = await db.query<{ tenantId: string; deskId: string; members: number }>(
    `select d.tenant_id as "tenantId", d.id as "deskId", count(distinct m.user_id)::integer as members
     from auth.desk d left join (${liveMembers}) m on m.tenant_id = d.tenant_id and m.desk_id = d.id
     where d.epoch is not null and d.kind <> 'paper' group by 1, 2`,
  )
  for (const row of rows.filter((one) => one.members < 2).slice(0, mostNamed))
    book.add({ kind: 'desk-too-thin', ...row })
  return { desks: rows.length }
}
