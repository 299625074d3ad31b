import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Bytes } from './contract.ts'
import { column, ctx, u8, u16, u32, u64 } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { pad, unpad } from './formats.ts'
import type { GrantRow, MembershipRow, SessionRow, UnlockerRow, Vault } from './index.ts'
import { foldCode, printCode } from './printed-code.ts'
import {
  aCase,
  aDesk,
  aVault,
  type FoundedDesk,
  only,
  openerOf,
  recordAt,
  type Someone,
} from './story.fixture.ts'

const hex = (bytes: Bytes): string => Buffer.from(bytes).toString('hex')
const anyBytes = fc.uint8Array({ maxLength: 40 })
const anyText = fc.string({ unit: 'grapheme', maxLength: 12 })

describe('ctx', () => {
  // Few letters and short fields, so that the generator does meet inputs that a careless encoding would confuse.
  const few = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 })
  const input = fc.tuple(few, fc.array(few, { maxLength: 4 }))

  test('different labels or fields never give the same bytes', () => {
    let different = 0
    fc.assert(
      fc.property(input, input, ([label, fields], [otherLabel, otherFields]) => {
        const isEqual = JSON.stringify([label, fields]) === JSON.stringify([otherLabel, otherFields])
        if (!isEqual) different += 1
        expect(hex(ctx(label, ...fields)) === hex(ctx(otherLabel, ...otherFields))).toBe(isEqual)
      }),
      { numRuns: 20_000 },
    )
    expect(different).toBeGreaterThan(10_000)
  })

  test('columns of different types never give the same bytes', () => {
    const cell = fc.oneof(
      fc.constant(null),
      few,
      fc.integer({ min: -3, max: 3 }),
      fc.uint8Array({ maxLength: 2 }),
    )
    const name = (value: unknown): string =>
      value instanceof Uint8Array ? `raw ${value}` : JSON.stringify(value)
    fc.assert(
      fc.property(cell, cell, (a, b) => {
        expect(hex(column(a)) === hex(column(b))).toBe(name(a) === name(b))
      }),
      { numRuns: 10_000 },
    )
  })

  test('what has no single encoding is refused', () => {
    expect(() => ctx('a', '\ud800')).toThrow(RangeError)
    expect(() => ctx('a', new Uint8Array(65_536))).toThrow(RangeError)
    expect(() => ctx('a'.repeat(250))).toThrow(RangeError)
    for (const write of [u8, u16, u32, u64, column]) {
      for (const value of [Number.NaN, 0.5, 2 ** 53]) expect(() => write(value)).toThrow(RangeError)
    }
    for (const write of [u8, u16, u32, u64]) expect(() => write(-1)).toThrow(RangeError)
    expect(() => u16(65_536)).toThrow(RangeError)
  })
})

describe('padding', () => {
  test('any text comes back, and its size shows in steps only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000, size: 'max' }), (text) => {
        const padded = pad(text)
        expect(padded.length % (padded.length <= 4096 ? 256 : 1024)).toBe(0)
        expect(padded.length - text.length).toBeLessThan(4 + 1024)
        expect(hex(unpad(padded))).toBe(hex(text))
      }),
      { numRuns: 300 },
    )
  })

  test('the steps are those of the format', () => {
    const sizes = [0, 252, 253, 4092, 4093, 5116, 5117].map((length) => pad(new Uint8Array(length)).length)
    expect(sizes).toEqual([256, 256, 512, 4096, 5120, 5120, 6144])
  })

  test('a wrong length, a wrong step or anything in the padding is refused', () => {
    const padded = pad(new Uint8Array(10).fill(1))
    const dirty = Uint8Array.from(padded)
    dirty[100] = 1
    const lying = Uint8Array.from(padded)
    lying[0] = 1
    const long = new Uint8Array(512)
    long.set(padded)
    for (const bytes of [dirty, lying, long, padded.subarray(1), new Uint8Array(0)]) {
      expect(() => unpad(bytes)).toThrow(CannotOpen)
    }
  })
})

test('a printed code survives every way of typing it', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (secret) => {
      const printed = printCode(secret)
      expect(printed).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
      seen.add(printed)
      const typed = printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
      const wide = printed.replace(/[0-9A-Z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
      expect(foldCode(typed)).toBe(foldCode(printed))
      expect(foldCode(wide)).toBe(printed.replaceAll('-', ''))
    }),
  )
  expect(seen.size).toBeGreaterThan(50)
})

