import { CsvError, parse } from 'csv-parse/sync'

export const mostBytes = 1_000_000
export const mostLines = 5_000

/** One record of a file: the line on which it begins (the heading is line 1) and its cells. */
export interface CsvLine {
  line: number
  cells: string[]
}

/** What is wrong with a file as such; keys of the catalogue. */
export type CsvFault =
  | { key: 'directory_csv_too_large' }
  | { key: 'directory_csv_empty' }
  | { key: 'directory_csv_encoding' }
  | { key: 'directory_csv_too_many_lines' }
  | { key: 'directory_csv_broken'; line: number }

const startsFormula = /^'*[=+\-@\t\r]/
const guarded = /^'+[=+\-@\t\r]/

/** A spreadsheet runs a cell that begins with one of these; an apostrophe makes it text again. */
function guard(cell: string): string {
  return startsFormula.test(cell) ? `'${cell}` : cell
}
function unguard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell
}

/** Lines as a file for any spreadsheet: UTF-8 with its mark, CRLF, every cell quoted, no formulas. */
export function csvText(lines: readonly (readonly string[])[]): string {
  const records = lines.map((cells) =>
    cells.map((cell) => `"${guard(cell).replaceAll('"', '""')}"`).join(','),
  )
  return `\uFEFF${records.map((record) => `${record}\r\n`).join('')}`
}

/** UTF-8 (with or without its mark) or Shift_JIS, as Japanese spreadsheets save it; null = neither. */
function decode(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next encoding may fit.
    }
  }
  return null
}

/** The records of a file, empty ones left out, or what is wrong with it. Never throws for content. */
export function csvLines(bytes: Uint8Array): { lines: CsvLine[] } | { fault: CsvFault } {
  if (bytes.byteLength > mostBytes) return { fault: { key: 'directory_csv_too_large' } }
  const text = decode(bytes)
  if (text === null || text.includes('\0')) return { fault: { key: 'directory_csv_encoding' } }
  const records = recordsOf(text)
  if ('fault' in records) return records
  const lines = records.lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (lines.length === 0) return { fault: { key: 'directory_csv_empty' } }
  if (lines.length > mostLines) return { fault: { key: 'directory_csv_too_many_lines' } }
  return { lines }
}

function recordsOf(text: string): { lines: CsvLine[] } | { fault: CsvFault } {
  const lines: CsvLine[] = []
  let begins = 1
  try {
    parse(text, {
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: (cells: string[]) => {
        lines.push({ line: begins, cells: cells.map(unguard) })
        // A quoted cell may run over several lines, and the next record begins after it.
        begins += 1 + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
        return null
      },
    })
  } catch (error) {
    if (error instanceof CsvError) return { fault: { key: 'directory_csv_broken', line: begins } }
    throw error
  }
  return { lines }
}
