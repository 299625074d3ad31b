import { expect, test } from 'vitest'
import { CannotOpen } from './errors.ts'
import { keyIdOf } from './keys.ts'
import { publicKeyOf } from './membership.ts'
import { randomBytes } from './primitives.ts'
import { holderOf, unwrapFor, type WrapAddress, wrapTo, wrapUnder } from './wraps.ts'

const KINDS: readonly WrapAddress['kind'][] = [
  'session',
  'password',
  'activation',
  'membership',
  'grant',
  'file',
]

const key = randomBytes(32)
const seed = randomBytes(32)

function address(kind: WrapAddress['kind']): WrapAddress {
  const ids = { tenantId: 'tenant', subjectId: 'subject', recipientId: 'recipient' }
  return { ...ids, kind, keyId: keyIdOf(key), epoch: 1, notAfter: 9, basisId: null }
}

function swaps(at: WrapAddress): WrapAddress[] {
  return [
    ...KINDS.filter((kind) => kind !== at.kind).map((kind) => ({ ...at, kind })),
    { ...at, tenantId: 'other' },
    { ...at, subjectId: 'other' },
    { ...at, recipientId: 'other' },
    { ...at, keyId: new Uint8Array(0) },
    { ...at, keyId: keyIdOf(seed) },
    { ...at, epoch: 2 },
    { ...at, notAfter: 0 },
    { ...at, basisId: '' },
    // The same letters, cut elsewhere.
    { ...at, tenantId: 'tenants', subjectId: 'ubject' },
  ]
}

test.each(KINDS)('a wrap of kind %s opens at its own address only, in both formats', (kind) => {
  const at = address(kind)
  const holder = holderOf(seed)
  for (const wrap of [wrapUnder(holder, key, at), wrapTo(publicKeyOf(seed), key, at)]) {
    expect(unwrapFor(holder, wrap, at)).toEqual(key)
    const others = swaps(at)
    expect(others).toHaveLength(14)
    for (const other of others) expect(() => unwrapFor(holder, wrap, other)).toThrow(CannotOpen)
    expect(() => unwrapFor(holderOf(randomBytes(32)), wrap, at)).toThrow(CannotOpen)
  }
})

test('a wrap that was made with care but holds another key than its row names is refused', () => {
  const at = { ...address('grant'), keyId: keyIdOf(seed) }
  const holder = holderOf(seed)
  expect(() => unwrapFor(holder, wrapUnder(holder, key, at), at)).toThrow(CannotOpen)
  expect(() => unwrapFor(holder, wrapTo(publicKeyOf(seed), key, at), at)).toThrow(CannotOpen)
})

test('versions and suites that nobody knows yet are refused', () => {
  const at = address('grant')
  const holder = holderOf(seed)
  for (const wrap of [wrapUnder(holder, key, at), wrapTo(publicKeyOf(seed), key, at)]) {
    for (const [where, value] of [
      [0, 2],
      [1, 0x12],
      [1, 0],
    ] as const) {
      const changed = Uint8Array.from(wrap)
      changed[where] = value
      expect(() => unwrapFor(holder, changed, at)).toThrow(CannotOpen)
    }
  }
})
