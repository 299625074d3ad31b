import { beforeEach, expect, test } from 'vitest'
import { CannotOpen, type GrantRow, type Vault } from './index.ts'
import {
  aCase,
  aColleague,
  aDesk,
  asMember,
  aVault,
  CASE,
  DESK,
  type FoundedDesk,
  only,
  openerOf,
  recordAt,
  type Someone,
  TENANT,
} from './story.fixture.ts'

const OTHER_DESK = '0190d000-0000-7000-8000-0000000000dd'
let now = 0
let vault: Vault
let sayo: Someone
let desk: FoundedDesk
let grants: GrantRow[]

beforeEach(async () => {
  now = 1000
  vault = aVault(() => now)
  const founded = await aDesk(vault)
  sayo = founded.sayo
  desk = founded.desk
  grants = aCase(vault, desk.deskKey)
})

const sayos = (rows = grants) => openerOf(sayo, desk.memberships, rows)
const sealed = (json = '{"a":1}') => ({
  ...recordAt(),
  bytes: only(vault.seal(sayos(), [{ ...recordAt(), json }])),
})

test('another desk opens the case from the moment it is shared, and not after the disclosure has ended', async () => {
  const document = sealed()
  const mio = await aColleague(vault)
  const theirs = vault.foundDesk({ tenantId: TENANT, deskId: OTHER_DESK }, [asMember(mio)])
  expect(vault.reveal(openerOf(mio, theirs.memberships, grants), [document])).toEqual([false])

  const grant = vault.share(sayos(), CASE, { deskKey: theirs.deskKey, notAfter: 2000, basisId: DESK })
  const mios = openerOf(mio, theirs.memberships, [...grants, grant])
  expect(vault.reveal(mios, [document])).toEqual(['{"a":1}'])
  now = 1999
  expect(vault.reveal(mios, [document])).toEqual(['{"a":1}'])
  now = 2000
  expect(vault.reveal(mios, [document])).toEqual([false])
  expect(() => vault.seal(mios, [{ ...recordAt(), json: '{}' }])).toThrow(CannotOpen)
  expect(vault.reveal(sayos(), [document])).toEqual(['{"a":1}'])
})

test('a membership opens between its dates only', async () => {
  const document = sealed()
  const mio = await aColleague(vault)
  const member = asMember(mio, { notBefore: 2000, notAfter: 3000 })
  const opener = openerOf(mio, vault.admit(sayos(), DESK, member), grants)
  const seen = [1999, 2000, 2999, 3000].map((at) => {
    now = at
    return only(vault.reveal(opener, [document]))
  })
  expect(seen).toEqual([false, '{"a":1}', '{"a":1}', false])
})

test('one tampered document leaves the rest of the list readable, in order', () => {
  const [first, second, third] = [sealed('{"n":1}'), sealed('{"n":2}'), sealed('{"n":3}')]
  second.bytes[60] = (second.bytes[60] ?? 0) ^ 1
  expect(vault.reveal(sayos(), [first, second, third])).toEqual(['{"n":1}', null, '{"n":3}'])
})

test('one tampered grant leaves the other cases readable, and calls no document altered', () => {
  const other = aCase(vault, desk.deskKey, 0, OTHER_DESK)
  const at = recordAt({ compartmentId: OTHER_DESK })
  const mine = sealed()
  const theirs = { ...at, bytes: only(vault.seal(sayos(other), [{ ...at, json: '{"b":2}' }])) }
  const broken = grants.map((row) => ({ ...row, wrap: row.wrap.map((byte) => byte ^ 1) }))
  expect(vault.reveal(sayos([...broken, ...other]), [mine, theirs])).toEqual([false, '{"b":2}'])
})

test('a document that names a key its compartment never had was altered, unless a key row was', () => {
  const document = sealed()
  const renamed = { ...document, bytes: Uint8Array.from(document.bytes) }
  renamed.bytes[5] = (renamed.bytes[5] ?? 0) ^ 1
  expect(vault.reveal(sayos(), [renamed])).toEqual([null])
  const misnamed = grants.map((row) => ({ ...row, keyId: row.keyId.map((byte) => byte ^ 1) }))
  expect(vault.reveal(sayos(misnamed), [document])).toEqual([false])
  const card = recordAt({ scope: 'desk', compartmentId: DESK })
  const bytes = only(vault.seal(sayos(), [{ ...card, json: '{}' }]))
  const altered = desk.memberships.map((row) => ({ ...row, mac: row.mac.map((byte) => byte ^ 1) }))
  expect(vault.reveal(openerOf(sayo, altered, grants), [document, { ...card, bytes }])).toEqual([
    false,
    false,
  ])
})

