import type { Bytes, PasskeyName, UnlockerRow } from './contract.ts'
import { ctx } from './ctx.ts'
import type { Instance } from './instance.ts'
import { tenantKey } from './keys.ts'
import { KEY_BYTES, kdf, mac, SALT_BYTES, sha256, wipe } from './primitives.ts'
import {
  type Derived,
  isUsable,
  makerOf,
  openedBy,
  type Unlocked,
  type User,
  unlockerAddress,
} from './unlockers.ts'
import { kekFrom, wrapUnder } from './wraps.ts'

/**
 * What the device derives (WebAuthn's PRF: 32 bytes under a key that never leaves it) cannot be guessed, so nothing slow is
 * needed; the root secret is mixed in all the same, and the credential, so that no output of it serves another.
 */
export function derivePasskey(instance: Instance, user: User, credentialId: Bytes, output: Bytes): Derived {
  const instanceKey = tenantKey(instance.root, 'pw', user.tenantId)
  const message = ctx('prf-root', output)
  const mixed = mac(instanceKey, message)
  const proof = kdf(mixed, 'prf-auth', user.userId, credentialId)
  const kek = kekFrom(kdf(mixed, 'prf', user.userId, credentialId))
  wipe(message, instanceKey, mixed)
  return { proof, authHash: sha256(proof), kek }
}

/** Null where this is not what a device derives. */
export function newPasskeyUnlocker(
  instance: Instance,
  user: User,
  seed: Bytes,
  passkey: PasskeyName & { salt: Bytes; output: Bytes },
): UnlockerRow | null {
  const { passkeyId, credentialId, salt, output } = passkey
  if (output.length !== KEY_BYTES || salt.length !== SALT_BYTES) return null
  const { authHash, kek } = derivePasskey(instance, user, credentialId, output)
  const row = {
    tenantId: user.tenantId,
    userId: user.userId,
    unlockerId: passkeyId,
    kind: 'passkey' as const,
    salt,
    authHash,
    notAfter: 0,
  }
  const wrap = wrapUnder(kek, seed, unlockerAddress(row))
  wipe(kek.key)
  return instance.directory.unlocker({ ...row, wrap })
}

export function unlockByPasskey(
  instance: Instance,
  user: User,
  unlocker: UnlockerRow,
  { passkeyId, credentialId }: PasskeyName,
  output: Bytes,
): Unlocked | null {
  const isOfIt = unlocker.kind === 'passkey' && unlocker.unlockerId === passkeyId
  const maker = makerOf(instance, unlocker)
  const made = { ...instance, ...maker }
  // First of all: a row that was altered must raise its alarm, whatever else is wrong with it.
  if (!isUsable(made, user, unlocker) || !isOfIt || output.length !== KEY_BYTES) return null
  const opened = openedBy(derivePasskey(made, user, credentialId, output), unlocker)
  if (!opened || maker === instance) return opened && { ...opened, renewed: null }
  // The device derives the same again for the same salt.
  const again = { passkeyId, credentialId, salt: unlocker.salt, output }
  return { ...opened, renewed: newPasskeyUnlocker(instance, user, opened.seed, again) }
}
