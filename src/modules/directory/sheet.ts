import type { z } from 'zod'
import type { Word } from './labels.ts'

/** One column of a sheet: how a cell is understood and how a row is written down. */
export interface SheetColumn {
  key: string
  word: Word
  /** From a filled cell to the field's input; an unknown word stays as it is and is refused by the schema. */
  read?: (cell: string) => unknown
  write: (row: object) => string
  /** A blank cell leaves what is there: a row has always begun on some day. */
  keepsWhenBlank?: true
}

export interface LineFault {
  /** A catalogue key, and the column it is about. */
  key: string
  column: string
}

/** A table of the directory as a sheet. `Row` holds what the schema makes of a line. */
export interface Sheet<Row extends SheetRow = SheetRow> {
  kind: SheetKind
  columns: readonly SheetColumn[]
  schema: z.ZodType<Row>
  /** Without a number in the file, a line is the row of the same name. */
  nameKey: (row: Row) => string
  /** Whether the row is in force; names must differ among those. */
  isActive: (row: Row) => boolean
  /** Rules over a line and what it replaces. */
  check?: (row: Row, before: Row | undefined) => LineFault | undefined
}

export interface SheetRow {
  id?: string | undefined
  name: string
}

export const sheetKinds = ['bodies', 'desks', 'windows'] as const
export type SheetKind = (typeof sheetKinds)[number]

/** Cells are written in Japanese: the file goes between offices, whatever the reader's own language. */
export function japanese(word: Word): string {
  return word({}, { locale: 'ja' })
}

/** Reads a Japanese word of a list, or its code. */
export function codeOf(words: Readonly<Record<string, Word>>): (cell: string) => string {
  return (cell) => Object.entries(words).find(([, word]) => japanese(word) === cell)?.[0] ?? cell
}
