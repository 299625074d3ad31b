import { CsvError, parse } from 'csv-parse/sync'
import { footerMark } from '../../platform/documents/csv.ts'
import { largestSheet } from './csv-size.ts'

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

/** As the output gate guards a cell that a spreadsheet would run. */
const guarded = /^'+[=+\-@\t\r]/
function unguard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell
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
  if (bytes.byteLength > largestSheet) return { fault: { key: 'directory_csv_too_large' } }
  const text = decode(bytes)
  if (text === null || text.includes('\0')) return { fault: { key: 'directory_csv_encoding' } }
  const records = recordsOf(text)
  if ('fault' in records) return records
  const filled = records.lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const lines = isFooter(filled.at(-1)) ? filled.slice(0, -1) : filled
  if (lines.length === 0) return { fault: { key: 'directory_csv_empty' } }
  if (lines.length > mostLines) return { fault: { key: 'directory_csv_too_many_lines' } }
  return { lines }
}

/** The number a file was released under is no row of it; a spreadsheet may have padded the line. */
function isFooter(line: CsvLine | undefined): boolean {
  const [first = '', ...others] = line?.cells ?? []
  return first.startsWith(footerMark) && others.every((cell) => cell.trim() === '')
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
