import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { DeskKeyRow, MembershipRow, Opener, SealedPile, Vault } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { createVault } from './vault.ts'

const tenantId = randomUUID()
let vault: Vault
let opener: Opener
let deskId = ''
let otherDeskId = ''

beforeAll(async () => {
  vault = createVault(randomBytes(32), { argonMemoryBytes: 64 * 1024, argonOps: 1 })
  const user = { tenantId, userId: randomUUID() }
  const { key, unlocker } = await vault.createUser(user, {
    kind: 'password',
    password: 'a password for tests',
  })
  const signedIn = await vault.signIn(user, unlocker, 'a password for tests')
  if (!signedIn) throw new Error('not signed in')
  const member = { userKey: key, role: 'counselor', notBefore: 0, notAfter: 0 }
  const found = (id: string): { deskKey: DeskKeyRow; memberships: MembershipRow[] } =>
    vault.foundDesk({ tenantId, deskId: id }, [member])
  deskId = randomUUID()
  otherDeskId = randomUUID()
  // Two keys of one desk, as after a renewal.
  const memberships = [
    ...found(deskId).memberships,
    ...found(deskId).memberships,
    ...found(otherDeskId).memberships,
  ]
  opener = { cookie: signedIn.cookie, session: signedIn.session, memberships, grants: [] }
})

interface Row {
  rowId: string
  rev: number
  schema: number
  bytes: Uint8Array
}

function sealed(text: unknown, more: { rev?: number; schema?: number; with?: MembershipRow[] } = {}): Row {
  const { rev = 1, schema = 1 } = more
  const rowId = randomUUID()
  const address = {
    tenantId,
    label: 'person.desk_card',
    rowId,
    scope: 'desk',
    compartmentId: deskId,
  } as const
  const who = more.with ? { ...opener, memberships: more.with } : opener
  const [bytes] = vault.seal(who, [{ ...address, rev, schema, json: JSON.stringify(text) }])
  if (!bytes) throw new Error('not sealed')
  return { rowId, rev, schema, bytes }
}

/** As the database strings them together. */
function piled(rows: readonly Row[], more: Partial<SealedPile> = {}): SealedPile {
  const bytes = Buffer.concat(
    rows.map((row, place) => {
      const head = Buffer.alloc(34)
      head.writeInt32BE(place, 0)
      Buffer.from(row.rowId.replaceAll('-', ''), 'hex').copy(head, 4)
      head.writeBigInt64BE(BigInt(row.rev), 20)
      head.writeInt16BE(row.schema, 28)
      head.writeInt32BE(row.bytes.length, 30)
      return Buffer.concat([head, row.bytes])
    }),
  )
  return { tenantId, label: 'person.desk_card', deskId, bytes, ...more }
}

const all = [{ groups: [] }] as const

test('every document of a pile opens like any other: whatever its length, revision, form and key', () => {
  const texts = [1, 200, 250, 300, 5000].map((length) => ({ text: '架'.repeat(length) }))
  const rows = [
    ...texts.map((text, at) => sealed(text, { rev: at * 2 ** 33 + 1, schema: at })),
    sealed({ text: 'older key' }, { with: opener.memberships.slice(1, 2) }),
  ]
  const { found, closed } = vault.searchPile(opener, piled(rows), [all])
  expect(closed).toEqual([])
  expect(found.map((one) => [one.place, one.rowId])).toEqual(rows.map((row, place) => [place, row.rowId]))
  expect(found.map((one) => JSON.parse(one.json))).toEqual([...texts, { text: 'older key' }])
})

test('only texts with every needle come out, by any of its readings', () => {
  const rows = ['タカサキ 090-0000-1234', 'たかさき ０９０', 'ワタナベ R8-0412', 'DV・Maria'].map((text) =>
    sealed({ text }),
  )
  const places = (...needles: Parameters<Vault['searchPile']>[2]) =>
    vault.searchPile(opener, piled(rows), needles).found.map((one) => one.place)
  const ka = ['カ', 'か']
  expect(places([{ groups: [ka] }])).toEqual([0, 1])
  expect(places([{ groups: [ka, ['ワ']] }])).toEqual([])
  expect(places([{ groups: [['ワ']] }, { groups: [ka] }])).toEqual([0, 1, 2])
  expect(places([{ groups: [ka] }], [{ groups: [['タ']] }])).toEqual([0])
  // Full-width digits may be anything; between digits stand separators only.
  expect(places([{ run: '00001234' }])).toEqual([0, 1])
  expect(places([{ run: '80412' }])).toEqual([1, 2])
  expect(places([{ run: 'dvmaria' }])).toEqual([1, 3])
  expect(places()).toEqual([0, 1, 2, 3])
})

test('of a run longer than any word only the beginning counts', () => {
  const rows = ['0'.repeat(300), '0'.repeat(100)].map((text) => sealed({ text }))
  const found = vault.searchPile(opener, piled(rows), [[{ run: '0'.repeat(50_000) }]]).found
  expect(found.map((one) => one.place)).toEqual([0])
})

test('a changed byte, another row, revision, form, column, desk or tenant closes that document and no other', () => {
  const row = sealed({ text: 'closed' })
  const sound = sealed({ text: 'open' })
  const ids = (pile: SealedPile) => {
    const { found, closed, outOfReach } = vault.searchPile(opener, pile, [all])
    return [found.map((one) => one.rowId), closed, outOfReach]
  }
  for (let at = 0; at < row.bytes.length; at += 7) {
    const bytes = Uint8Array.from(row.bytes)
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect(ids(piled([{ ...row, bytes }, sound]))).toEqual([[sound.rowId], [row.rowId], []])
  }
  const moved = { ...row, rowId: randomUUID() }
  expect(ids(piled([moved, sound]))).toEqual([[sound.rowId], [moved.rowId], []])
  for (const change of [
    { rev: 2 },
    { schema: 2 },
    { bytes: row.bytes.subarray(0, 40) },
    { bytes: new Uint8Array() },
  ])
    expect(ids(piled([{ ...row, ...change }, sound]))).toEqual([[sound.rowId], [row.rowId], []])
  const both = [row.rowId, sound.rowId]
  for (const more of [{ label: 'case_.label' }, { deskId: otherDeskId }, { tenantId: randomUUID() }])
    expect(ids(piled([row, sound], more))).toEqual([[], both, []])
  // Without the key nothing is known of the documents.
  expect(ids(piled([row, sound], { deskId: randomUUID() }))).toEqual([[], [], both])
  expect(vault.searchPile({ ...opener, memberships: [] }, piled([sound]), [all])).toEqual({
    found: [],
    closed: [],
    outOfReach: [sound.rowId],
  })
})

test('bytes that are no pile refuse as a whole', () => {
  const { bytes } = piled([sealed({ text: 'x' })])
  for (const broken of [
    bytes.subarray(0, 20),
    bytes.subarray(0, bytes.length - 1),
    Buffer.concat([bytes, bytes.subarray(0, 5)]),
  ])
    expect(() => vault.searchPile(opener, piled([], { bytes: broken }), [all])).toThrow(CannotOpen)
  expect(vault.searchPile(opener, piled([]), [all])).toEqual({ found: [], closed: [], outOfReach: [] })
})
