import { existsSync } from 'node:fs'
import {
  loadRootSecret,
  type RootSecretTrouble,
  RootSecretUnusable,
  rootSecretName,
} from '../../platform/vault/index.ts'

export type RootSecretState =
  | { state: 'present'; place: string; name: string }
  | { state: 'missing'; place: string }
  | { state: 'unusable'; place: string; trouble: RootSecretTrouble }

/** Looks at the root secret without making one. */
export async function rootSecretAt(place: string): Promise<RootSecretState> {
  if (!existsSync(place)) return { state: 'missing', place }
  try {
    const secret = await loadRootSecret(place, false)
    const name = rootSecretName(secret)
    secret.fill(0)
    return { state: 'present', place, name }
  } catch (error) {
    if (error instanceof RootSecretUnusable) return { state: 'unusable', place, trouble: error.trouble }
    throw error
  }
}
