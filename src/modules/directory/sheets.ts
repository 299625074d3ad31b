import { z } from 'zod'
import { everyCodeOf, isCode, labelOf } from '../../codes/code-lists.ts'
import { m } from '../../platform/words/words.ts'
import { terminals } from './codes.ts'
import { BodyFields, Day, DeskFields, WindowFields } from './contract.ts'
import { type FieldFault, whyNotDeskInTheOpen, whyNotInTheOpen } from './facility-policy.ts'
import {
  bodyKindWords,
  bodyTypeWords,
  deskKindWords,
  groundWords,
  terminalWords,
  type Word,
} from './labels.ts'
import { codeOf, japanese, type LineFault, type Sheet, type SheetColumn } from './sheet.ts'

const Id = z.string().optional()
const LastDay = Day.nullish().transform((day) => day ?? undefined)

export const BodyRow = BodyFields.extend({ id: Id, activeUntil: LastDay })
export type BodyRow = z.output<typeof BodyRow>
export const DeskRow = DeskFields.extend({
  id: Id,
  body: z.string('directory_csv_body').min(1, 'directory_csv_body'),
  terminal: z.enum(terminals, 'directory_error_terminal'),
  activeUntil: LastDay,
})
export type DeskRow = z.output<typeof DeskRow>
export const WindowRow = WindowFields.omit({ bodyId: true }).extend({ id: Id, body: z.string().optional() })
export type WindowRow = z.output<typeof WindowRow>

