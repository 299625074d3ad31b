import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type ActivationLetter, activationDays } from './contract.ts'
import { insertInvited, insertKeys } from './store/accounts.ts'

interface Invited {
  id: string
  login: string
  displayName: string
}

/** A new account with keys of its own, opened by the code of a letter that is handed over in person. */
export async function inviteAccount(
  scene: Scene,
  person: { login: string; displayName: string },
): Promise<ActivationLetter> {
  const { login, displayName } = person
  const invited = { id: crypto.randomUUID(), login, displayName }
  const { keys, letter } = await newLetter(scene, invited)
  await insertInvited(scene, invited, keys)
  return letter
}

/** Another letter, with other keys, for an invited account whose earlier keys are gone. */
export async function inviteAgain(scene: Scene, invited: Invited): Promise<ActivationLetter> {
  const { keys, letter } = await newLetter(scene, invited)
  await insertKeys(scene.tx, keys)
  return letter
}

async function newLetter({ actor }: Scene, invited: Invited) {
  const notAfter = Math.floor(Date.now() / 1000) + activationDays * 86_400
  const { key, unlocker, activationCode } = await platform().vault.createUser(
    { tenantId: actor.tenantId, userId: invited.id },
    { kind: 'activation', notAfter },
  )
  const letter: ActivationLetter = {
    ...invited,
    activationCode: activationCode ?? '',
    notAfter: new Date(notAfter * 1000),
  }
  return { keys: { key, unlocker }, letter }
}