describe('with a desk', () => {
  let vault: Vault
  let sayo: Someone
  let desk: FoundedDesk

  beforeAll(async () => {
    vault = aVault()
    const founded = await aDesk(vault)
    sayo = founded.sayo
    desk = founded.desk
  })

  test('every document and file comes back as it was', () => {
    const grants = aCase(vault, desk.deskKey)
    const opener = openerOf(sayo, desk.memberships, grants)
    const file = { tenantId: recordAt().tenantId, fileId: 'f', compartmentId: recordAt().compartmentId }
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(65_535), anyBytes, (json, rev, schema, content) => {
        const at = recordAt({ rev, schema })
        const bytes = only(vault.seal(opener, [{ ...at, json }]))
        expect(vault.reveal(opener, [{ ...at, bytes }])).toEqual([json])
        const sealed = vault.sealFile(opener, file, content)
        expect(hex(vault.revealFile(opener, file, sealed) || new Uint8Array(1))).toBe(hex(content))
      }),
    )
  })

  test('hostile rows and bytes are refused without an exception', async () => {
    const grants = aCase(vault, desk.deskKey)
    const number = fc.oneof(fc.integer(), fc.double(), fc.constant(2 ** 60))
    const blob = fc.oneof(anyBytes, fc.uint8Array({ minLength: 88, maxLength: 132 }), versioned())
    const text = fc.oneof(anyText, fc.constant('\ud800'), fc.constant(recordAt().compartmentId))
    const grant = fc.record({
      wrap: blob,
      keyId: blob,
      mac: blob,
      notAfter: number,
      epoch: number,
      compartmentId: text,
    })
    const membership = fc.record({ wrap: blob, mac: blob, notAfter: number, epoch: number, role: text })
    const session = fc.record({ wrap: blob, lookup: blob, userId: text })
    const mix = fc.record({
      grant,
      membership,
      session,
      cookie: blob,
      bytes: blob,
      rev: number,
      schema: number,
    })

    fc.assert(
      fc.property(
        mix,
        fc.subarray(['grant', 'membership', 'session', 'cookie'] as const),
        (hostile, which) => {
          const opener = openerOf(
            sayo,
            desk.memberships.map(
              (row): MembershipRow => ({ ...row, ...(which.includes('membership') && hostile.membership) }),
            ),
            grants.map((row): GrantRow => ({ ...row, ...(which.includes('grant') && hostile.grant) })),
          )
          if (which.includes('cookie')) opener.cookie = hostile.cookie
          if (which.includes('session'))
            opener.session = { ...(opener.session satisfies SessionRow), ...hostile.session }
          const document = { ...recordAt({ rev: hostile.rev, schema: hostile.schema }), bytes: hostile.bytes }
          const revealed = vault.reveal(opener, [document, { ...document, scope: 'desk' }])
          expect(revealed.filter((one) => one === null || one === false)).toHaveLength(2)
          const file = { tenantId: document.tenantId, fileId: 'f', compartmentId: document.compartmentId }
          expect(
            vault.revealFile(opener, file, { keyWrap: hostile.bytes, bytes: hostile.bytes }),
          ).not.toBeInstanceOf(Uint8Array)
          expect(vault.openFactor('t', 'u', 'f', hostile.bytes)).toBeNull()
          expect(vault.checkRow('t', 'x', [hostile.rev, hostile.grant.compartmentId], hostile.bytes)).toBe(
            false,
          )
          expect(vault.session(hostile.cookie).lookup).toHaveLength(32)
          if (which.includes('membership')) expect(vault.settleMemberships(opener)).toEqual([])
          if (which.length > 0) expect(vault.settleGrants(opener)).toEqual([])
        },
      ),
      { numRuns: 500 },
    )
  })

  test('hostile unlockers and secrets are refused without an exception', async () => {
    const unlocker = fc.record({
      salt: anyBytes,
      authHash: anyBytes,
      wrap: versioned(),
      mac: anyBytes,
      notAfter: fc.double(),
    })
    await fc.assert(
      fc.asyncProperty(unlocker, fc.string({ unit: 'binary' }), async (hostile, secret) => {
        const row: UnlockerRow = { ...sayo.unlocker, ...hostile }
        expect(await vault.confirm(row, secret)).toBe(false)
        expect(await vault.confirm(sayo.unlocker, secret)).toBe(false)
      }),
    )
  })
})

/** Bytes that pass the first checks of a wrap or an envelope. */
function versioned(): fc.Arbitrary<Bytes> {
  const length = fc.constantFrom(58, 90, 130, 314)
  return fc.tuple(length, fc.constantFrom(0x01, 0x11, 0x12), fc.nat(255)).map(([size, suite, fill]) => {
    const bytes = new Uint8Array(size).fill(fill)
    bytes[0] = 1
    bytes[1] = suite
    return bytes
  })
}