const text = (key: string, word: Word): SheetColumn => ({
  key,
  word,
  write: (row) => textOf(fieldOf(row, key)),
})
function fieldOf(row: object, key: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[key]
}
function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
function choice(key: string, word: Word, words: Readonly<Record<string, Word>>): SheetColumn {
  return {
    key,
    word,
    read: codeOf(words),
    write: (row) => {
      const chosen = words[textOf(fieldOf(row, key))]
      return chosen ? japanese(chosen) : textOf(fieldOf(row, key))
    },
  }
}
function tick(key: string, word: Word): SheetColumn {
  const words = { true: m.directory_csv_yes, false: m.directory_csv_no }
  return {
    key,
    word,
    read: (cell) => {
      const code = codeOf(words)(cell)
      return code === 'true' ? true : code === 'false' ? false : cell
    },
    write: (row) => japanese(fieldOf(row, key) === true ? words.true : words.false),
  }
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

const separator = /[\u3001\uff0c,;\uff1b\s]+/
const languageCode = (cell: string) =>
  everyCodeOf('language').find((one) => one.ja === cell && one.until === undefined)?.code ?? cell
const isLanguage = (cell: string) => languageCode(cell) !== cell || isCode('language', cell)
const order = everyCodeOf('language').map((one) => one.code)

const languages: SheetColumn = {
  key: 'languages',
  word: m.directory_field_languages,
  read: (cell) =>
    cell
      .split(separator)
      // A middle dot parts two languages, but stands within the name of one.
      .flatMap((part) => (isLanguage(part) ? [part] : part.split('\u30fb')))
      .filter((part) => part !== '')
      .map(languageCode),
  write: (row) =>
    listOf(fieldOf(row, 'languages'))
      .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((code) => labelOf('language', code))
      .join(' '),
}

function endsBeforeStart(row: { activeFrom?: string | undefined; activeUntil?: string | undefined }) {
  const isWrong = row.activeUntil && row.activeFrom && row.activeUntil < row.activeFrom
  return isWrong ? { key: 'directory_error_end_before_start', column: 'activeUntil' } : undefined
}

export const bodySheet: Sheet<BodyRow> = {
  kind: 'bodies',
  schema: BodyRow as z.ZodType<BodyRow>,
  nameKey: (row) => row.name,
  isActive: (row) => row.activeUntil === undefined,
  check: (row, before) =>
    faultOf(whyNotInTheOpen(row)) ??
    (row.kind === 'facility' && before && before.kind !== 'facility'
      ? { key: 'directory_facility_by_page', column: 'kind' }
      : endsBeforeStart(row)),
  columns: [
    text('id', m.directory_csv_id),
    choice('kind', m.directory_field_kind, bodyKindWords),
    choice('type', m.directory_field_type, bodyTypeWords),
    text('bureau', m.directory_field_bureau),
    text('name', m.directory_field_name),
    text('kana', m.directory_field_kana),
    choice('dutyGround', m.directory_field_ground, groundWords),
    text('dutySource', m.directory_field_ground_source),
    tick('isOutside', m.directory_field_outside),
    { ...text('activeFrom', m.directory_field_active_from), keepsWhenBlank: true },
    text('activeUntil', m.directory_field_active_until),
    text('sort', m.directory_field_sort),
  ],
}

function faultOf(fault: FieldFault | null): LineFault | undefined {
  return fault ? { key: fault.key, column: fault.field } : undefined
}

/**
 * `bodyNames` are those of bodies in force, `kindOf` says of what kind a body is; new desks are laid out by administrators
 * only.
 */
export function deskSheet(
  bodyNames: ReadonlySet<string>,
  kindOf: (bodyName: string) => string,
  mayAdd: boolean,
): Sheet<DeskRow> {
  return {
    kind: 'desks',
    schema: DeskRow as z.ZodType<DeskRow>,
    nameKey: (row) => JSON.stringify([row.body, row.name]),
    isActive: (row) => row.activeUntil === undefined,
    check: (row, before): LineFault | undefined => {
      if (!before && !mayAdd) return { key: 'directory_csv_desk_admin', column: '' }
      if (before && before.terminal !== row.terminal)
        return { key: 'directory_csv_terminal_fixed', column: 'terminal' }
      if (before && before.body !== row.body) return { key: 'directory_csv_body_fixed', column: 'body' }
      if (!before && !bodyNames.has(row.body)) return { key: 'directory_csv_body', column: 'body' }
      if (row.kind === 'facility' && before && before.kind !== 'facility')
        return { key: 'directory_facility_by_page', column: 'kind' }
      return faultOf(whyNotDeskInTheOpen(row, kindOf(row.body))) ?? endsBeforeStart(row)
    },
    columns: [
      text('id', m.directory_csv_id),
      text('body', m.directory_field_body),
      text('name', m.directory_field_desk_name),
      choice('kind', m.directory_field_desk_kind, deskKindWords),
      choice('terminal', m.directory_field_terminal, terminalWords),
      text('publicPhone', m.directory_field_phone),
      text('extension', m.directory_field_extension),
      { ...text('activeFrom', m.directory_field_active_from), keepsWhenBlank: true },
      text('activeUntil', m.directory_field_active_until),
      text('sort', m.directory_field_sort),
    ],
  }
}

export function windowSheet(
  bodyNames: ReadonlySet<string>,
  kindOf: (bodyName: string) => string,
): Sheet<WindowRow> {
  return {
    kind: 'windows',
    schema: WindowRow as z.ZodType<WindowRow>,
    nameKey: (row) => row.name,
    isActive: (row) => row.isPublished,
    check: (row, before) => {
      if (row.body && kindOf(row.body) === 'facility')
        return { key: 'directory_facility_window', column: 'body' }
      return row.body && row.body !== before?.body && !bodyNames.has(row.body)
        ? { key: 'directory_csv_body', column: 'body' }
        : undefined
    },
    columns: [
      text('id', m.directory_csv_id),
      text('body', m.directory_field_body),
      text('name', m.directory_field_window_name),
      text('hours', m.directory_field_hours),
      text('phone', m.directory_field_phone),
      languages,
      text('whoMayUse', m.directory_field_who),
      text('note', m.directory_field_note),
      text('owner', m.directory_field_owner),
      text('checkedOn', m.directory_field_checked_on),
      tick('isPublished', m.directory_field_published),
      text('sort', m.directory_field_sort),
    ],
  }
}
