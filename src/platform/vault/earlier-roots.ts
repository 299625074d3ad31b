import type { Bytes } from './contract.ts'
import { ctx } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { openEnvelope, sealEnvelope } from './formats.ts'
import { keyIdOf } from './keys.ts'
import { isSame, kdf, wipe } from './primitives.ts'

/** A root secret that another has taken the place of, sealed under the present one. `name` is its own. */
export interface EarlierRoot {
  name: Bytes
  sealed: Bytes
}

export function sealEarlierRoot(root: Bytes, earlier: Bytes): EarlierRoot {
  const name = keyIdOf(earlier)
  const key = kdf(root, 'earlier')
  try {
    return { name, sealed: sealEnvelope(key, keyIdOf(key), ctx('earlier-root', name), earlier) }
  } finally {
    wipe(key)
  }
}

/** Throws `CannotOpen` where one was altered: without it nothing that it named would be found, and nobody would say why. */
export function openEarlierRoots(root: Bytes, rows: readonly EarlierRoot[]): Bytes[] {
  const key = kdf(root, 'earlier')
  try {
    return rows.map(({ name, sealed }) => {
      const earlier = openEnvelope(key, keyIdOf(key), ctx('earlier-root', name), sealed)
      if (!isSame(keyIdOf(earlier), name)) throw new CannotOpen()
      return earlier
    })
  } finally {
    wipe(key)
  }
}
