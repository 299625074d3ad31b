import { beforeEach, expect, test } from 'vitest'
import { sealEarlierRoot } from './earlier-roots.ts'
import { Recovery } from './escrow.ts'
import { CannotOpen, type EscrowKeyRow, KitUnusable, Rotation, type Vault } from './index.ts'
import { combineKits, readKit, splitIntoKits, writeKit } from './kits.ts'
import { randomBytes } from './primitives.ts'
import {
  aColleague,
  aDesk,
  asMember,
  aVault,
  DESK,
  openerOf,
  ROOT,
  recordAt,
  TENANT,
} from './story.fixture.ts'

let vault: Vault
let escrowKey: EscrowKeyRow
let kits: [string, string, string]

beforeEach(async () => {
  vault = aVault()
  const made = await vault.newEscrow(TENANT, 1)
  escrowKey = made.escrowKey
  kits = made.kits as [string, string, string]
})

const trouble = (name: string) => expect.objectContaining({ trouble: name })

test('any two of three lead back to the seed, typed as people type; one alone says nothing of it', async () => {
  const seed = randomBytes(32)
  const [a = '', b = '', c = ''] = await splitIntoKits(seed)
  for (const pair of [
    [a, b],
    [b, a],
    [a, c],
    [c, b],
  ] as const)
    expect(await combineKits(...pair)).toEqual(seed)
  const typed = a.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  expect(await combineKits(typed, b)).toEqual(seed)
  expect(a).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){19}[0-9A-HJKMNP-TV-Z]{4}$/)
  await expect(combineKits(a, a)).rejects.toEqual(trouble('twice'))
  const [other = ''] = await splitIntoKits(randomBytes(32))
  await expect(combineKits(a, other)).rejects.toEqual(trouble('other-set'))
})

test('a misread character anywhere is told, and so is a kit that was made up to fit its own checksum', async () => {
  const [kit] = kits
  for (let at = 0; at < kit.length; at++) {
    if (kit[at] === '-') continue
    const wrong = kit.slice(0, at) + (kit[at] === 'Z' ? 'Y' : 'Z') + kit.slice(at + 1)
    expect(() => readKit(wrong), String(at)).toThrow(KitUnusable)
  }
  for (const text of ['', kit.slice(5), `${kit}-0000`, 'U'.repeat(80)])
    expect(() => readKit(text)).toThrow(KitUnusable)
  const { set, share } = readKit(kit)
  for (let at = 0; at < share.length; at++) {
    const forged = Uint8Array.from(share, (byte, place) => (place === at ? byte ^ 1 : byte))
    await expect(combineKits(writeKit(set, 1, forged), kits[1])).rejects.toBeInstanceOf(KitUnusable)
  }
})

test('two kits give back the root secret, and a seat at a desk that nobody can open any more', async () => {
  const { sayo, desk } = await aDesk(vault)
  const opener = openerOf(sayo, desk.memberships, [])
  const address = { ...recordAt(), scope: 'desk', compartmentId: DESK } as const
  const [bytes = new Uint8Array()] = vault.seal(opener, [{ ...address, json: '{"a":1}' }])
  const seeds = vault.escrowSeeds(opener, escrowKey, [DESK, TENANT])
  expect(seeds.map((one) => [one.deskId, one.epoch])).toEqual([[DESK, 1]])
  const mio = await aColleague(vault)
  const recovery = await Recovery.open(
    [kits[2], kits[0]],
    [(await vault.newEscrow(TENANT, 2)).escrowKey, escrowKey],
  )
  const root = recovery.rootSecret()
  expect(root).toEqual(ROOT)
  expect(recovery.isProven(root, [])).toBe(true)
  const seats = recovery.seats(root, seeds, asMember(mio))
  expect(vault.reveal(openerOf(mio, seats, []), [{ ...address, bytes }])).toEqual(['{"a":1}'])
  expect(vault.checkMembership(seats[0] as (typeof seats)[number])).toBe(true)
  const slippedIn = { ...mio.key, publicKey: sayo.key.publicKey }
  expect(() => recovery.seats(root, seeds, { ...asMember(mio), userKey: slippedIn })).toThrow(CannotOpen)
})

