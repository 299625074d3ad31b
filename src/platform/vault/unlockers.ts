import { randomUUID } from 'node:crypto'
import type { Bytes, UnlockerRow } from './contract.ts'
import { ctx } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { WRAP_S_BYTES } from './formats.ts'
import { type Instance, isOver } from './instance.ts'
import { tenantKey } from './keys.ts'
import { isSame, KEY_BYTES, kdf, mac, randomBytes, SALT_BYTES, sha256, wipe } from './primitives.ts'
import { foldCode } from './printed-code.ts'
import { type Kek, kekFrom, unwrapUnder, type WrapAddress, wrapUnder } from './wraps.ts'

/** What somebody types; a passkey's secret comes from the device (passkey-unlockers.ts). */
type Kind = Exclude<UnlockerRow['kind'], 'passkey'>

export interface User {
  tenantId: string
  userId: string
}

export interface Derived {
  /** What the database compares by its hash; it opens nothing. */
  proof: Bytes
  authHash: Bytes
  kek: Kek
}

/** One derivation gives both what is stored to compare and what unwraps, so neither is the cheaper one to guess. */
export async function deriveUnlocker(
  instance: Instance,
  user: User,
  kind: Kind,
  salt: Bytes,
  secret: string,
): Promise<Derived> {
  const slow = await deriveSlowly(instance, kind, salt, secret)
  try {
    return mixWithRoot(instance, user, slow)
  } finally {
    wipe(slow)
  }
}

/** All that takes long. Nothing of the instance is in it, so that it serves under another root secret as well. */
function deriveSlowly({ argon }: Instance, kind: Kind, salt: Bytes, secret: string): Promise<Bytes> {
  const typed = Buffer.from(kind === 'activation' ? foldCode(secret) : secret, 'utf8')
  return argon.derive(typed, salt).finally(() => wipe(typed))
}

function mixWithRoot({ root }: Pick<Instance, 'root'>, user: User, slow: Bytes): Derived {
  const instanceKey = tenantKey(root, 'pw', user.tenantId)
  const message = ctx('pw-root', slow)
  const mixed = mac(instanceKey, message)
  const proof = kdf(mixed, 'auth')
  const kek = kekFrom(kdf(mixed, 'unlock', user.userId))
  wipe(message, instanceKey, mixed)
  return { proof, authHash: sha256(proof), kek }
}

export function unlockerAddress(
  row: Pick<UnlockerRow, 'tenantId' | 'userId' | 'unlockerId' | 'kind' | 'notAfter'>,
): WrapAddress {
  return {
    kind: row.kind,
    tenantId: row.tenantId,
    subjectId: row.userId,
    keyId: new Uint8Array(0),
    recipientId: row.unlockerId,
    epoch: 0,
    notAfter: row.notAfter,
    basisId: null,
  }
}

export async function newUnlocker(
  instance: Instance,
  user: User,
  seed: Bytes,
  credential: { kind: Kind; secret: string; notAfter: number },
): Promise<UnlockerRow> {
  const { kind, secret, notAfter } = credential
  const salt = randomBytes(SALT_BYTES)
  const slow = await deriveSlowly(instance, kind, salt, secret)
  try {
    return unlockerOf(instance, user, seed, { kind, salt, notAfter, slow })
  } finally {
    wipe(slow)
  }
}

function unlockerOf(
  instance: Instance,
  user: User,
  seed: Bytes,
  { slow, ...made }: { kind: Kind; salt: Bytes; notAfter: number; slow: Bytes },
): UnlockerRow {
  const { authHash, kek } = mixWithRoot(instance, user, slow)
  const { tenantId, userId } = user
  const row = { tenantId, userId, unlockerId: randomUUID(), ...made, authHash }
  const wrap = wrapUnder(kek, seed, unlockerAddress(row))
  wipe(kek.key)
  return instance.directory.unlocker({ ...row, wrap })
}

export interface Opened {
  seed: Bytes
  proof: Bytes
}

export interface Unlocked extends Opened {
  /** The same unlocker under the present root secret, where the shown one still followed from the one before. */
  renewed: UnlockerRow | null
}

/** Whose root secret an unlocker follows from: until her next sign-in it may be the one before. */
export function makerOf(instance: Instance, unlocker: UnlockerRow): Pick<Instance, 'root' | 'directory'> {
  const { previous } = instance
  if (!previous || instance.directory.hasMadeUnlocker(unlocker)) return instance
  return previous.directory.hasMadeUnlocker(unlocker) ? previous : instance
}

/**
 * Null where it is refused. An unknown account, a forged row, a wrong secret and a right one all cost one derivation, also where
 * the row follows from the root secret before: then its salt, and what was derived with it, go on under the present one. The salt
 * stays where it was, in the row; hash and wrap tell nothing of those of before, since each is mixed with a secret of its own.
 */
export async function unlock(
  instance: Instance,
  user: User,
  unlocker: UnlockerRow | null,
  secret: string,
): Promise<Unlocked | null> {
  if (!unlocker) instance.directory.unlocker(nobodys(user))
  const maker = unlocker ? makerOf(instance, unlocker) : instance
  const made = { ...instance, ...maker }
  const usable = unlocker !== null && isUsable(made, user, unlocker) ? unlocker : null
  const salt = usable?.salt ?? new Uint8Array(SALT_BYTES)
  const kind = usable?.kind === 'activation' ? 'activation' : 'password'
  const slow = await deriveSlowly(instance, kind, salt, secret)
  try {
    const opened = openedBy(mixWithRoot(made, user, slow), usable?.kind === 'passkey' ? null : usable)
    if (!opened || !usable || maker === instance) return opened && { ...opened, renewed: null }
    const { notAfter } = usable
    return { ...opened, renewed: unlockerOf(instance, user, opened.seed, { kind, salt, notAfter, slow }) }
  } finally {
    wipe(slow)
  }
}

export function openedBy(derived: Derived, unlocker: UnlockerRow | null): Opened | null {
  try {
    if (!unlocker || !isSame(derived.authHash, unlocker.authHash)) return null
    const seed = unwrapUnder(derived.kek, unlocker.wrap, unlockerAddress(unlocker))
    return { seed, proof: derived.proof }
  } catch (error) {
    if (error instanceof CannotOpen) return null
    throw error
  } finally {
    wipe(derived.kek.key)
  }
}

/** An account that does not exist costs the same check as one that does, on a row of the same size. */
function nobodys(user: User): Omit<UnlockerRow, 'mac'> {
  return {
    tenantId: user.tenantId,
    userId: user.userId,
    unlockerId: user.userId,
    kind: 'password',
    salt: new Uint8Array(SALT_BYTES),
    authHash: new Uint8Array(KEY_BYTES),
    wrap: new Uint8Array(WRAP_S_BYTES),
    notAfter: 0,
  }
}

export function isUsable(instance: Instance, user: User, unlocker: UnlockerRow): boolean {
  // First of all: a row that was altered must raise its alarm, whatever else is wrong with it.
  return (
    instance.directory.isGenuineUnlocker(unlocker) &&
    unlocker.tenantId === user.tenantId &&
    unlocker.userId === user.userId &&
    unlocker.salt.length === SALT_BYTES &&
    !isOver(instance, unlocker.notAfter)
  )
}
