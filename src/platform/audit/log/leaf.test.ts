import { expect, test } from 'vitest'
import { LEAF_COLUMNS, LeafReader } from './leaf.ts'

const UUID = 2950
const INT8 = 20
const INT4 = 23
const XID8 = 5069
const TEXT = 25
const BYTEA = 17
const TIME = 1184

const int8 = (value: bigint) => {
  const out = Buffer.alloc(8)
  out.writeBigInt64BE(value)
  return out
}
const int4 = (value: number) => {
  const out = Buffer.alloc(4)
  out.writeInt32BE(value)
  return out
}
const uuid = (digit: string) => Buffer.from(digit.repeat(32), 'hex')

/** As PostgreSQL sends a row. */
function rowOf(fields: readonly (readonly [number, Buffer | null])[]): Buffer {
  return Buffer.concat([
    int4(fields.length),
    ...fields.flatMap(([type, bytes]) => [int4(type), int4(bytes?.length ?? -1), bytes ?? Buffer.alloc(0)]),
  ])
}

const full = rowOf([
  [INT8, int8(7n)],
  [XID8, int8(9001n)],
  [UUID, uuid('a')],
  [TIME, int8(849_000_000_000_001n)],
  [UUID, uuid('b')],
  [BYTEA, Buffer.alloc(32, 1)],
  [TEXT, Buffer.from('case.open')],
  [TEXT, Buffer.from('case')],
  [UUID, uuid('c')],
  [UUID, uuid('d')],
  [TEXT, Buffer.from('support')],
  [TEXT, Buffer.from('法第 7 条', 'utf8')],
  [TEXT, Buffer.from('ok')],
  [INT4, int4(3)],
  [BYTEA, Buffer.alloc(33, 2)],
  [BYTEA, Buffer.alloc(130, 3)],
])
const sparse = rowOf([
  [INT8, int8(8n)],
  [XID8, int8(9001n)],
  [UUID, null],
  [TIME, int8(-1n)],
  ...Array.from({ length: 2 }, () => [UUID, null] as const),
  [TEXT, Buffer.from('account.sign-in')],
  [TEXT, null],
  [UUID, null],
  [UUID, null],
  [TEXT, Buffer.from('own-account')],
  [TEXT, Buffer.alloc(0)],
  [TEXT, Buffer.from('failed')],
  [INT4, int4(-2)],
  [BYTEA, null],
  [BYTEA, null],
])
const missing = rowOf(Array.from({ length: 16 }, () => [INT8, null] as const))

const leavesOf = (rows: Buffer) => {
  const reader = new LeafReader(rows)
  const leaves: { seq: number; hex: string | null }[] = []
  while (!reader.isAtEnd) {
    const leaf = reader.next()
    leaves.push({ seq: reader.seq, hex: leaf && Buffer.from(leaf).toString('hex') })
  }
  return leaves
}

test('leaves of version 1 are frozen', () => {
  expect(leavesOf(Buffer.concat([full, sparse]))).toMatchInlineSnapshot(`
    [
      {
        "hex": "001063632f76312f61756469742d6c65616600096e000000000000000700096e0000000000002329001162aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa00096e00030429376a1001001162bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb0021620101010101010101010101010101010101010101010101010101010101010101000a74636173652e6f70656e00057463617365001162cccccccccccccccccccccccccccccccc001162dddddddddddddddddddddddddddddddd000874737570706f7274000d74e6b395e7acac203720e69da10003746f6b00096e000000000000000300226202020202020202020202020202020202020202020202020202020202020202020200836203030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303",
        "seq": 7,
      },
      {
        "hex": "001063632f76312f61756469742d6c65616600096e000000000000000800096e0000000000002329000000096effffffffffffffff000000000010746163636f756e742e7369676e2d696e000000000000000c746f776e2d6163636f756e740001740007746661696c656400096efffffffffffffffe00000000",
        "seq": 8,
      },
    ]
  `)
})

test('nothing and empty text are different leaves', () => {
  const fields = (basis: Buffer | null) =>
    rowOf(
      Array.from({ length: 16 }, (_, index) =>
        index === 0 ? [INT8, int8(1n)] : [TEXT, index === 11 ? basis : null],
      ),
    )
  const [without] = leavesOf(fields(null))
  const [empty] = leavesOf(fields(Buffer.alloc(0)))
  expect(empty?.hex).not.toBe(without?.hex)
})

test('a row that is no longer there has no leaf', () => {
  expect(leavesOf(Buffer.concat([full, missing, sparse])).map((one) => one.hex === null)).toEqual([
    false,
    true,
    false,
  ])
})

test('a long reason fits, and a row of other columns is refused', () => {
  const long = rowOf([
    ...Array.from({ length: 15 }, (_, index) =>
      index === 0 ? ([INT8, int8(1n)] as const) : ([TEXT, null] as const),
    ),
    [BYTEA, Buffer.alloc(60_000, 5)],
  ])
  expect(leavesOf(Buffer.concat([long, full]))[0]?.hex?.length).toBeGreaterThan(120_000)
  expect(() => leavesOf(rowOf([[INT8, int8(1n)]]))).toThrow('columns of a leaf')
})

test('a row that was cut short, or a number of another length, makes no leaf', () => {
  for (const cut of [1, 64, full.length - 3])
    expect(() => leavesOf(full.subarray(0, full.length - cut))).toThrow()
  const [seq, ...others] = LEAF_COLUMNS.map(() => [INT8, null] as const)
  expect(() => leavesOf(rowOf([seq ?? [INT8, null], [XID8, Buffer.alloc(12)], ...others.slice(1)]))).toThrow(
    'a number is of no length',
  )
})
