import type { Bytes } from './contract.ts'
import { ctx } from './ctx.ts'
import { openEnvelope, sealEnvelope } from './formats.ts'
import type { Instance } from './instance.ts'
import { keyedHash } from './keyed-hash.ts'
import { keyIdOf, tenantKey } from './keys.ts'
import { KEY_BYTES, wipe } from './primitives.ts'
import { foldCode } from './printed-code.ts'

const TOKEN_BYTES = 16

interface FactorAddress {
  tenantId: string
  userId: string
  factorId: string
}

function factorContext(at: FactorAddress): Bytes {
  return ctx('factor', at.tenantId, at.userId, at.factorId)
}

/** Under the instance's key and not the user's: it is asked for before her seed is open. */
export function sealFactor(
  instance: Pick<Instance, 'root'>,
  at: FactorAddress,
  secret: Bytes,
  nonce?: Bytes,
): Bytes {
  const key = tenantKey(instance.root, 'totp', at.tenantId)
  try {
    return sealEnvelope(key, keyIdOf(key), factorContext(at), secret, nonce)
  } finally {
    wipe(key)
  }
}

export function openFactor(instance: Pick<Instance, 'root'>, at: FactorAddress, sealed: Bytes): Bytes {
  const key = tenantKey(instance.root, 'totp', at.tenantId)
  try {
    return openEnvelope(key, keyIdOf(key), factorContext(at), sealed)
  } finally {
    wipe(key)
  }
}

/** Of a set that was made before sets had a salt. */
export function codeHash(instance: Instance, tenantId: string, userId: string, code: string): Bytes {
  const message = ctx('code', userId, foldCode(code))
  try {
    return keyedHash(instance, 'code', tenantId, message, KEY_BYTES)
  } finally {
    wipe(message)
  }
}

/**
 * Short codes are slow to try for whoever has the salt and the root secret. The keyed hash around it is that of `codeHash`, so that
 * a rotation keys both again alike.
 */
export async function slowCodeHash(
  instance: Instance,
  { tenantId, userId }: { tenantId: string; userId: string },
  salt: Bytes,
  code: string,
): Promise<Bytes> {
  const typed = Buffer.from(foldCode(code), 'utf8')
  const slow = await instance.argon.derive(typed, salt, 'code').finally(() => wipe(typed))
  const message = ctx('slow-code', userId, slow)
  try {
    return keyedHash(instance, 'code', tenantId, message, KEY_BYTES)
  } finally {
    wipe(slow, message)
  }
}

/** Equal values give equal tokens, and nothing else can be learnt from them without the root secret. */
export function token(instance: Instance, tenantId: string, use: string, value: string): Bytes {
  const message = ctx('token', use, value)
  try {
    return keyedHash(instance, 'known', tenantId, message, TOKEN_BYTES)
  } finally {
    wipe(message)
  }
}
