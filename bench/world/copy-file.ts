import { closeSync, openSync, writeSync } from 'node:fs'

/** PostgreSQL's binary COPY format, as far as the loader needs it. */
export type ColumnType = 'uuid' | 'text' | 'bytea' | 'int' | 'bigint' | 'bool' | 'date' | 'timestamptz'
export type Value = string | number | boolean | Uint8Array | Date | null

const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const flushBytes = 1 << 20
const epochMs = Date.UTC(2000, 0, 1)

/** A file the database server reads by itself: many times quicker than statements, and the same rows. */
export class CopyFile {
  readonly path: string
  readonly #file: number
  readonly #columns: readonly (readonly [name: string, type: ColumnType])[]
  #pending: Buffer[] = [header]
  #bytes = header.length

  constructor(path: string, columns: Readonly<Record<string, ColumnType>>) {
    this.path = path
    this.#columns = Object.entries(columns)
    this.#file = openSync(path, 'wx', 0o644)
  }

  get columnNames(): string {
    return this.#columns.map(([name]) => name).join(', ')
  }

  add(row: Readonly<Record<string, Value>>): void {
    this.#push(int16(this.#columns.length))
    for (const [name, type] of this.#columns) {
      const value = row[name] ?? null
      const bytes = value === null ? null : encoded(type, value)
      this.#push(int32(bytes ? bytes.length : -1))
      if (bytes) this.#push(bytes)
    }
    if (this.#bytes > flushBytes) this.#flush()
  }

  end(): void {
    this.#push(int16(-1))
    this.#flush()
    closeSync(this.#file)
  }

  #push(bytes: Buffer): void {
    this.#pending.push(bytes)
    this.#bytes += bytes.length
  }

  #flush(): void {
    writeSync(this.#file, Buffer.concat(this.#pending, this.#bytes))
    this.#pending = []
    this.#bytes = 0
  }
}

function encoded(type: ColumnType, value: NonNullable<Value>): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return int64(BigInt(value.getTime() - epochMs) * 1000n)
  if (type === 'uuid') return Buffer.from(String(value).replaceAll('-', ''), 'hex')
  if (type === 'date') return int32(Math.round((Date.parse(String(value)) - epochMs) / 86_400_000))
  if (type === 'int') return int32(Number(value))
  if (type === 'bigint') return int64(BigInt(Number(value)))
  if (type === 'bool') return Buffer.from([value ? 1 : 0])
  return Buffer.from(String(value), 'utf8')
}

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigInt64BE(value)
  return bytes
}
