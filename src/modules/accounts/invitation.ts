import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { type ActivationLetter, activationDays } from './contract.ts'
import { type InvitedKeys, insertInvited, insertKeys } from './store/accounts.ts'

interface Invited {
  id: string
  login: string
  displayName: string
}

/** Keys that nobody has yet, and the letter that opens them. */
export interface NewLetter {
  keys: InvitedKeys
  letter: ActivationLetter
}

/** A new account with keys of its own, opened by the code of a letter that is handed over in person. */
export async function inviteAccount(scene: Scene, { letter, keys }: NewLetter): Promise<ActivationLetter> {
  await insertInvited(scene, letter, keys)
  return letter
}

/** Another letter, with other keys, for an invited account whose earlier keys are gone. */
export async function inviteAgain(
  scene: Scene,
  invited: Invited,
  made: NewLetter | null,
): Promise<ActivationLetter> {
  // What it was made for has changed since.
  if (made?.letter.id !== invited.id) throw new AppError('conflict')
  await insertKeys(scene.tx, made.keys)
  return { ...made.letter, ...invited }
}

/** Derives, and so belongs to what is done beforehand. */
export async function newLetter(
  tenantId: string,
  { id, login, displayName }: Omit<Invited, 'id'> & { id?: string },
): Promise<NewLetter> {
  const invited = { id: id ?? crypto.randomUUID(), login, displayName }
  const notAfter = Math.floor(Date.now() / 1000) + activationDays * 86_400
  const { key, unlocker, activationCode } = await platform().vault.createUser(
    { tenantId, userId: invited.id },
    { kind: 'activation', notAfter },
  )
  const letter: ActivationLetter = {
    ...invited,
    activationCode: activationCode ?? '',
    notAfter: new Date(notAfter * 1000),
  }
  return { keys: { key, unlocker }, letter }
}
