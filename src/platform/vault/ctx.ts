import type { Bytes } from './contract.ts'

/** Every label of this format generation starts so; a second generation would have its own. */
export const GENERATION = 'cc/v1/'

/**
 * The only encoding that may be MACed, hashed into a seal or used as associated data:
 * `u8 length ‖ label`, then `u16be length ‖ bytes` for each field. No two different inputs give the same bytes.
 */
export function ctx(label: string, ...fields: readonly (string | Bytes)[]): Bytes {
  const full = GENERATION + label
  let size = 1 + lengthOf(full, 0xff)
  for (const field of fields) size += 2 + lengthOf(field, 0xffff)
  const out = Buffer.allocUnsafe(size)
  let at = out.writeUInt8(lengthOf(full, 0xff), 0)
  at += out.write(full, at, 'utf8')
  for (const field of fields) {
    at = out.writeUInt16BE(lengthOf(field, 0xffff), at)
    if (typeof field === 'string') {
      at += out.write(field, at, 'utf8')
    } else {
      out.set(field, at)
      at += field.length
    }
  }
  return out
}

function lengthOf(field: string | Bytes, limit: number): number {
  // UTF-8 turns every lone surrogate into the same replacement character: two strings, one encoding.
  if (typeof field === 'string' && !field.isWellFormed()) throw new RangeError('ctx: ill-formed text')
  const length = typeof field === 'string' ? Buffer.byteLength(field, 'utf8') : field.length
  if (length > limit) throw new RangeError('ctx: field too long')
  return length
}

export function u8(value: number): Bytes {
  return unsigned(value, 1, 0xff)
}

export function u16(value: number): Bytes {
  return unsigned(value, 2, 0xffff)
}

export function u32(value: number): Bytes {
  return unsigned(value, 4, 0xffffffff)
}

export function u64(value: number): Bytes {
  return unsigned(value, 8, Number.MAX_SAFE_INTEGER)
}

function unsigned(value: number, size: number, limit: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value > limit)
    throw new RangeError('ctx: number out of range')
  const out = new Uint8Array(size)
  let rest = value
  for (let at = size - 1; at >= 0; at -= 1) {
    out[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return out
}

/** A database column as a field: a type byte keeps `null`, `''`, `0`, `'0'` and empty bytes apart. */
export function column(value: string | number | null | Bytes): Bytes {
  if (value === null) return new Uint8Array(0)
  if (typeof value === 'string') {
    lengthOf(value, 0xfffe)
    return Buffer.concat([TEXT, Buffer.from(value, 'utf8')])
  }
  if (typeof value === 'number') return Buffer.concat([NUMBER, signed(value)])
  return Buffer.concat([RAW, value])
}

const TEXT = Buffer.from('t')
const NUMBER = Buffer.from('n')
const RAW = Buffer.from('b')

function signed(value: number): Bytes {
  if (!Number.isSafeInteger(value)) throw new RangeError('ctx: not a whole number')
  const out = Buffer.alloc(8)
  out.writeBigInt64BE(BigInt(value))
  return out
}
