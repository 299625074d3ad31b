import { grantTo } from './compartments.ts'
import type { Bytes, FileKey, GrantRow, Holding, SealedDocument } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { rewrapFileKey } from './files.ts'
import { envelopeKeyId } from './formats.ts'
import { type Instance, isOver } from './instance.ts'
import type { Keyring } from './keyring.ts'
import { documentKeyOf, keyIdOf } from './keys.ts'
import { KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { openRecord, sealRecord } from './record-format.ts'
import { type Holder, holderOf } from './wraps.ts'

/** The key that goes and the one that comes. */
interface Replacement {
  from: Holder
  to: Holder
  document: { id: Bytes; key: Bytes }
}

export function replaceKeys(
  instance: Instance,
  keyring: Keyring,
  holdings: readonly Holding[],
  documents: readonly SealedDocument[],
  files: readonly FileKey[],
): { grants: GrantRow[]; documents: Bytes[]; fileKeys: Bytes[] } {
  const made = new Map<string, Replacement>()
  const replacementOf = (compartmentId: string): Replacement => {
    const known = made.get(compartmentId) ?? replacement(keyring, compartmentId)
    made.set(compartmentId, known)
    return known
  }
  try {
    return {
      grants: holdings.flatMap(({ grant, deskKey }) => {
        // A share that somebody slipped in would be handed the new key as well.
        if (!instance.directory.isGenuineGrant(grant) || deskKey.deskId !== grant.deskId)
          throw new CannotOpen()
        if (isOver(instance, grant.notAfter)) return []
        const { notAfter, basisId, compartmentId } = grant
        return [
          grantTo(instance, grant, replacementOf(compartmentId).to.seed, { deskKey, notAfter, basisId }),
        ]
      }),
      documents: documents.map((document) =>
        resealed(keyring, replacementOf(document.compartmentId), document),
      ),
      fileKeys: files.map(({ file, keyId, keyWrap }) => {
        const { from, to } = replacementOf(file.compartmentId)
        return rewrapFileKey(from, to, file, keyId, keyWrap)
      }),
    }
  } finally {
    for (const { from, to, document } of made.values()) wipe(from.key, to.key, to.seed, document.key)
  }
}

function replacement(keyring: Keyring, compartmentId: string): Replacement {
  const { key } = keyring.compartmentKey(compartmentId, null)
  const next = randomBytes(KEY_BYTES)
  return {
    from: holderOf(key),
    to: holderOf(next),
    document: { id: keyIdOf(next), key: documentKeyOf(next) },
  }
}

function resealed(keyring: Keyring, { document: key }: Replacement, document: SealedDocument): Bytes {
  if (document.scope !== 'compartment') throw new CannotOpen()
  const old = keyring.documentKey(document, envelopeKeyId(document.bytes))
  const text = openRecord(old, document, document.bytes)
  try {
    return sealRecord(key, document, text)
  } finally {
    wipe(text)
  }
}
