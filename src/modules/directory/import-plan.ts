import { createHash } from 'node:crypto'
import type { CsvLine } from './csv-text.ts'
import { japanese, type Sheet, type SheetColumn, type SheetRow } from './sheet.ts'

export type LineChange = 'added' | 'changed' | 'ended' | 'unchanged'

export interface PlannedLine<Row> {
  line: number
  change: LineChange
  row: Row
  /** Null = a new row. */
  id: string | null
  changes: { column: string; from: string; to: string }[]
}

export interface LineError {
  line: number
  /** The column's heading; empty = the line as a whole. */
  column: string
  key: string
}

export interface ImportPlan<Row> {
  lines: PlannedLine<Row>[]
  errors: LineError[]
  /** Names exactly this file over exactly this directory. */
  mark: string
}

/** What a file would do to the directory. Pure: nothing is written, and the same input plans the same. */
export function planImport<Row extends SheetRow>(
  sheet: Sheet<Row>,
  existing: readonly Row[],
  lines: readonly CsvLine[],
): ImportPlan<Row> {
  const [heading, ...records] = lines
  const { columns, errors } = columnsOf(sheet, heading?.cells ?? [])
  if (errors.length > 0) return { lines: [], errors, mark: '' }
  const byId = new Map(existing.map((row) => [row.id, row]))
  const byName = new Map(existing.filter(sheet.isActive).map((row) => [sheet.nameKey(row), row]))
  const planned: PlannedLine<Row>[] = []
  for (const record of records) {
    const outcome = planLine(sheet, columns, record, byId, byName)
    if ('errors' in outcome) errors.push(...outcome.errors)
    else planned.push(outcome)
  }
  errors.push(...sameRowTwice(planned), ...sameNameTwice(sheet, existing, planned))
  const place = (error: LineError) =>
    sheet.columns.findIndex((column) => japanese(column.word) === error.column)
  errors.sort((a, b) => a.line - b.line || place(a) - place(b))
  return { lines: planned, errors, mark: markOf(sheet, existing, planned) }
}

interface FileColumns {
  columns: (SheetColumn | null)[]
  errors: LineError[]
}

function columnsOf(sheet: Pick<Sheet, 'columns'>, cells: readonly string[]): FileColumns {
  const errors: LineError[] = []
  const seen = new Set<string>()
  const columns = cells.map((cell) => {
    const heading = cell.trim()
    if (heading === '') return null
    const column = sheet.columns.find((one) => japanese(one.word) === heading)
    if (!column) errors.push({ line: 1, column: heading, key: 'directory_csv_unknown_column' })
    else if (seen.has(column.key))
      errors.push({ line: 1, column: heading, key: 'directory_csv_column_twice' })
    if (column) seen.add(column.key)
    return column ?? null
  })
  const name = sheet.columns.find((column) => column.key === 'name')
  if (name && !seen.has('name'))
    errors.push({ line: 1, column: japanese(name.word), key: 'directory_csv_column_missing' })
  return { columns, errors }
}

function planLine<Row extends SheetRow>(
  sheet: Sheet<Row>,
  columns: readonly (SheetColumn | null)[],
  { line, cells }: CsvLine,
  byId: ReadonlyMap<string | undefined, Row>,
  byName: ReadonlyMap<string, Row>,
): PlannedLine<Row> | { errors: LineError[] } {
  const fault = (key: string, column = '') => ({ errors: [{ line, column: headingOf(sheet, column), key }] })
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) return fault('directory_csv_too_wide')
  const given = givenCells(columns, cells)
  if (given.id !== undefined && !byId.has(String(given.id))) return fault('directory_csv_unknown_id', 'id')
  const before = given.id === undefined ? byName.get(nameGiven(sheet, given)) : byId.get(String(given.id))
  const parsed = sheet.schema.safeParse(before ? { ...before, ...given, id: before.id } : given)
  if (!parsed.success)
    return {
      errors: parsed.error.issues.map((issue) => ({
        line,
        column: headingOf(sheet, String(issue.path[0] ?? '')),
        key: /^directory_/.test(issue.message) ? issue.message : 'directory_csv_unreadable',
      })),
    }
  const refused = sheet.check?.(parsed.data, before)
  if (refused) return fault(refused.key, refused.column)
  return plannedLine(sheet, line, parsed.data, before)
}

