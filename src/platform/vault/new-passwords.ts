import type { NewSession, UnlockerRow, Vault } from './contract.ts'
import type { Instance } from './instance.ts'
import { KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { sessionSeed } from './session.ts'
import { newUnlocker, type User, unlock } from './unlockers.ts'

/** Where nothing was opened, an unlocker is made all the same, of a seed that opens nothing, and thrown away. */
export async function newPasswordUnlocker(
  instance: Instance,
  user: User,
  opened: NewSession | null,
  password: string,
): ReturnType<Vault['newPasswordUnlocker']> {
  const seed = opened ? sessionSeed(instance, opened.cookie, opened.session) : randomBytes(KEY_BYTES)
  try {
    const made = await newUnlocker(instance, user, seed, { kind: 'password', secret: password, notAfter: 0 })
    return opened && made
  } finally {
    wipe(seed)
  }
}

export async function replaceUnlocker(
  instance: Instance,
  old: UnlockerRow,
  oldSecret: string,
  newPassword: string,
): ReturnType<Vault['replaceUnlocker']> {
  const unlocked = await unlock(instance, old, old, oldSecret)
  if (!unlocked) return null
  try {
    const credential = { kind: 'password', secret: newPassword, notAfter: 0 } as const
    const unlocker = await newUnlocker(instance, old, unlocked.seed, credential)
    return { unlocker, proof: unlocked.proof }
  } finally {
    wipe(unlocked.seed)
  }
}
