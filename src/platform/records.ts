import type { z } from 'zod'
import type { RecordAddress, Revealed } from './vault/contract.ts'

/**
 * A kind of sealed document: which column holds it, which key opens it, what shape it has inside.
 * The registry below lets guards and the canary seeder see every sealed column.
 */
export interface RecordKind<Schema extends z.ZodType = z.ZodType> {
  /** `table.column` */
  readonly label: string
  readonly scope: RecordAddress['scope']
  readonly version: number
  readonly schema: Schema
}

const kinds = new Map<string, RecordKind>()

export function defineRecord<Schema extends z.ZodType>(kind: RecordKind<Schema>): RecordKind<Schema> {
  if (kinds.has(kind.label)) throw new Error(`record kind ${kind.label} is defined twice`)
  kinds.set(kind.label, kind)
  return kind
}

/**
 * The same column and key for a reading that shows only some of it: the fields named are checked and handed on, the others stay in
 * the vault's text. Half of what opening a record costs is checking its fields.
 */
export function partOf<Schema extends z.ZodType>(kind: RecordKind, schema: Schema): RecordKind<Schema> {
  return { ...kind, schema }
}

export function recordKinds(): readonly RecordKind[] {
  return [...kinds.values()]
}

/** The row that carries a sealed column. */
export interface SealedRow {
  tenantId: string
  id: string
  compartmentId: string
  rev: number
  schema: number
  bytes: Uint8Array
}

/** What the vault's text says as a document of its kind; null where it was not opened, or says something else. */
export function readAs<Plain>({ schema }: RecordKind, text: Revealed | undefined): { content: Plain } | null {
  const parsed = typeof text === 'string' ? schema.safeParse(JSON.parse(text)) : undefined
  return parsed?.success ? { content: parsed.data as Plain } : null
}

declare const plain: unique symbol

/** A sealed document on its way out. Only the platform opens it, after the audit line is committed. */
export class Sealed<Plain> {
  declare readonly [plain]: Plain
  readonly kind: RecordKind
  readonly row: SealedRow

  constructor(kind: RecordKind, row: SealedRow) {
    this.kind = kind
    this.row = row
  }
}

/** A sealed file on its way out: opened, like a document, only after the audit line is committed. */
export class SealedBytes {
  /** `table.column`, for the alarm. */
  readonly label: string
  readonly tenantId: string
  readonly fileId: string
  readonly compartmentId: string
  readonly keyWrap: Uint8Array
  readonly bytes: Uint8Array

  constructor(file: {
    label: string
    tenantId: string
    fileId: string
    compartmentId: string
    keyWrap: Uint8Array
    bytes: Uint8Array
  }) {
    this.label = file.label
    this.tenantId = file.tenantId
    this.fileId = file.fileId
    this.compartmentId = file.compartmentId
    this.keyWrap = file.keyWrap
    this.bytes = file.bytes
  }
}

export function sealedOf<Schema extends z.ZodType>(
  kind: RecordKind<Schema>,
  row: SealedRow,
): Sealed<z.output<Schema>> {
  return new Sealed<z.output<Schema>>(kind, row)
}

/** What a result looks like once opened: each sealed document becomes its content, or null where it cannot be opened. */
export type Opened<T> =
  T extends Sealed<infer Plain>
    ? Plain | null
    : T extends SealedBytes
      ? Uint8Array | null
      : T extends Date | Uint8Array
        ? T
        : T extends readonly (infer Item)[]
          ? Opened<Item>[]
          : T extends object
            ? { [Key in keyof T]: Opened<T[Key]> }
            : T

export function addressOf(kind: RecordKind, row: Omit<SealedRow, 'bytes'>): RecordAddress {
  return {
    tenantId: row.tenantId,
    label: kind.label,
    rowId: row.id,
    scope: kind.scope,
    compartmentId: row.compartmentId,
    rev: row.rev,
    schema: row.schema,
  }
}

/** Every sealed document in a result, in order of appearance. */
export function sealedIn(value: unknown, found: Sealed<unknown>[] = []): Sealed<unknown>[] {
  if (value instanceof Sealed) found.push(value)
  else if (Array.isArray(value)) for (const item of value) sealedIn(item, found)
  else if (isPlainObject(value)) for (const item of Object.values(value)) sealedIn(item, found)
  return found
}

/** Every sealed file in a result. */
export function filesIn(value: unknown, found: SealedBytes[] = []): SealedBytes[] {
  if (value instanceof SealedBytes) found.push(value)
  else if (Array.isArray(value)) for (const item of value) filesIn(item, found)
  else if (isPlainObject(value)) for (const item of Object.values(value)) filesIn(item, found)
  return found
}

/** The same value with each sealed document replaced by what `contentOf` answers. */
export function replaceSealed(
  value: unknown,
  contentOf: (sealed: Sealed<unknown> | SealedBytes) => unknown,
): unknown {
  if (value instanceof Sealed || value instanceof SealedBytes) return contentOf(value)
  if (Array.isArray(value)) return value.map((item) => replaceSealed(item, contentOf))
  if (isPlainObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, replaceSealed(item, contentOf)]),
    )
  }
  return value
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Sealed) &&
    !(value instanceof SealedBytes)
  )
}
