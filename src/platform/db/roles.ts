import type { Client } from 'pg'

/** Runtime roles that sign in, and those that only own. None bypasses row-level security. */
export const loginRoles = [
  'yorube_migrator',
  'yorube_app',
  'yorube_worker',
  'yorube_intake',
  'yorube_auditor',
] as const
export type LoginRole = (typeof loginRoles)[number]

/** Those that work while the system serves. */
export const servingRoles = loginRoles.filter((role) => role !== 'yorube_migrator')
/**
 * Owns what runs with its rights; may change the MACs of the ledger of what was destroyed; owns hot readings, which stand under
 * row-level security (docs/adr/0021). Nobody signs in as them.
 */
const ownRoles = ['yorube_definer', 'yorube_ledger', 'yorube_hot'] as const
/**
 * The migrator gives it functions and is not bound by its policies: they know nobody while a migration runs, and would hide every row
 * from it. A migration that replaces such a function does so with `set local role yorube_hot`.
 */
const lentRole = 'yorube_hot' satisfies (typeof ownRoles)[number]

const rolesLock = "hashtext('yorube roles')"

/**
 * Nobody who serves can sign in any more, until `prepareRoles` is called: by the caller, or by the next start. Whoever would call
 * it meanwhile waits until this connection ends.
 */
export async function closeRoles(admin: Client): Promise<void> {
  await admin.query(`select pg_advisory_lock(${rolesLock})`)
  for (const role of servingRoles) await admin.query(`alter role ${role} nologin`)
}

/** How many of them are connected to this database. */
export async function countServing(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where usename = any ($1::name[]) and datname = current_database()`,
    [servingRoles],
  )
  return rows[0]?.count ?? 0
}

function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Nobody else makes, opens or closes the roles meanwhile. */
export async function withRolesLocked<Result>(admin: Client, work: () => Promise<Result>): Promise<Result> {
  await admin.query(`select pg_advisory_lock(${rolesLock})`)
  try {
    return await work()
  } finally {
    await admin.query(`select pg_advisory_unlock(${rolesLock})`)
  }
}

/**
 * Makes the roles (or renews their passwords) and lets the migrator own the database. Runs as the database's
 * administrator; needs CREATEROLE. Passwords are derived from the root secret, so none is stored.
 */
export async function prepareRoles(admin: Client, passwordOf: (role: LoginRole) => string): Promise<void> {
  await withRolesLocked(admin, async () => {
    const { rows } = await admin.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'yorube%'",
    )
    const present = new Set(rows.map((row) => row.rolname))
    for (const role of ownRoles)
      if (!present.has(role)) await admin.query(`create role ${role} nologin nosuperuser nobypassrls`)
    for (const role of loginRoles) {
      const verb = present.has(role) ? 'alter' : 'create'
      await admin.query(
        `${verb} role ${role} login nosuperuser nobypassrls password ${quoteLiteral(passwordOf(role))}`,
      )
    }
    const held = ownRoles.filter((role) => role !== lentRole)
    await admin.query(`grant ${held.join(', ')} to yorube_migrator`)
    await admin.query(`grant ${lentRole} to yorube_migrator with inherit false, set true`)
    const database =
      (await admin.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? ''
    const name = `"${database.replaceAll('"', '""')}"`
    await admin.query(`grant yorube_migrator to current_user`)
    await admin.query(`alter database ${name} owner to yorube_migrator`)
    await admin.query(`revoke all on database ${name} from public`)
    await admin.query(
      `grant connect on database ${name} to yorube_app, yorube_worker, yorube_intake, yorube_auditor`,
    )
    await admin.query(`grant create on database ${name} to yorube_worker`)
    await admin.query(`alter schema public owner to yorube_migrator`)
  })
}
