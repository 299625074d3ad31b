import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { Table } from './catalogue.ts'
import { type Command, commands, expected, type TableRule } from './facts.ts'
import { parentsOf } from './parents.ts'
import { outcomeOf } from './probe.ts'
import { bystander, hostOf, idOfRow, insertText, literal, placeOf, type Row, rowOf } from './rows.ts'
import { hasOwnRows, sidOf, targetOf } from './seed.ts'
import {
  astray,
  deskOf,
  expired,
  factsOf,
  idOf,
  live,
  type Person,
  people,
  turned,
  type World,
  worldsFor,
} from './story.ts'

export interface Cell {
  person: Person
  table: string
  command: Command
  /** In which case, and whose row: somebody else's, her own, or (adding only) one she writes about another. */
  about: string
  expected: boolean
  statement: string
}

type Oracle = Readonly<Record<string, TableRule>>

/** Every question that the matrix asks of one person. */
export function cellsOf(person: Person, tables: readonly Table[], oracle: Oracle): Cell[] {
  return tables.flatMap((table) => {
    const rule = oracle[table.name]
    if (!rule) return []
    const others = [
      ...worldsFor(person).flatMap((world) => cellsAbout(person, table, rule, world, 'other')),
      ...cellsUnderStrangers(person, table, rule),
      ...cellsOfStrangers(person, table, rule),
    ]
    if (!hasOwnRows(rule)) return others
    const mine = [live, astray].flatMap((world) => cellsAbout(person, table, rule, world, 'mine'))
    const byHer =
      rule.subject && rule.author
        ? worldsFor(person).flatMap((world) => cellsAbout(person, table, rule, world, 'by-her'))
        : []
    return [...others, ...mine, ...byHer]
  })
}

type Whose = 'other' | 'mine' | 'by-her'

function cellsAbout(person: Person, table: Table, rule: TableRule, world: World, whose: Whose): Cell[] {
  return commands
    .filter((command) => whose !== 'by-her' || command === 'insert')
    .map((command) => {
      const isNew = command === 'insert'
      const byHer = whose === 'by-her' || (whose === 'mine' && (isNew || !rule.subject))
      const aboutHer = whose === 'mine' && rule.subject !== undefined
      return {
        person,
        table: table.name,
        command,
        about: `${world.name}, ${whose}`,
        expected: expected(rule, command, factsOf(person, world, byHer, aboutHer)),
        statement: isNew
          ? addition(person, table, rule, world, whose)
          : statementOn(
              command,
              table,
              targetOf(table, rule, world, whose === 'mine' ? person : null),
              person,
            ),
      }
    })
}

/**
 * Her own row, at her own desk, but under a row of somebody else: never. Only people who may otherwise write are asked,
 * each with the ways of writing that she has.
 */
function cellsUnderStrangers(person: Person, table: Table, rule: TableRule): Cell[] {
  if (!['holder', 'asked-live'].includes(person.station) || person.condition !== 'plain' || person.isBlocked)
    return []
  const ways: readonly Whose[] = hasOwnRows(rule) ? ['other', 'mine', 'by-her'] : ['other']
  return parentsOf(table).flatMap(({ column, parent }) => {
    const strange = { [column]: idOfRow(parent, person.station === 'holder' ? turned : expired) }
    const cell = (command: Command, statement: string): Cell => ({
      person,
      table: table.name,
      command,
      about: `${column} of a stranger`,
      expected: false,
      statement,
    })
    const added = ways.map((whose) => cell('insert', addition(person, table, rule, live, whose, strange)))
    if (!table.columns.some(({ name, canChange }) => name === column && canChange)) return added
    const place = placeOf(table, targetOf(table, rule, live, hasOwnRows(rule) ? person : null))
    const change = `update ${table.name} set ${column} = ${literal(strange[column])} where ${place}`
    return [...added, cell('update', change)]
  })
}

/** The other way round: under rows that she sees, but written down as another desk's. */
function cellsOfStrangers(person: Person, table: Table, rule: TableRule): Cell[] {
  if (person.station !== 'holder' || person.condition !== 'plain' || person.isBlocked) return []
  if (parentsOf(table).length === 0) return []
  return table.columns
    .filter(({ name, canAdd }) => canAdd && ownerColumns.includes(name))
    .map(({ name }) => ({
      person,
      table: table.name,
      command: 'insert',
      about: `${name} of a stranger`,
      expected: false,
      statement: addition(person, table, rule, live, hasOwnRows(rule) ? 'mine' : 'other', {
        [name]: strangersDesk,
      }),
    }))
}
const ownerColumns: readonly string[] = ['desk_id', 'from_desk_id', 'owner_desk_id']
const strangersDesk = deskOf['other-hub']

