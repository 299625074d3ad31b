import { afterAll, beforeAll, expect, test } from 'vitest'
import { CannotOpen, type RecordAddress, type SealedDocument, type Vault } from './index.ts'
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
  PASSWORD,
  recordAt,
  type Someone,
  TENANT,
} from './story.fixture.ts'
import { expectTamperProof, tally } from './tamper.fixture.ts'

const EACH = 10
const OTHER = '0190ffff-0000-7000-8000-0000000000ff'
const LATER = 4_000_000_000

let vault: Vault
let sayo: Someone
let mio: Someone
let desk: FoundedDesk
let second: FoundedDesk

beforeAll(async () => {
  vault = aVault()
  const founded = await aDesk(vault)
  sayo = founded.sayo
  desk = founded.desk
  mio = await aColleague(vault)
  second = vault.foundDesk({ tenantId: TENANT, deskId: OTHER }, [asMember(sayo)])
})

afterAll(() => {
  process.stdout.write(
    `refused: ${tally.bytes} changed bytes, ${tally.lengths} changed lengths and ${tally.swaps} swapped columns ` +
      `of ${tally.objects} stored objects\n`,
  )
  expect(tally.objects).toBeGreaterThanOrEqual(100)
})

function isOpened(open: () => unknown): boolean {
  try {
    open()
    return true
  } catch (error) {
    if (error instanceof CannotOpen) return false
    throw error
  }
}

const everyTime = Array.from({ length: EACH }, (_, index) => index)
const memberships = () => [...desk.memberships, ...second.memberships]

test.each(everyTime)('session %i', async () => {
  const { cookie, session } = vault.renewSession(openerOf(sayo))
  await expectTamperProof({
    row: session,
    swaps: { tenantId: OTHER, userId: OTHER },
    opens: (row) => isOpened(() => vault.renewSession({ cookie, session: row, memberships: [], grants: [] })),
  })
  await expectTamperProof({
    row: { cookie },
    swaps: {},
    opens: (row) =>
      isOpened(() => vault.renewSession({ cookie: row.cookie, session, memberships: [], grants: [] })),
  })
})

test.each(everyTime)('unlocker %i', async (index) => {
  const user = { tenantId: TENANT, userId: OTHER }
  const created =
    index % 2 === 0
      ? await vault.createUser(user, { kind: 'activation', notAfter: LATER })
      : await vault.createUser(user, { kind: 'password', password: PASSWORD })
  const secret = created.activationCode ?? PASSWORD
  await expectTamperProof({
    row: created.unlocker,
    swaps: {
      tenantId: OTHER,
      userId: DESK,
      unlockerId: OTHER,
      kind: index % 2 === 0 ? 'password' : 'activation',
      notAfter: LATER + 1,
    },
    opens: (row) => vault.confirm(row, secret),
  })
})

test.each(everyTime)('membership %i', async (index) => {
  const sealed = only(vault.admit(openerOf(sayo, desk.memberships), DESK, asMember(mio)))
  const row = index % 2 === 0 ? sealed : only(vault.settleMemberships(openerOf(mio, [sealed])))
  expect(row.wrap.length).toBe(index % 2 === 0 ? 130 : 90)
  await expectTamperProof({
    row,
    swaps: {
      tenantId: OTHER,
      deskId: OTHER,
      userId: OTHER,
      epoch: 2,
      role: 'lead',
      notBefore: 1,
      notAfter: LATER,
    },
    opens: (changed) => isOpened(() => vault.admit(openerOf(mio, [changed]), changed.deskId, asMember(sayo))),
  })
})

test.each(everyTime)('grant %i', async (index) => {
  const sealed = only(aCase(vault, desk.deskKey))
  const row = index % 2 === 0 ? sealed : only(vault.settleGrants(openerOf(sayo, memberships(), [sealed])))
  expect(row.wrap.length).toBe(index % 2 === 0 ? 130 : 90)
  const to = { deskKey: second.deskKey, notAfter: 0, basisId: null }
  await expectTamperProof({
    row,
    swaps: {
      tenantId: OTHER,
      compartmentId: OTHER,
      deskId: OTHER,
      epoch: 2,
      notAfter: LATER,
      basisId: OTHER,
    },
    opens: (changed) =>
      isOpened(() => vault.share(openerOf(sayo, memberships(), [changed]), changed.compartmentId, to)),
  })
})

const SCOPES: readonly RecordAddress['scope'][] = ['compartment', 'desk', 'user', 'kin', 'box']

