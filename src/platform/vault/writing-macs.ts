import { ctx } from './ctx.ts'
import type { Instance } from './instance.ts'
import type { Bytes } from './key-rows.ts'
import { tenantKey } from './keys.ts'
import { isSame, mac, wipe } from './primitives.ts'
import type { WritingMacs } from './writing-contract.ts'

export function writingMacs({ root, earlier }: Pick<Instance, 'root' | 'earlier'>): WritingMacs {
  const roots = [root, ...earlier]
  return {
    macWriting: (tenantId, fields) => macOfWriting(root, tenantId, fields),
    generationOfWriting(tenantId, fields, given) {
      const found = roots.findIndex((one) => isSame(macOfWriting(one, tenantId, fields), given))
      return found < 0 ? null : found
    },
  }
}

export function macOfWriting(
  root: Bytes,
  tenantId: string | null,
  fields: readonly (string | Bytes)[],
): Bytes {
  const key = tenantKey(root, 'wrote', tenantId ?? '')
  const made = mac(key, ctx('wrote', ...fields))
  wipe(key)
  return made
}