test('every byte and every field of what is sealed to the kits is authenticated', async () => {
  const { sayo, desk } = await aDesk(vault)
  const [seed] = vault.escrowSeeds(openerOf(sayo, desk.memberships, []), escrowKey, [DESK])
  if (!seed) throw new Error('the seed should be there')
  const member = asMember(await aColleague(vault))
  const pair = [kits[0], kits[1]] as const
  const recovery = await Recovery.open([...pair], [escrowKey])
  const flipped = (bytes: Uint8Array, at: number) =>
    Uint8Array.from(bytes, (byte, place) => (place === at ? byte ^ 1 : byte))
  for (let at = 0; at < seed.wrap.length; at++)
    expect(() => recovery.seats(ROOT, [{ ...seed, wrap: flipped(seed.wrap, at) }], member)).toThrow(
      CannotOpen,
    )
  for (const wrong of [{ deskId: TENANT }, { epoch: 2 }, { keyId: flipped(seed.keyId, 3) }])
    expect(() => recovery.seats(ROOT, [{ ...seed, ...wrong }], member), JSON.stringify(wrong)).toThrow(
      CannotOpen,
    )
  for (let at = 0; at < escrowKey.rootWrap.length; at++) {
    const altered = await Recovery.open(
      [...pair],
      [{ ...escrowKey, rootWrap: flipped(escrowKey.rootWrap, at) }],
    )
    expect(() => altered.rootSecret()).toThrow(CannotOpen)
  }
  for (const wrong of [{ epoch: 2 }, { rootKeyId: flipped(escrowKey.rootKeyId, 0) }, { tenantId: DESK }]) {
    const altered = await Recovery.open([...pair], [{ ...escrowKey, ...wrong }])
    expect(() => altered.rootSecret(), JSON.stringify(wrong)).toThrow(CannotOpen)
  }
  for (const wrong of [
    { publicKey: flipped(escrowKey.publicKey, 0) },
    { keyId: flipped(escrowKey.keyId, 0) },
  ])
    await expect(Recovery.open([...pair], [{ ...escrowKey, ...wrong }])).rejects.toBeInstanceOf(CannotOpen)
})

test('a root secret is proven by the kits, or by one that is; a set’s proof is its own, and its MAC misses a lost one', async () => {
  const [theirs, next] = [randomBytes(32), randomBytes(32)]
  const recovery = await Recovery.open([kits[0], kits[1]], [escrowKey])
  expect(recovery.isProven(theirs, [])).toBe(false)
  expect(recovery.isProven(theirs, [sealEarlierRoot(theirs, next)])).toBe(false)
  expect(recovery.isProven(theirs, [sealEarlierRoot(ROOT, theirs), sealEarlierRoot(next, ROOT)])).toBe(false)
  expect(recovery.isProven(next, new Rotation(ROOT, next, [theirs]).earlierRoots())).toBe(true)
  const rotated = new Rotation(ROOT, next, []).escrowKey(escrowKey) as EscrowKeyRow
  const after = await Recovery.open([kits[0], kits[1]], [rotated])
  expect(after.isProven(after.rootSecret(), [sealEarlierRoot(next, ROOT)])).toBe(true)
  expect(after.isProven(after.rootSecret(), [])).toBe(false)
  const { rootProof } = (await vault.newEscrow(TENANT, 1)).escrowKey
  for (const wrong of [{ rootProof }, { rootProof: null }, { epoch: 2 }, { tenantId: DESK }]) {
    const altered = { ...escrowKey, ...wrong }
    expect(vault.checkEscrowKey(altered)).toBe(false)
    const other = await Recovery.open([kits[0], kits[1]], [altered])
    expect(other.isProven(ROOT, []), JSON.stringify(wrong)).toBe(false)
  }
})

test('nobody seals a desk’s key to a set that we have not made', async () => {
  const { sayo, desk } = await aDesk(vault)
  const opener = openerOf(sayo, desk.memberships, [])
  const { escrowKey: theirs } = await aVault().newEscrow(TENANT, 1)
  for (const wrong of [
    { ...escrowKey, publicKey: randomBytes(32) },
    { ...escrowKey, epoch: 2 },
    { ...escrowKey, rootWrap: theirs.rootWrap },
    { ...escrowKey, tenantId: DESK },
  ])
    expect(() => vault.escrowSeeds(opener, wrong, [DESK])).toThrow(CannotOpen)
})
