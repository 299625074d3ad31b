import type { TestDatabase } from '../../platform/db/testing/use-database.ts'

export interface Mutant {
  name: string
  statement: string
  /** Where the damage must show; null = anywhere. */
  table: string | null
}

interface Policy {
  table: string
  name: string
  command: string
  using: string | null
  isReachable: boolean
}

/**
 * Each policy dropped, and each opened wide. Those of yorube_hot are held to be the same as these: src/guards/hot-policies, and
 * nobody runs as that role.
 */
export async function policyMutants(database: TestDatabase): Promise<Mutant[]> {
  const { rows } = await database.superuser.query<Policy>(
    `select schemaname || '.' || tablename as table, policyname as name, cmd as command, qual as using,
            has_any_column_privilege('yorube_app', schemaname || '.' || tablename, 'select, insert, update')
              or has_table_privilege('yorube_app', schemaname || '.' || tablename, 'delete') as "isReachable"
     from pg_policies where schemaname in ('auth', 'audit', 'public') and policyname <> 'definer' and roles <> '{yorube_hot}' order by 1, 2`,
  )
  return rows
    .filter((policy) => policy.isReachable)
    .flatMap((policy) =>
      statementsOf(policy).map((statement) => ({ name: statement, statement, table: policy.table })),
    )
    .filter((mutant) => !(mutant.name in equivalent))
}

function statementsOf({ table, name, command, using }: Policy): string[] {
  const on = `policy ${name} on ${table}`
  const open = command === 'INSERT' ? 'with check (true)' : 'using (true)'
  // What everybody in the tenant may see is open already.
  return using === 'true'
    ? [`drop ${on}`]
    : [`drop ${on}`, `alter ${on} ${open}${command === 'UPDATE' ? ' with check (true)' : ''}`]
}

/** Every two damages to different policies of one table, done together. */
export function pairsOf(mutants: readonly Mutant[]): Mutant[] {
  return mutants.flatMap((one, at) =>
    mutants
      .slice(at + 1)
      .filter((other) => other.table === one.table && policyOf(other) !== policyOf(one))
      .map((other) => ({
        name: `${one.name}; ${other.name}`,
        statement: `${one.statement}; ${other.statement}`,
        table: one.table,
      })),
  )
}

function policyOf({ statement }: Mutant): string {
  return statement.split(' ')[2] ?? ''
}

/** Mutants that change nothing, or what another test looks after, each with its reason. */
const equivalent: Readonly<Record<string, string>> = {
  'drop policy found on auth.membership':
    'founding a desk without members: src/modules/accounts/desks.db.test.ts',
  'drop policy admin_found on auth.desk':
    'the desks of the matrix have their keys: src/modules/accounts/desks.db.test.ts founds one',
  ...Object.fromEntries(
    ['account_proposal', 'admission'].flatMap((table) =>
      [
        `drop policy of_people on auth.${table}`,
        `alter policy of_people on auth.${table} with check (true)`,
      ].map((name) => [
        name,
        'the matrix knows no machine: src/modules/accounts/machines.db.test.ts asks for one',
      ]),
    ),
  ),
  'drop policy nobodys_is_hidden on auth.desk':
    'nobody sits at nobody’s desk: src/guards/shredding looks for it after a record was destroyed',
  'alter policy nobodys_is_hidden on auth.desk using (true)': 'the same',
  'drop policy tenant on auth.case_token':
    'nothing but adding is granted, and only under a case of the desk: the wall around public.case_',
  'alter policy tenant on auth.case_token using (true)': 'the same',
  'drop policy named_by_hand on auth.case_block':
    'the matrix writes blocks as people do: src/modules/cases/conflicts.db.test.ts writes one of the other kind',
  'alter policy named_by_hand on auth.case_block with check (true)': 'the same',
  'drop policy lifted_by_hand on auth.case_block':
    'the blocks of the matrix are set by hand: src/modules/cases/conflicts.db.test.ts lifts one that a match has made',
  'alter policy lifted_by_hand on auth.case_block using (true)': 'the same',
  'alter policy tenant on auth.unlocker using (true)': 'nothing but adding is granted, and its check stays',
  'drop policy tenant on auth.unlocker':
    'nothing but adding is granted, and only to an account that is seen: the wall around auth.staff_user',
}

/** Each condition of the functions that say who is asking, taken away. */
const conditions: readonly (readonly [signature: string, condition: string, instead: string])[] = [
  ['auth.live_session()', 'x.ends_at > now()', 'true'],
  ['auth.live_session()', "x.active_at > now() - interval '15 minutes'", 'true'],
  ['auth.live_session()', "x.replaced_at > now() - interval '10 seconds'", 'true'],
  [
    'auth.live_session()',
    "(select u.state from auth.staff_user u where u.tenant_id = x.tenant_id and u.id = x.user_id) = 'active'",
    'true',
  ],
  ['auth.desks_of(auth.session, text[])', 'm.not_before <= extract(epoch from now())', 'true'],
  ['auth.desks_of(auth.session, text[])', 'm.not_after > extract(epoch from now())', 'true'],
  ['auth.desks_of(auth.session, text[])', 'and d.epoch = m.epoch', ''],
  ['auth.desks_of(auth.session, text[])', 'm.tenant_id = s.tenant_id and', ''],
  ['auth.desks_of(auth.session, text[])', 'm.role = any (roles)', 'true'],
  ['auth.my_roles()', 'r.tenant_id = s.tenant_id and', ''],
  ['auth.my_shared_compartments()', 'g.not_after > extract(epoch from now())', 'true'],
  ['auth.my_shared_compartments()', 'and g.basis_id is not null', ''],
  ['auth.my_shared_compartments()', 'and g.desk_id = any (desks)', ''],
  ['auth.blocked_cases_of(auth.session)', 'b.user_id = s.user_id', 'false'],
  ['auth.my_blocked_compartments()', 'c.case_id = any (blocked)', 'false'],
  ['auth.my_blocked_people()', 'p.case_id = any (blocked)', 'false'],
  ['auth.my_blocked_notes()', 'n.case_id = any (blocked)', 'false'],
]

export async function functionMutants(database: TestDatabase): Promise<Mutant[]> {
  const mutants: Mutant[] = []
  for (const [signature, condition, instead] of conditions) {
    const { rows } = await database.superuser.query<{ text: string }>(
      'select pg_get_functiondef($1::regprocedure) as text',
      [signature],
    )
    const text = rows[0]?.text ?? ''
    if (!text.includes(condition)) throw new Error(`${signature} no longer says: ${condition}`)
    mutants.push({
      name: `${signature} without: ${condition}`,
      statement: text.replaceAll(condition, instead),
      table: null,
    })
  }
  return mutants
}
