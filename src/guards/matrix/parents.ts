import type { Table } from './catalogue.ts'

/**
 * Under which rows a row stands. A row is written only under one that its writer sees; the matrix tries each of these
 * with a row of somebody else. Written by hand from the meaning of the columns, and compared with the catalogue.
 */
const byColumn: Readonly<Record<string, string>> = {
  case_id: 'public.case_',
  person_id: 'public.person',
  other_id: 'public.person',
  client_id: 'public.person',
  compartment_id: 'auth.compartment',
  sheet_compartment_id: 'auth.compartment',
  consultation_id: 'public.consultation',
  disclosure_id: 'public.disclosure',
  referral_id: 'public.referral',
  request_id: 'public.request',
  note_id: 'public.handover_note',
  notice_id: 'public.notice',
  release_id: 'public.release',
  access_id: 'public.access_request',
  list_id: 'public.disposal_list',
}

/** Columns that look like it and are not, each with its reason. */
const elsewise: Readonly<Record<string, string>> = {
  'auth.compartment_grant.compartment_id':
    'whoever shares a key is its owner, which the foreign key compares',
  'auth.compartment_grant.owner_desk_id': 'part of that key; desks are known to all',
  'auth.case_block.case_id': 'the policy itself asks for a case of the desk',
  'auth.case_token.case_id': 'the policy itself asks for a case of the desk',
  'public.case_note.amends_id': 'a note of the same case, which the foreign key compares',
  'public.notice.compartment_id':
    'only says whom a block hides it from; anybody may tell anybody that something changed',
}

/** Rows of these are known to the whole tenant; the composite key keeps a child in its tenant. */
export const knownToAll: readonly string[] = [
  'auth.tenant',
  'auth.staff_user',
  'auth.desk',
  'auth.desk_key',
  'public.body',
  'public.desk_entry',
]

export interface ParentColumn {
  column: string
  parent: string
}

/** The columns of a table, open to the runtime role, that name a row which not everybody sees. */
export function parentsOf(table: Table): ParentColumn[] {
  return table.columns
    .filter(({ name, canAdd }) => canAdd && name in byColumn && !(`${table.name}.${name}` in elsewise))
    .map(({ name }) => ({ column: name, parent: byColumn[name] ?? '' }))
}

export function isReviewedElsewise(table: string, column: string): boolean {
  return `${table}.${column}` in elsewise
}
