import type { Bytes, Vault } from './contract.ts'
import { ctx } from './ctx.ts'
import type { Instance } from './instance.ts'
import { tenantKey } from './keys.ts'
import { isSame, mac, wipe } from './primitives.ts'

/** Over what an act wrote, for its line in the record: whoever writes to the database but lacks the root secret makes none. */
export function writingMacs({
  root,
  earlier,
}: Pick<Instance, 'root' | 'earlier'>): Pick<Vault, 'macWriting' | 'generationOfWriting'> {
  const roots = [root, ...earlier]
  return {
    macWriting: (tenantId, fields) => macOfWriting(root, tenantId, fields),
    generationOfWriting(tenantId, fields, given) {
      const found = roots.findIndex((one) => isSame(macOfWriting(one, tenantId, fields), given))
      return found < 0 ? null : found
    },
  }
}

/** A line of no tenant is the instance's own. */
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