/** Cells by field; a blank cell clears the field (its default), a column left out of the file leaves it alone. */
function givenCells(
  columns: readonly (SheetColumn | null)[],
  cells: readonly string[],
): Record<string, unknown> {
  const given: Record<string, unknown> = {}
  columns.forEach((column, index) => {
    if (!column) return
    const cell = (cells[index] ?? '').trim()
    if (cell === '' && column.keepsWhenBlank) return
    given[column.key] = cell === '' ? undefined : (column.read?.(cell) ?? cell)
  })
  return given
}

function nameGiven<Row extends SheetRow>(sheet: Sheet<Row>, given: Record<string, unknown>): string {
  return sheet.nameKey({ ...given, name: String(given.name ?? '') } as unknown as Row)
}

function plannedLine<Row extends SheetRow>(
  sheet: Sheet<Row>,
  line: number,
  row: Row,
  before: Row | undefined,
): PlannedLine<Row> {
  const cellsOf = (one: Row) => sheet.columns.map((column) => column.write(one))
  const from = before ? cellsOf(before) : []
  const to = cellsOf(before ? { ...row, id: before.id } : row)
  const changes = sheet.columns
    .map((column, index) => ({
      column: japanese(column.word),
      from: from[index] ?? '',
      to: to[index] ?? '',
    }))
    .filter((change) => change.from !== change.to)
  const ends = before !== undefined && sheet.isActive(before) && !sheet.isActive(row)
  const change = !before ? 'added' : ends ? 'ended' : changes.length > 0 ? 'changed' : 'unchanged'
  return { line, change, row, id: before?.id ?? null, changes }
}

function headingOf(sheet: Pick<Sheet, 'columns'>, key: string): string {
  const column = sheet.columns.find((one) => one.key === key)
  return column ? japanese(column.word) : ''
}

function sameRowTwice<Row extends SheetRow>(planned: readonly PlannedLine<Row>[]): LineError[] {
  const seen = new Set<string>()
  return planned.flatMap(({ id, line }) => {
    if (id === null) return []
    if (seen.has(id)) return [{ line, column: '', key: 'directory_csv_row_twice' }]
    seen.add(id)
    return []
  })
}

/** Two active rows of one name, counted after the whole file. */
function sameNameTwice<Row extends SheetRow>(
  sheet: Sheet<Row>,
  existing: readonly Row[],
  planned: readonly PlannedLine<Row>[],
): LineError[] {
  const touched = new Set(planned.map((one) => one.id))
  const names = new Set(
    existing
      .filter((row) => sheet.isActive(row) && !touched.has(row.id ?? null))
      .map((row) => sheet.nameKey(row)),
  )
  return planned.flatMap(({ row, line }) => {
    if (!sheet.isActive(row)) return []
    const name = sheet.nameKey(row)
    if (names.has(name)) return [{ line, column: headingOf(sheet, 'name'), key: 'directory_csv_name_twice' }]
    names.add(name)
    return []
  })
}

function markOf<Row extends SheetRow>(
  sheet: Sheet<Row>,
  existing: readonly Row[],
  planned: readonly PlannedLine<Row>[],
): string {
  const rows = [...existing, ...planned.map((one) => one.row)]
  const cells = rows.map((row) => [row.id ?? '', ...sheet.columns.map((column) => column.write(row))])
  return createHash('sha256')
    .update(JSON.stringify([sheet.kind, existing.length, cells]))
    .digest('hex')
}