test('settled wraps are symmetric, open the same, and are not settled twice', () => {
  const document = sealed()
  const memberships = vault.settleMemberships(sayos())
  const settled = vault.settleGrants(openerOf(sayo, memberships, grants))
  expect([only(memberships).wrap[1], only(settled).wrap[1]]).toEqual([0x01, 0x01])
  const opener = openerOf(sayo, memberships, settled)
  expect(vault.reveal(opener, [document])).toEqual(['{"a":1}'])
  expect([vault.settleMemberships(opener), vault.settleGrants(opener)]).toEqual([[], []])
})

test('a desk card is shared with colleagues, a draft is her own', async () => {
  const card = recordAt({ scope: 'desk', compartmentId: DESK })
  const draft = recordAt({ scope: 'user', compartmentId: sayo.key.userId })
  const [cardBytes, draftBytes] = vault.seal(sayos(), [
    { ...card, json: '"card"' },
    { ...draft, json: '"draft"' },
  ])
  if (!cardBytes || !draftBytes) throw new Error('not sealed')
  const documents = [
    { ...card, bytes: cardBytes },
    { ...draft, bytes: draftBytes },
  ]
  expect(vault.reveal(sayos([]), documents)).toEqual(['"card"', '"draft"'])
  const mio = await aColleague(vault)
  const mios = openerOf(mio, vault.admit(sayos(), DESK, asMember(mio)))
  expect(vault.reveal(mios, documents)).toEqual(['"card"', false])
})

test('a document moves to another compartment and revision without showing its text', () => {
  const other = aCase(vault, desk.deskKey, 0, OTHER_DESK)
  const from = sealed()
  const to = recordAt({ compartmentId: OTHER_DESK, rev: 2 })
  const bytes = only(vault.reseal(sayos([...grants, ...other]), [{ from, to }]))
  expect(vault.reveal(sayos(other), [{ ...to, bytes }])).toEqual(['{"a":1}'])
  expect(vault.reveal(sayos([...grants, ...other]), [{ ...from, bytes }])).toEqual([null])
  expect(() => vault.reseal(sayos(), [{ from, to }])).toThrow(CannotOpen)
})

test('nothing reaches across tenants', async () => {
  const stranger = await aColleague(vault, OTHER_DESK)
  expect(() => vault.admit(sayos(), DESK, asMember(stranger))).toThrow(CannotOpen)
  const foreign = vault.foundDesk({ tenantId: OTHER_DESK, deskId: OTHER_DESK }, [asMember(stranger)])
  const to = { deskKey: foreign.deskKey, notAfter: 0, basisId: null }
  expect(() => vault.share(sayos(), CASE, to)).toThrow(CannotOpen)
  expect(() => vault.newCompartment({ tenantId: TENANT, compartmentId: CASE }, [to])).toThrow(CannotOpen)
  const elsewhere = recordAt({ tenantId: OTHER_DESK })
  expect(() => vault.seal(sayos(), [{ ...elsewhere, json: '{}' }])).toThrow(CannotOpen)
  expect(() => vault.reseal(sayos(), [{ from: sealed(), to: elsewhere }])).toThrow(CannotOpen)
  const file = { tenantId: OTHER_DESK, fileId: DESK, compartmentId: CASE }
  expect(() => vault.sealFile(sayos(), file, new Uint8Array(3))).toThrow(CannotOpen)
})

test('who holds no wrap admits, shares and seals nothing', async () => {
  const mio = await aColleague(vault)
  const mios = openerOf(mio, desk.memberships, grants)
  const to = { deskKey: desk.deskKey, notAfter: 0, basisId: null }
  expect(() => vault.admit(mios, DESK, asMember(mio))).toThrow(CannotOpen)
  expect(() => vault.share(mios, CASE, to)).toThrow(CannotOpen)
  expect(() => vault.seal(mios, [{ ...recordAt(), json: '{}' }])).toThrow(CannotOpen)
  expect(vault.reveal(mios, [sealed()])).toEqual([false])
})
