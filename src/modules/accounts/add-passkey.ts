import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { passkeyColumns } from '../../platform/passkey-columns.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { AskedAt, inOneField, MadeKey, PasskeyLabel } from './contract.ts'
import { checkMadeKey, requireRpId } from './passkeys.ts'
import { insertPasskey } from './store/passkeys.ts'

const Made = z.object({ id: z.uuid(), opens: z.boolean() })

/**
 * A security key or passkey of her own, as second factor from now on. Where the device derives a secret it opens her keys
 * by itself as well.
 */
export const addPasskey = defineUseCase({
  name: 'account.add-passkey',
  permission: 'own.credentials',
  purpose: 'own-account',
  input: z.object({ label: PasskeyLabel, keyToken: inOneField(MadeKey), ...AskedAt }),
  subject: () => ({ objectType: 'passkey' }),
  output: Made,
  async run(scene, { label, keyToken, origin = '' }) {
    const { actor, tx } = scene
    const { tenantId, userId } = actor
    const rpId = requireRpId(origin)
    const terms = { tenantId, use: 'add-passkey' as const, boundTo: actor.sessionId }
    const checked = await checkMadeKey(tx, { terms, origin, rpId }, keyToken)
    if (!checked) throw new AppError('refused', 'accounts_passkey_not_made')
    const row = {
      ...{ tenantId, userId, id: crypto.randomUUID(), rpId },
      credentialId: Buffer.from(keyToken.id, 'base64url'),
      publicKey: checked.publicKey,
    }
    const unlocker = unlockerFor(scene, row, keyToken.output, checked.challenge)
    const made = { ...row, counter: checked.counter, label, unlocker }
    const columns = passkeyColumns({ ...row, opens: unlocker !== null })
    const mac = platform().vault.macRow(tenantId, 'passkey', columns)
    const answer = await insertPasskey(tx, { ...made, mac })
    if (answer !== 'done') throw new AppError('refused', whyNot[answer] ?? 'accounts_passkey_not_made')
    return { id: row.id, opens: unlocker !== null }
  },
  audit: (result) => ({ objectId: result.id }),
})

/** What it derived, it derived from the first half of its challenge: random, and the browser had it at hand. */
function unlockerFor(
  { keys }: Scene,
  { id: passkeyId, credentialId }: { id: string; credentialId: Buffer },
  output: string | undefined,
  challenge: string,
) {
  if (!output) return null
  const salt = Uint8Array.from(Buffer.from(challenge, 'base64url').subarray(0, 16))
  const derived = Uint8Array.from(Buffer.from(output, 'base64url'))
  const { vault } = platform()
  return vault.newPasskeyUnlocker(keys.opener, { passkeyId, credentialId, salt, output: derived })
}

const whyNot: Readonly<Record<string, string>> = {
  many: 'accounts_passkey_many',
  taken: 'accounts_passkey_taken',
}
