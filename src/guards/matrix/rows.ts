import type { Column, Table } from './catalogue.ts'
import type { TableRule } from './facts.ts'
import { idOf, type World } from './story.ts'

/** Whom the row is about and who wrote it. */
export interface Persons {
  subject: string
  author: string
}
export type Row = Readonly<Record<string, unknown>>

export function bystander(world: World): string {
  return idOf('person', 'bystander', world.tenant)
}
/** The name under which a tenant is reached. */
export function hostOf(tenant: string): string {
  return `${tenant}.test`
}
export function compartmentOf(world: World): string {
  return idOf('compartment', world.story)
}
export function caseOf(world: World): string {
  return idOf('case', world.story)
}

/** The id that a table's row has in that world. */
export function idOfRow(table: string, world: World): string {
  if (table === 'public.case_') return caseOf(world)
  return table === 'auth.compartment' ? compartmentOf(world) : idOf(table, world.name)
}

/** Columns that tie a row to its world, whatever the table. */
const ties: Readonly<Record<string, (world: World) => unknown>> = {
  tenant_id: (world) => world.tenant,
  desk_id: (world) => world.desk,
  from_desk_id: (world) => world.desk,
  owner_desk_id: (world) => world.desk,
  speaker_desk_id: (world) => world.desk,
  to_desk_id: (world) => world.asked,
  recipient_desk_id: (world) => world.asked,
  compartment_id: compartmentOf,
  sheet_compartment_id: compartmentOf,
  case_id: caseOf,
  person_id: (world) => idOf('public.person', world.story),
  client_id: (world) => idOf('public.person', world.story),
  other_id: (world) => idOf('other person', world.story),
  request_id: (world) => idOf('public.request', world.story),
  referral_id: (world) => idOf('public.referral', world.story),
  consultation_id: (world) => idOf('public.consultation', world.story),
  disclosure_id: (world) => idOf('public.disclosure', world.story),
  note_id: (world) => idOf('public.handover_note', world.story),
  notice_id: (world) => idOf('public.notice', world.story),
  access_id: (world) => idOf('public.access_request', world.story),
  list_id: (world) => idOf('public.disposal_list', world.name),
  body_id: (world) => idOf('public.body', world.story),
  user_id: bystander,
}

/** What a check constraint or a shape asks for; the rest follows from the column's type. */
const special: Readonly<Record<string, (world: World, persons: Persons) => Row>> = {
  'auth.tenant': (world) => ({ hosts: `{${hostOf(world.tenant)}}` }),
  'auth.staff_user': (_world, persons) => ({ id: persons.subject, login: persons.subject }),
  'auth.unlocker': (_world, persons) => ({
    kind: 'activation',
    not_after: 4_000_000_000,
    unlocker_id: idOf('unlocker', persons.subject),
  }),
  'auth.factor_code': (_world, persons) => ({ factor_id: idOf('auth.factor', 'of', persons.subject) }),
  'auth.passkey': (world, persons) => ({
    credential_id: Buffer.from(idOf('credential', persons.subject, world.name)),
  }),
  'auth.provider_link': (world, persons) => ({
    subject_hash: Buffer.from(idOf('directory', persons.subject, world.name)),
  }),
  'auth.taken_challenge': (world) => ({ tag: Buffer.from(idOf('challenge', world.name)) }),
  'auth.provider_visit': (world) => ({ attempt_hash: Buffer.from(idOf('visit', world.name)) }),
  'auth.session': (world, persons) => ({
    lookup: Buffer.from(idOf('lookup', persons.subject, world.name)),
    ends_at: '2999-01-01',
  }),
  'auth.role_assignment': () => ({ role: 'none' }),
  'auth.desk': (world) => ({ id: world.desk, epoch: 1 }),
  'auth.desk_key': () => ({ epoch: 1 }),
  // A desk has one renewal going; the worlds share theirs.
  'auth.desk_renewal': (world) => ({
    epoch: serialOf(world),
    moved_at: '2030-01-01',
    finished_at: '2030-01-01',
  }),
  'auth.escrow_key': (world) => ({ epoch: serialOf(world) }),
  'auth.admission': (world, persons) => ({
    role: 'counselor',
    user_id: newcomerOr(world, persons.subject),
    asked_by: persons.author === bystander(world) ? idOf('person', 'asker', world.tenant) : persons.author,
  }),
  'auth.account_proposal': (world, persons) => ({
    act: 'suspend',
    role: null,
    user_id: idOf('person', 'proposed', world.name, persons.author),
    asked_by: persons.author === bystander(world) ? idOf('person', 'asker', world.tenant) : persons.author,
  }),
  'auth.machine': (world) => ({ scopes: '{cases.read}', user_id: idOf('machine account', world.name) }),
  'auth.membership': (world, persons) => ({
    role: 'counselor',
    epoch: 1,
    user_id: newcomerOr(world, persons.subject),
  }),
  'auth.compartment': (world) => ({ id: compartmentOf(world) }),
  'auth.compartment_grant': (world) => ({
    desk_id: world.name === 'asked-withdrawn' ? idOf('desk', 'third') : world.asked,
    epoch: 1,
    basis_id: idOf('basis', world.story),
    not_after: world.name === 'asked-expired' ? 1 : 4_000_000_000,
  }),
  'auth.case_block': (_world, persons) => ({ created_by: persons.author }),
  'auth.read_budget': () => ({ who: 'person', what: 'record', stop_after: 1 }),
  'auth.read_lift': (world) => ({ user_id: idOf('person', 'lifted', world.tenant) }),
  'auth.act_approval': () => ({ act: 'duty.appoint', fields: 'desk_id=', expires_at: '2020-01-01' }),
  'auth.duty_desk': () => ({ until: '2030-01-01' }),
  'auth.break_glass': (world) => ({ case_desk_id: world.desk }),
  'audit.alarm': (world) => ({
    kind: 'auth.unlocker',
    object_id: idOf('audit.alarm', 'of', world.name),
    answer: null,
    answered_by: null,
    answered_at: null,
  }),
  'audit.watch_setting': () => ({
    other_days: 2,
    usual_times: 2,
    usual_least: 5,
    crowd_people: 3,
    refused_least: 3,
    leaving_least: 3,
  }),
  'audit.written': () => ({ seq: 1, label: 'case_.core', hash: Buffer.alloc(32) }),
  'audit.event': (world) => ({
    case_id: caseOf(world),
    object_id: idOf('audit.event', world.name),
    purpose: 'support',
    result: 'ok',
  }),
  'public.access_request': () => ({ received_on: '2029-12-01', due_on: '2030-01-01' }),
  'public.body': (world) => ({ name: world.name }),
  'public.office_day': (world) => ({ day: dayOf(world) }),
  'public.case_': (world) => ({ id: caseOf(world) }),
  'public.case_number': () => ({ given: '0' }),
  'public.case_rule': () => ({
    quiet_days: 1,
    retention_years: 1,
    child_age: 1,
    closing_needs_approval: false,
  }),
  'public.duty': (world) => ({ day: dayOf(world) }),
  'public.retention_hold': () => ({ consultation_id: null }),
  // A record stands on one list at a time; the worlds share theirs.
  'public.disposal_item': () => ({ consultation_id: null, state: 'withdrawn' }),
  'auth.shred_ledger': (world) => ({
    id: idOf('auth.shred_ledger', world.name),
    effective_on: '2030-02-05',
    mac: Buffer.alloc(32),
  }),
  'public.disclosure_rule': () => ({ see_within: 1, reply_within: 1 }),
  'public.release': (world) => ({ serial: serialOf(world) }),
  'public.notice': (world, persons) =>
    persons.subject === bystander(world)
      ? { user_id: null, compartment_id: compartmentOf(world) }
      : { desk_id: null, user_id: persons.subject, compartment_id: compartmentOf(world) },
}