function addition(
  person: Person,
  table: Table,
  rule: TableRule,
  world: World,
  whose: Whose,
  more: Row = {},
): string {
  const other = bystander(world)
  const persons = {
    subject: whose === 'mine' ? person.id : other,
    author: whose === 'other' ? other : person.id,
  }
  const row = { ...rowOf(table, rule, world, persons, `new ${world.name} ${person.id}`), ...more }
  const allowed = table.columns.filter((column) => column.canAdd && !column.isIdentity)
  const given = allowed.length > 0 ? allowed : table.columns.filter((column) => !column.isIdentity)
  return insertText(
    table,
    Object.fromEntries(
      given.filter((column) => column.name in row).map((column) => [column.name, row[column.name]]),
    ),
  )
}

function statementOn(command: Command, table: Table, target: Row, person: Person): string {
  const place = placeOf(table, target)
  if (command === 'delete') return `delete from ${table.name} where ${place}`
  if (command === 'update')
    return `update ${table.name} set ${changesOf(table, target, person)} where ${place}`
  const seen = table.columns.filter((column) => column.canSee).map((column) => column.name)
  return `select ${seen.join(', ') || '*'} from ${table.name} where ${place}`
}

/** Every column the role may change, to what it was; where a rule asks for a particular change, that one. */
function changesOf(table: Table, target: Row, person: Person): string {
  if (['auth.admission', 'auth.account_proposal'].includes(table.name))
    return `state = 'declined', decided_by = ${literal(person.id)}`
  const changes = table.columns
    .filter((column) => column.canChange)
    .map(({ name, canSee }) => `${name} = ${canSee ? name : literal(target[name])}`)
  return changes.join(', ') || 'tenant_id = tenant_id'
}

interface BlindPair {
  blind: string
  seeing: string
}

/**
 * A statement that reads no column is not held back by what may be seen: `delete from draft` would reach everybody's.
 * So it must reach exactly as many rows as the same statement that looks.
 */
function blindPairs(table: Table): BlindPair[] {
  const changeable = table.columns.filter((column) => column.canChange && !column.isKey)
  const change =
    changeable.find(({ type }) => type in constants) ?? changeable.find(({ type }) => type === 'uuid')
  const pair = (blind: string) => ({ blind, seeing: `${blind} where tenant_id is not null` })
  return [
    ...(table.canRemove ? [pair(`delete from ${table.name}`)] : []),
    ...(change
      ? [
          pair(
            `update ${table.name} set ${change.name} = ${literal(constants[change.type] ?? idOf('anything'))}`,
          ),
        ]
      : []),
  ]
}

/** Values that break no constraint of any of our tables. */
const constants: Readonly<Record<string, unknown>> = {
  bytea: Buffer.from('00', 'hex'),
  bigint: 1,
  integer: 1,
  boolean: false,
  date: '2030-01-01',
  'timestamp with time zone': '2030-01-01',
}

/** What was asked and what came out, with everybody for whom it came out so. */
export type Disagreements = Record<string, string[]>

/** Asks everything of everyone, each person in one transaction of the runtime role that is rolled back. */
export async function compare(
  client: TestDatabase['superuser'],
  tables: readonly Table[],
  oracle: Oracle,
  who: readonly Person[] = people,
): Promise<{ cells: number; reached: number; disagreements: Disagreements }> {
  const disagreements: Disagreements = {}
  let count = 0
  let reached = 0
  const note = (what: string, name: string) => {
    disagreements[what] = [...(disagreements[what] ?? []), name]
  }
  for (const person of who) {
    const cells = cellsOf(person, tables, oracle)
    const pairs = person.deskRole === null || person.deskRole === 'manager' ? tables.flatMap(blindPairs) : []
    const answers = await answersFor(client, person, [
      ...cells.map((cell) => cell.statement),
      ...pairs.flatMap(({ blind, seeing }) => [blind, seeing]),
    ])
    pairs.forEach(({ blind }, index) => {
      const [untold, told] = answers.slice(cells.length + 2 * index)
      count++
      if (untold !== told) note(`${blind}: ${untold}, of rows in sight ${told}`, person.name)
    })
    cells.forEach((cell, index) => {
      const outcome = outcomeOf(answers[index])
      count++
      if (outcome === 'yes') reached++
      const wanted = cell.expected ? 'yes' : 'no'
      if (outcome === wanted) return
      note(`${cell.command} ${cell.table} (${cell.about}): ${outcome}, should be ${wanted}`, person.name)
    })
  }
  return { cells: count, reached, disagreements }
}

async function answersFor(
  client: TestDatabase['superuser'],
  person: Person,
  statements: readonly string[],
): Promise<string[]> {
  await client.query('savepoint person')
  try {
    await client.query("select auth.enter($1, true, $2, '')", [sidOf(person), hostOf(person.tenant)])
    const { rows } = await client.query<{ run: string[] }>('select probe.run($1)', [statements])
    return rows[0]?.run ?? []
  } finally {
    await client.query('rollback to savepoint person')
  }
}
