import type { Released } from './released.ts'

export interface CsvTable {
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** Says who, when and under which number; stands in the last line. */
  footer: string
}

/** A table as a file for spreadsheets: a cell never becomes a formula, a reader on Windows sees Japanese. */
export function csvOf({ content }: Released<CsvTable>): string {
  const lines = [content.header, ...content.rows, [content.footer]]
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