/** Whom a desk is about to admit; another one in each world, for a desk is asked about a person once. */
function newcomerOr(world: World, person: string): string {
  return person === bystander(world) ? idOf('person', 'newcomer', world.name) : person
}
function dayOf(world: World): string {
  return `2030-01-0${1 + (world.name.length % 9)}`
}
function serialOf(world: World): number {
  return Number.parseInt(idOf('serial', world.name).slice(0, 6), 16)
}

/** A row of the table as it stands in that world, written by and about the given persons. */
export function rowOf(table: Table, rule: TableRule, world: World, persons: Persons, mark: string): Row {
  const row: Record<string, unknown> = {}
  for (const column of table.columns) {
    const tie = ties[column.name]
    if (column.name === 'id') row.id = idOf(table.name, mark)
    else if (tie) row[column.name] = tie(world)
    else if (column.isRequired) row[column.name] = plainValue(column, mark)
  }
  if (rule.author) row[rule.author] = persons.author
  if (rule.subject) row[rule.subject] = persons.subject
  Object.assign(row, special[table.name]?.(world, persons))
  return row
}

function plainValue(column: Column, mark: string): unknown {
  if (column.firstChoice !== null) return column.firstChoice
  if (column.type === 'uuid') return idOf(column.name, mark)
  if (column.type === 'bytea') return Buffer.from('00', 'hex')
  if (column.type === 'boolean') return false
  if (column.type === 'integer' || column.type === 'bigint') return 1
  if (column.type === 'date' || column.type.startsWith('timestamp')) return '2030-01-01'
  if (column.type.endsWith('[]')) return '{}'
  return 'x'
}

/** Columns by which the row is found again, of those the runtime role may read (all columns of the key, else all ids). */
export function placeOf(table: Table, row: Row): string {
  const key = table.columns.filter((column) => column.isKey)
  const isReadable = key.every((column) => column.canSee)
  const usable =
    isReadable && !key.some((column) => column.isIdentity)
      ? key
      : table.columns.filter((column) => column.type === 'uuid' && column.canSee && row[column.name] != null)
  const found = usable.length > 0 ? usable : key
  return found.map((column) => `${column.name} = ${literal(row[column.name])}`).join(' and ')
}

export function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return `'${String(value).replaceAll("'", "''")}'`
}

export function insertText(table: Table, row: Row): string {
  const names = Object.keys(row)
  return `insert into ${table.name} (${names.join(', ')}) values (${names.map((name) => literal(row[name])).join(', ')})`
}

/** Names by which pages and inputs ask for the rows of a world. */
export function idsIn(world: World): Record<string, string> {
  const id = (table: string) => idOf(`public.${table}`, world.name)
  return {
    caseId: caseOf(world),
    deskId: world.desk,
    personId: id('person'),
    consultationId: id('consultation'),
    noteId: id('case_note'),
    placeId: id('whereabouts'),
    releaseId: id('release'),
    accessId: id('access_request'),
    requestId: id('request'),
    referralId: id('referral'),
    attachmentId: id('attachment'),
    draftId: id('draft'),
    bodyId: id('body'),
    windowId: id('public_window'),
    listId: id('disposal_list'),
    reportId: id('release'),
    recordId: caseOf(world),
  }
}
