import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { aMachine } from '../modules/accounts/testing.ts'
import type { Caller } from '../platform/actor.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { entrances } from '../platform/entrance.ts'
import { isAppError } from '../platform/errors.ts'
import {
  type DeskRole,
  deskRoles,
  type MachineScope,
  machineScopes,
  type PermissionRule,
  permissions,
  type TenantRole,
  tenantRoles,
} from '../platform/permissions.ts'
import { TestOffice } from '../platform/testing/office.ts'
import { type UseCase, useCases } from '../platform/use-case.ts'
import { loadEveryModule } from './every-module.ts'

/**
 * Who may do what, use-case by use-case, as it was reviewed. The table is written with
 * `npm test -- src/guards/use-case-table -u`; each changed line is a decision about people and is read as one.
 */
const database = useDatabase()
const reviewed = 'reviewed/use-cases.txt'

beforeAll(loadEveryModule)

function lineOf({ definition: { name, permission, purpose, scope } }: UseCase): string {
  const rule: PermissionRule = permissions[permission]
  const level = rule.level === 'step-up' ? 'after step-up' : 'in a session'
  return [
    name,
    permission,
    purpose,
    rule.beforePledge ? `${level}, before the pledge` : level,
    rule.roles.join(' '),
    ...(scope ? [`programs with ${scope}`] : []),
  ].join(' | ')
}

test('every use-case asks for what was reviewed', async () => {
  const lines = useCases().map(lineOf).sort()
  expect(lines.length).toBeGreaterThan(100)
  await expect([...lines, ''].join('\n')).toMatchFileSnapshot(reviewed)
})

test('every door without a session was reviewed', async () => {
  const names = entrances()
    .map((one) => one.entrance.name)
    .sort()
  expect(names).toContain('account.sign-in')
  await expect([...names, ''].join('\n')).toMatchFileSnapshot('reviewed/entrances.txt')
})

const nobodyThere: Caller = { cookie: null, isAct: true, host: '', network: '' }

/** How far she gets: nothing satisfies any input, so that whoever is let through does nothing. */
async function outcomeOf(useCase: UseCase, caller: Caller): Promise<string> {
  try {
    await useCase(caller, Symbol('nothing') as never)
    return 'done'
  } catch (error) {
    return isAppError(error) ? error.code : String(error)
  }
}

/** Of her own account's pages, those that wait for the pledge. */
const ofNewcomers = ['today.show', 'today.list-matter']

interface Reviewed {
  level: string
  /** The scope with which a program may; undefined = never. */
  scope: string | undefined
  roles: readonly string[]
}
function reviewedTable(): Map<string, Reviewed> {
  const text = readFileSync(join(import.meta.dirname, reviewed), 'utf8')
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => {
        const [name = '', , , level = '', roles = '', programs] = line.split(' | ')
        const scope = programs?.replace('programs with ', '')
        return [name, { level, roles: roles.split(' '), scope }]
      }),
  )
}

function expectedFor({ level, roles }: Reviewed, role: string, hasPledged: boolean): string {
  if (!roles.includes(role)) return 'forbidden'
  if (!hasPledged && !level.includes('before the pledge')) return 'acknowledgement-required'
  return furthest({ level })
}

/** How far whoever may gets with an input that nothing fits, without having just shown who she is. */
function furthest({ level }: Pick<Reviewed, 'level'>): string {
  return level.startsWith('after step-up') ? 'step-up-required' : 'invalid'
}

test('every use-case refuses every role that the table does not name, and everybody who is not quite somebody', async () => {
  const office = await TestOffice.open(database)
  type Someone = { role: string; hasPledged: boolean; person: Caller }
  const kindOf = (role: DeskRole) => (['counselor', 'supervisor', 'manager'].includes(role) ? 'hub' : 'asked')
  const seat = async (role: DeskRole, hasPledged: boolean) => {
    const person = await office.person({ hasPledged })
    await office.deskOf([{ person, role }], kindOf(role))
    return { role, hasPledged, person }
  }
  const sit = async (role: TenantRole, hasPledged: boolean) => ({
    role,
    hasPledged,
    person: await office.person({ tenantRole: role, hasPledged }),
  })
  const people: Someone[] = [await seat('manager', false), await sit('tenant_admin', false)]
  for (const role of deskRoles) people.push(await seat(role, true))
  for (const role of tenantRoles) people.push(await sit(role, true))
  const roleless = await office.person()
  const ended = await office.person({ tenantRole: 'tenant_admin' })
  await database.superuser.query('delete from auth.session where user_id = $1', [ended.userId])

  const table = reviewedTable()
  const wrong: string[] = []
  let cells = 0
  const check = async (useCase: UseCase, who: string, caller: Caller, wanted: string) => {
    cells++
    const outcome = await outcomeOf(useCase, caller)
    if (outcome !== wanted) wrong.push(`${useCase.definition.name}, ${who}: ${outcome}, should be ${wanted}`)
  }
  for (const useCase of useCases()) {
    const rule = table.get(useCase.definition.name)
    if (!rule) throw new Error(`${useCase.definition.name} is not in the reviewed table`)
    await Promise.all([
      ...people.map(({ role, hasPledged, person }) =>
        check(
          useCase,
          `${role}${hasPledged ? '' : ' without pledge'}`,
          person,
          expectedFor(rule, role, hasPledged),
        ),
      ),
      check(useCase, 'nobody', nobodyThere, 'not-signed-in'),
      check(useCase, 'ended session', ended, 'not-signed-in'),
      // Her own account is hers before any desk has taken her in, and her first page tells her what she waits for.
      check(
        useCase,
        'member of no desk',
        roleless,
        rule.level.includes('before the pledge') || ofNewcomers.includes(useCase.definition.name)
          ? furthest(rule)
          : 'forbidden',
      ),
    ])
  }
  expect(wrong).toEqual([])
  process.stdout.write(`${cells} use-case cells equal to the reviewed table\n`)
}, 120_000)

test('a program does what its one scope opens, at the door of programs, and nothing else anywhere', async () => {
  const office = await TestOffice.open(database)
  const { id, people } = await office.desk(['manager', 'counselor'])
  const [lead, answers] = people
  if (!lead || !answers) throw new Error('people are missing')
  const scopes = Object.keys(machineScopes) as MachineScope[]
  const machines = new Map<MachineScope, Caller>()
  for (const scope of scopes) machines.set(scope, await aMachine(office, { id, lead, answers }, [scope]))
  const table = reviewedTable()
  const wrong: string[] = []
  let cells = 0
  for (const useCase of useCases()) {
    const { name } = useCase.definition
    const rule = table.get(name)
    for (const [scope, { isMachine, ...bearer }] of machines) {
      const wanted = rule?.scope === scope ? 'invalid' : 'forbidden'
      const asProgram = await outcomeOf(useCase, { ...bearer, isMachine: true })
      if (asProgram !== wanted) wrong.push(`${name}, ${scope}: ${asProgram}, should be ${wanted}`)
      const asCookie = await outcomeOf(useCase, bearer)
      if (asCookie !== 'not-signed-in') wrong.push(`${name}, ${scope} as a cookie: ${asCookie}`)
      cells += 2
      if (!isMachine) wrong.push(`${name}: no program`)
    }
    const person = await outcomeOf(useCase, { ...answers, isMachine: true })
    if (person !== 'not-signed-in') wrong.push(`${name}, a cookie at the door of programs: ${person}`)
    cells++
  }
  expect(wrong).toEqual([])
  process.stdout.write(`${cells} cells of programs equal to the reviewed table\n`)
}, 120_000)