test.each(SCOPES.flatMap((scope) => everyTime.map((index) => [scope, index] as const)))(
  'document of a %s %i',
  async (scope, index) => {
    const grants = [...aCase(vault, desk.deskKey), ...aCase(vault, desk.deskKey, 0, OTHER)]
    const place = { compartment: CASE, desk: DESK, user: sayo.key.userId, kin: sayo.key.userId, box: DESK }[
      scope
    ]
    const at = recordAt({ scope, compartmentId: place, rev: index })
    const opener = openerOf(sayo, memberships(), grants)
    const document = { ...at, json: `{"n":${index}}` }
    const bytes =
      scope === 'box' ? vault.sealBox(desk.deskKey, document) : only(vault.seal(opener, [document]))
    const row: SealedDocument = { ...at, bytes }
    await expectTamperProof({
      row,
      swaps: {
        tenantId: OTHER,
        label: 'case.sealed',
        rowId: OTHER,
        scope: scope === 'desk' ? 'user' : 'desk',
        compartmentId: OTHER,
        rev: index + 1,
        schema: 2,
      },
      opens: (changed) => typeof only(vault.reveal(opener, [changed])) === 'string',
    })
  },
)

test.each(everyTime)('file %i', async (index) => {
  const grants = [...aCase(vault, desk.deskKey), ...aCase(vault, desk.deskKey, 0, OTHER)]
  const opener = openerOf(sayo, memberships(), grants)
  const file = { tenantId: TENANT, fileId: DESK, compartmentId: CASE }
  const sealed = vault.sealFile(opener, file, new Uint8Array(10 * index).fill(index))
  await expectTamperProof({
    row: { ...file, ...sealed },
    swaps: { tenantId: OTHER, fileId: OTHER, compartmentId: OTHER },
    opens: ({ keyWrap, bytes, ...at }) =>
      vault.revealFile(opener, at, { keyWrap, bytes }) instanceof Uint8Array,
  })
})

test.each(everyTime)('pointer to a case %i', async () => {
  const sealed = vault.sealPointer(TENANT, DESK, CASE)
  expect(vault.openPointer(TENANT, DESK, sealed)).toBe(CASE)
  await expectTamperProof({
    row: { tenantId: TENANT, rowId: DESK, sealed },
    swaps: { tenantId: OTHER, rowId: OTHER },
    opens: (row) => vault.openPointer(row.tenantId, row.rowId, row.sealed) !== null,
  })
})

test('what somebody declared opens for her alone, and under no other key of hers', () => {
  const at = recordAt({ scope: 'kin', compartmentId: sayo.key.userId })
  const bytes = only(vault.seal(openerOf(sayo), [{ ...at, json: '{}' }]))
  expect(vault.reveal(openerOf(sayo), [{ ...at, bytes }])).toEqual(['{}'])
  expect(vault.reveal(openerOf(mio), [{ ...at, bytes }])).toEqual([false])
  expect(vault.reveal(openerOf(mio), [{ ...at, compartmentId: mio.key.userId, bytes }])).toEqual([null])
  expect(vault.reveal(openerOf(sayo), [{ ...at, scope: 'user', bytes }])).toEqual([null])
  expect(() => vault.seal(openerOf(mio), [{ ...at, json: '{}' }])).toThrow(CannotOpen)
})

test('the two sides of a conflict cannot be joined by their tokens', () => {
  const value = 'the same trait'
  const staff = vault.conflictToken(TENANT, 'staff', 'phone', value)
  const opposing = vault.conflictToken(TENANT, 'opposing', 'phone', value)
  expect(Buffer.from(staff).equals(opposing)).toBe(false)
  expect(Buffer.from(staff).equals(vault.conflictToken(OTHER, 'staff', 'phone', value))).toBe(false)
  expect(Buffer.from(staff).equals(vault.conflictToken(TENANT, 'staff', 'kana-name', value))).toBe(false)
  expect(Buffer.from(staff).equals(vault.token(TENANT, 'phone', value))).toBe(false)
})

test.each(everyTime)('factor %i', async (index) => {
  const sealed = vault.sealFactor(TENANT, DESK, CASE, new Uint8Array(20).fill(index))
  await expectTamperProof({
    row: { tenantId: TENANT, userId: DESK, factorId: CASE, sealed },
    swaps: { tenantId: OTHER, userId: OTHER, factorId: OTHER },
    opens: (row) => vault.openFactor(row.tenantId, row.userId, row.factorId, row.sealed) !== null,
  })
})

test.each(everyTime)('public keys and other directory rows %i', async (index) => {
  const newcomer = await aColleague(vault)
  await expectTamperProof({
    row: newcomer.key,
    swaps: { tenantId: OTHER, userId: OTHER },
    opens: (key) =>
      isOpened(() => vault.admit(openerOf(sayo, desk.memberships), DESK, asMember({ ...newcomer, key }))),
  })
  await expectTamperProof({
    row: vault.foundDesk({ tenantId: TENANT, deskId: OTHER }, []).deskKey,
    swaps: { tenantId: OTHER, deskId: CASE, epoch: 2 },
    opens: (deskKey) => isOpened(() => aCase(vault, deskKey)),
  })
  const mac = vault.macRow(TENANT, 'role_assignment', [index, 'lead', null])
  const third: string | null = null as string | null
  await expectTamperProof({
    row: { tenant: TENANT, table: 'role_assignment', first: index, second: 'lead', third, mac },
    swaps: { tenant: OTHER, table: 'role', first: index + 1, second: 'lead ', third: '' },
    opens: (row) => vault.checkRow(row.tenant, row.table, [row.first, row.second, row.third], row.mac),
  })
})
