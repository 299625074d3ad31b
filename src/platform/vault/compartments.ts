import type { Bytes, GrantRow, Opener, Recipient } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { SUITE_SEALED_BOX, wrapSuite } from './formats.ts'
import type { Instance } from './instance.ts'
import { grantAddress, type Keyring, openOrNull } from './keyring.ts'
import { keyIdOf } from './keys.ts'
import { isSame, KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { wrapTo, wrapUnder } from './wraps.ts'

interface Compartment {
  tenantId: string
  compartmentId: string
}

/** `maker`: whoever makes it holds some of the desks' own keys, and wraps under those what they are given. */
export function grantTo(
  instance: Instance,
  compartment: Compartment,
  key: Bytes,
  to: Recipient,
  maker: Keyring | null = null,
): GrantRow {
  const { deskKey } = to
  if (!instance.directory.isGenuineDeskKey(deskKey) || deskKey.tenantId !== compartment.tenantId) {
    throw new CannotOpen()
  }
  const row = {
    tenantId: compartment.tenantId,
    compartmentId: compartment.compartmentId,
    deskId: deskKey.deskId,
    epoch: deskKey.epoch,
    keyId: keyIdOf(key),
    notAfter: to.notAfter,
    basisId: to.basisId,
  }
  const desk = maker?.memberships(deskKey.deskId).find((one) => one.row.epoch === deskKey.epoch)?.desk
  const address = grantAddress(row)
  const wrap =
    desk && isSame(desk.id, deskKey.keyId) ? wrapUnder(desk, key, address) : wrapTo(deskKey, key, address)
  return instance.directory.grant({ ...row, wrap })
}

export function newCompartment(
  instance: Instance,
  compartment: Compartment,
  to: readonly Recipient[],
  maker: Keyring | null = null,
): GrantRow[] {
  const key = randomBytes(KEY_BYTES)
  try {
    return to.map((recipient) => grantTo(instance, compartment, key, recipient, maker))
  } finally {
    wipe(key)
  }
}

export function share(instance: Instance, keyring: Keyring, compartmentId: string, to: Recipient): GrantRow {
  const { row, key } = keyring.compartmentKey(compartmentId, null)
  return grantTo(instance, row, key, to)
}

/** Where there is nothing to settle, no key is opened either. */
export function unsettled(opener: Opener): Opener {
  return { ...opener, grants: opener.grants.filter((row) => isSealedBox(row.wrap)) }
}

function isSealedBox(wrap: Bytes): boolean {
  return openOrNull(() => wrapSuite(wrap)) === SUITE_SEALED_BOX
}

export function settleGrants(instance: Instance, keyring: Keyring): GrantRow[] {
  const settled: GrantRow[] = []
  for (const { row, key, desk } of keyring.grants()) {
    const { mac: _, ...rest } = row
    const wrap = wrapUnder(desk, key, grantAddress(row))
    settled.push(instance.directory.grant({ ...rest, wrap }))
  }
  return settled
}
