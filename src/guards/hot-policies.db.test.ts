import { beforeAll, expect, test } from 'vitest'
import { aMachine } from '../modules/accounts/testing.ts'
import { aCase } from '../modules/cases/testing.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { networkMark } from '../platform/entering.ts'
import { platform } from '../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../platform/testing/office.ts'

/**
 * Hot functions belong to yorube_hot, which reads under policies of its own (docs/adr/0021). They are those of yorube_app, word for
 * word, except that who is asking comes from settings that the function itself has just written.
 */
const database = useDatabase()

interface Policy {
  table: string
  name: string
  kind: string
  command: string
  using: string | null
  check: string | null
}

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await database.superuser.query<Row>(sql)).rows
}

function policiesOf(role: string): Promise<Policy[]> {
  return rows<Policy>(
    `select schemaname || '.' || tablename as table, policyname as name, permissive as kind, cmd as command, qual as using,
            with_check as check
     from pg_policies where '${role}' = any (roles) order by 1, 2`,
  )
}

/** What each function about who is asking has become. Everything else must read the same. */
const settings: Readonly<Record<string, [setting: string, type: string]>> = {
  my_tenant: ['hot_tenant', 'uuid'],
  my_user: ['hot_user', 'uuid'],
  my_desks: ['hot_desks', 'uuid[]'],
  my_blocked_cases: ['hot_blocked_cases', 'uuid[]'],
  my_blocked_compartments: ['hot_blocked_compartments', 'uuid[]'],
  my_kept_compartments: ['hot_kept_compartments', 'uuid[]'],
}

function askedOnce(condition: string | null): string | null {
  return (
    condition?.replace(/\( SELECT auth\.(my_\w+)\(\) AS my_\w+\)/g, (asked, name: string) => {
      const setting = settings[name]
      if (!setting) return asked
      return `( SELECT (current_setting('yorube.${setting[0]}'::text))::${setting[1]} AS current_setting)`
    }) ?? null
  )
}

interface Granted {
  table: string
  canAdd: boolean
  canChange: boolean
}

const granted = () =>
  rows<Granted>(
    `select c.oid::regclass::text as table, has_any_column_privilege('yorube_hot', c.oid, 'insert') as "canAdd",
            has_any_column_privilege('yorube_hot', c.oid, 'update') or has_table_privilege('yorube_hot', c.oid, 'delete, truncate')
              as "canChange"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ('auth', 'audit', 'public', 'intake', 'internal')
       and has_any_column_privilege('yorube_hot', c.oid, 'select, insert, update, references') order by 1`,
  )

test('what yorube_hot sees and adds is what yorube_app does, policy for policy', async () => {
  const [app, hot, tables] = [await policiesOf('yorube_app'), await policiesOf('yorube_hot'), await granted()]
  expect(tables.filter((one) => one.canChange)).toEqual([])
  const expected = tables.flatMap(({ table, canAdd }) => {
    const name = table.includes('.') ? table : `public.${table}`
    const commands = ['SELECT', 'ALL', ...(canAdd ? ['INSERT'] : [])]
    return app
      .filter((one) => one.table === name && commands.includes(one.command))
      .map((one) => ({
        ...one,
        name: `hot_${one.name}`,
        using: askedOnce(one.using),
        check: askedOnce(one.check),
      }))
  })
  expect(expected.length).toBeGreaterThan(12)
  const order = (one: Policy, other: Policy) =>
    `${one.table} ${one.name}` < `${other.table} ${other.name}` ? -1 : 1
  expect([...hot].sort(order)).toEqual(expected.sort(order))
})

test('nobody can become yorube_hot, and it owns only functions that programs call with a bearer', async () => {
  expect(
    await rows(
      `select m.rolname as member from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
       where r.rolname = 'yorube_hot' and not m.rolsuper`,
    ),
  ).toEqual([{ member: 'yorube_migrator' }])
  expect(
    await rows(
      "select rolcanlogin, rolbypassrls, rolsuper, rolcreaterole from pg_roles where rolname = 'yorube_hot'",
    ),
  ).toEqual([{ rolcanlogin: false, rolbypassrls: false, rolsuper: false, rolcreaterole: false }])
  const owned = await rows<{ name: string; arguments: string; isDefiner: boolean; callers: string[] }>(
    `select p.oid::regproc::text as name, pg_get_function_identity_arguments(p.oid) as arguments, p.prosecdef as "isDefiner",
            array(select r.rolname::text from pg_roles r where r.rolname like 'yorube%' and r.rolname <> 'yorube_migrator'
              and has_function_privilege(r.oid, p.oid, 'execute') order by 1) as callers
     from pg_proc p where p.proowner = 'yorube_hot'::regrole order by 1`,
  )
  expect(owned.map((one) => one.name)).toEqual([
    'auth.read_case',
    'auth.read_cases',
    'auth.record_consultation',
  ])
  for (const one of owned) {
    expect(one.isDefiner).toBe(true)
    expect(one.callers).toEqual(['yorube_app', 'yorube_hot'])
    expect(one.arguments).toMatch(/^p_sid bytea, p_host text, p_network_hash bytea, /)
  }
})

let office: TestOffice
beforeAll(async () => {
  office = await TestOffice.open(database)
})

test('settings that somebody writes by hand open nothing and change nothing', async () => {
  const desk = await office.desk(['manager', 'counselor'])
  const [lead, answers] = desk.people as [TestPerson, TestPerson]
  const caseId = await aCase(answers)
  const elsewhere = await TestOffice.open(database)
  const other = await elsewhere.desk(['manager', 'counselor'])
  const [otherLead, otherAnswers] = other.people as [TestPerson, TestPerson]
  const stranger = await aMachine(elsewhere, { id: other.id, lead: otherLead, answers: otherAnswers }, [
    'cases.read',
  ])
  const machine = await aMachine(office, { id: desk.id, lead, answers }, ['cases.read'])

  const app = await database.as('yorube_app')
  const forge = async () => {
    await app.query(
      `select set_config('yorube.hot_tenant', $1, false), set_config('yorube.hot_desks', $2, false),
              set_config('yorube.hot_blocked_cases', '{}', false), set_config('yorube.hot_user', $3, false)`,
      [office.tenantId, `{${desk.id}}`, answers.userId],
    )
  }
  await forge()
  for (const table of ['case_', 'person', 'consultation', 'case_note'])
    expect((await app.query(`select id from ${table}`)).rows).toEqual([])
  await expect(app.query('set role yorube_hot')).rejects.toThrow(/permission denied/)

  const { vault } = platform()
  const asked = async ({ cookie, host, network }: typeof machine) => {
    await forge()
    const values = [Buffer.from(vault.session(cookie as Uint8Array).sid), host, networkMark(vault, network)]
    const { rows: parts } = await app.query('select part from auth.read_case($1, $2, $3, $4)', [
      ...values,
      caseId,
    ])
    return parts.map((one) => one.part)
  }
  expect(await asked(stranger)).toEqual(['session', 'membership'])
  expect(await asked(machine)).toContain('case')
})

test('a migration is not bound by the policies of yorube_hot, which would hide every row from it', async () => {
  const [row] = await rows<{ inherits: boolean; may_give: boolean }>(
    `select pg_has_role('yorube_migrator', 'yorube_hot', 'usage') as inherits,
       pg_has_role('yorube_migrator', 'yorube_hot', 'set') as may_give`,
  )
  expect(row).toEqual({ inherits: false, may_give: true })
})
