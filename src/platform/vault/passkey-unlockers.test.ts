import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createVault, type UnlockerRow } from './index.ts'
import {
  aColleague,
  asMember,
  aVault,
  DESK,
  openerOf,
  PASSWORD,
  QUICK,
  ROOT,
  TENANT,
} from './story.fixture.ts'

const passkey = { passkeyId: randomUUID(), credentialId: randomBytes(48) }
const salt = randomBytes(16)
const output = randomBytes(32)

async function withPasskey() {
  const vault = aVault()
  const sayo = await aColleague(vault)
  const user = { tenantId: TENANT, userId: sayo.key.userId }
  const unlocker = vault.newPasskeyUnlocker(openerOf(sayo), { ...passkey, salt, output })
  if (!unlocker) throw new Error('no unlocker was made')
  return { vault, sayo, user, unlocker }
}

test('what the device derived opens the same seed as the password', async () => {
  const { vault, sayo, user, unlocker } = await withPasskey()
  const { memberships } = vault.foundDesk({ tenantId: TENANT, deskId: DESK }, [asMember(sayo)])
  const signedIn = vault.signInByPasskey(user, unlocker, passkey, output)
  if (!signedIn) throw new Error('refused')
  expect(vault.settleMemberships(openerOf({ ...sayo, signedIn }, memberships))).toHaveLength(1)
  expect(createHash('sha256').update(signedIn.proof).digest()).toEqual(Buffer.from(unlocker.authHash))
})

test('another output, credential, passkey, person or instance opens nothing', async () => {
  const { vault, user, unlocker } = await withPasskey()
  const other = { passkeyId: randomUUID(), credentialId: randomBytes(48) }
  expect(vault.signInByPasskey(user, unlocker, passkey, randomBytes(32))).toBeNull()
  expect(vault.signInByPasskey(user, unlocker, passkey, output.subarray(0, 31))).toBeNull()
  expect(
    vault.signInByPasskey(user, unlocker, { ...passkey, credentialId: other.credentialId }, output),
  ).toBeNull()
  expect(vault.signInByPasskey(user, unlocker, { ...passkey, passkeyId: other.passkeyId }, output)).toBeNull()
  expect(vault.signInByPasskey({ ...user, userId: DESK }, unlocker, passkey, output)).toBeNull()
  const elsewhere = createVault(new Uint8Array(32).fill(8), QUICK)
  expect(elsewhere.signInByPasskey(user, unlocker, passkey, output)).toBeNull()
})

test('a passkey is no password, and a password is no passkey', async () => {
  const { vault, sayo, user, unlocker } = await withPasskey()
  expect(await vault.signIn(user, unlocker, PASSWORD)).toBeNull()
  expect(await vault.confirm(unlocker, output.toString('latin1'))).toBe(false)
  const named = { ...passkey, passkeyId: sayo.unlocker.unlockerId }
  expect(vault.signInByPasskey(user, sayo.unlocker, named, output)).toBeNull()
})

test('a row that was altered anywhere opens nothing', async () => {
  const { vault, user, unlocker } = await withPasskey()
  const flipped = (bytes: Uint8Array) => bytes.map((byte, place) => (place === 3 ? byte ^ 1 : byte))
  const altered: Partial<UnlockerRow>[] = [
    { salt: flipped(unlocker.salt) },
    { authHash: flipped(unlocker.authHash) },
    { wrap: flipped(unlocker.wrap) },
    { mac: flipped(unlocker.mac) },
    { notAfter: 1 },
    { kind: 'password' },
  ]
  for (const change of altered)
    expect(vault.signInByPasskey(user, { ...unlocker, ...change }, passkey, output)).toBeNull()
})

test('no unlocker is made of what no device derives', async () => {
  const { vault, sayo } = await withPasskey()
  const made = { ...passkey, salt, output: randomBytes(16) }
  expect(vault.newPasskeyUnlocker(openerOf(sayo), made)).toBeNull()
})

test('after a rotation of the root secret it opens once more, and follows from the new one from then on', async () => {
  const { vault, user, unlocker } = await withPasskey()
  const signedIn = vault.signInByPasskey(user, unlocker, passkey, output)
  expect([signedIn?.renewed, vault.isOfPrevious(unlocker)]).toEqual([null, false])
  const next = new Uint8Array(32).fill(21)
  const after = createVault(next, { ...QUICK, earlier: [ROOT], takesPrevious: true })
  expect(after.isOfPrevious(unlocker)).toBe(true)
  const renewed = after.signInByPasskey(user, unlocker, passkey, output)?.renewed
  if (!renewed) throw new Error('it does not follow')
  expect([renewed.unlockerId, renewed.kind, renewed.salt]).toEqual([unlocker.unlockerId, 'passkey', salt])
  const alone = createVault(next, QUICK)
  expect(alone.signInByPasskey(user, unlocker, passkey, output)).toBeNull()
  expect(alone.signInByPasskey(user, renewed, passkey, output)).not.toBeNull()
})
