import type { Bytes, DeskKeyRow, PlainDocument, RecordAddress } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { envelopeKeyId, readWrapP, WRAP_P_BYTES } from './formats.ts'
import type { Instance } from './instance.ts'
import { openOrNull } from './keyring.ts'
import { documentKeyOf, keyIdOf } from './keys.ts'
import { isSame, KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { openRecord, sealRecord } from './record-format.ts'
import { type Holder, unwrapFor, type WrapAddress, wrapTo } from './wraps.ts'

function keyAddress(address: RecordAddress, keyId: Bytes, epoch: number): WrapAddress {
  return {
    kind: 'document',
    tenantId: address.tenantId,
    subjectId: address.rowId,
    keyId,
    recipientId: address.compartmentId,
    epoch,
    notAfter: 0,
    basisId: null,
  }
}

/**
 * `WrapP ‖ record envelope`: the document under a key of its own, which is sealed to the desk's public key. Whoever writes
 * it cannot open it, and needs no session.
 */
export function sealBox(instance: Instance, deskKey: DeskKeyRow, document: PlainDocument): Bytes {
  const isTheirs = deskKey.tenantId === document.tenantId && deskKey.deskId === document.compartmentId
  if (!instance.directory.isGenuineDeskKey(deskKey) || document.scope !== 'box' || !isTheirs)
    throw new CannotOpen()
  const key = randomBytes(KEY_BYTES)
  const documentKey = { id: keyIdOf(key), key: documentKeyOf(key) }
  const text = Buffer.from(document.json, 'utf8')
  try {
    const wrap = wrapTo(deskKey, key, keyAddress(document, documentKey.id, deskKey.epoch))
    return Buffer.concat([wrap, sealRecord(documentKey, document, text)])
  } finally {
    wipe(key, documentKey.key, text)
  }
}

/** Whether a box names this key as the one that opens it; of a mangled one it says yes, and opening refuses. */
export function isBoxFor(keyId: Bytes, bytes: Bytes): boolean {
  const named = openOrNull(() => readWrapP(bytes.subarray(0, WRAP_P_BYTES)).recipientKeyId)
  return !named || isSame(named, keyId)
}

/** The text; `epoch` is that of the holder's key. */
export function openBox(holder: Holder, epoch: number, address: RecordAddress, bytes: Bytes): Bytes {
  const envelope = bytes.subarray(WRAP_P_BYTES)
  const keyId = envelopeKeyId(envelope)
  const key = unwrapFor(holder, bytes.subarray(0, WRAP_P_BYTES), keyAddress(address, keyId, epoch))
  const documentKey = { id: keyId, key: documentKeyOf(key) }
  try {
    return openRecord(documentKey, address, envelope)
  } finally {
    wipe(key, documentKey.key)
  }
}
