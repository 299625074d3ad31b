import type { Released } from './released.ts'

export interface CsvTable {
  header: readonly string[]
  rows: readonly (readonly string[])[]
  /** Says who, when and under which number; stands in the last line. */
  footer: string
}

/**
 * A table as a file for any spreadsheet: UTF-8 with its mark, CRLF, every cell quoted, and no cell a formula: an
 * apostrophe makes it text. Such a file comes back through an import unchanged.
 */
export function csvOf({ content: { header, rows, footer } }: Released<CsvTable>): string {
  const lines = [header, ...rows, [`${footerMark}${footer}`]]
  return `\uFEFF${lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')}`
}

/** Begins the last line, which says of the file itself and is no row of the table. */
export const footerMark = '# '

function cell(text: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
