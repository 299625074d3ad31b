import type { TenantRole } from '../../platform/permissions.ts'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type ActivationLetter, activationDays } from './contract.ts'
import { assignRole, insertInvited } from './store/accounts.ts'

/** A new account with keys of its own, opened by the code of a letter that is handed over in person. */
export async function inviteAccount(
  scene: Scene,
  person: { login: string; displayName: string; tenantRole?: TenantRole | undefined },
): Promise<ActivationLetter> {
  const user = { tenantId: scene.actor.tenantId, userId: crypto.randomUUID() }
  const notAfter = Math.floor(Date.now() / 1000) + activationDays * 86_400
  const { key, unlocker, activationCode } = await platform().vault.createUser(user, {
    kind: 'activation',
    notAfter,
  })
  const { login, displayName } = person
  await insertInvited(scene, { id: user.userId, login, displayName }, { key, unlocker })
  if (person.tenantRole) await assignRole(scene, user.userId, person.tenantRole)
  return {
    id: user.userId,
    login,
    displayName,
    activationCode: activationCode ?? '',
    notAfter: new Date(notAfter * 1000),
  }
}
