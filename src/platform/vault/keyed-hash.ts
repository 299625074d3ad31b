import type { Bytes } from './contract.ts'
import { ctx } from './ctx.ts'
import type { Instance } from './instance.ts'
import { type TenantUse, tenantKey } from './keys.ts'
import { mac, wipe } from './primitives.ts'

/**
 * A keyed hash that rows are found by. After a rotation of the root secret what was stored cannot be computed anew, because
 * nobody has the values any more: it was keyed once again with the new secret, and so is everything that is looked up.
 */
export function keyedHash(
  { root, earlier }: Pick<Instance, 'root' | 'earlier'>,
  use: TenantUse,
  tenantId: string,
  message: Bytes,
  length: number,
): Bytes {
  const [first = root, ...later] = [...earlier.toReversed(), root]
  const key = tenantKey(first, use, tenantId)
  const hash = mac(key, message).slice(0, length)
  wipe(key)
  return later.reduce((hashed, next) => keyedAgain(next, use, tenantId, hashed), hash)
}

export function keyedAgain(root: Bytes, use: TenantUse, tenantId: string, hash: Bytes): Bytes {
  const key = tenantKey(root, use, tenantId)
  const again = mac(key, ctx('keyed-again', hash)).slice(0, hash.length)
  wipe(key)
  return again
}
