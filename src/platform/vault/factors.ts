import type { Bytes } from './contract.ts'
import { ctx } from './ctx.ts'
import { openEnvelope, sealEnvelope } from './formats.ts'
import type { Instance } from './instance.ts'
import { keyIdOf, tenantKey } from './keys.ts'
import { mac, wipe } from './primitives.ts'
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
export function sealFactor(instance: Instance, at: FactorAddress, secret: Bytes, nonce?: Bytes): Bytes {
  const key = tenantKey(instance.root, 'totp', at.tenantId)
  try {
    return sealEnvelope(key, keyIdOf(key), factorContext(at), secret, nonce)
  } finally {
    wipe(key)
  }
}

export function openFactor(instance: Instance, at: FactorAddress, sealed: Bytes): Bytes {
  const key = tenantKey(instance.root, 'totp', at.tenantId)
  try {
    return openEnvelope(key, keyIdOf(key), factorContext(at), sealed)
  } finally {
    wipe(key)
  }
}

export function codeHash(instance: Instance, tenantId: string, userId: string, code: string): Bytes {
  const key = tenantKey(instance.root, 'code', tenantId)
  const message = ctx('code', userId, foldCode(code))
  const hash = mac(key, message)
  wipe(key, message)
  return hash
}

/** Equal values give equal tokens, and nothing else can be learnt from them without the root secret. */
export function token(instance: Instance, tenantId: string, use: string, value: string): Bytes {
  const key = tenantKey(instance.root, 'known', tenantId)
  const message = ctx('token', use, value)
  const full = mac(key, message)
  wipe(key, message)
  return full.slice(0, TOKEN_BYTES)
}
