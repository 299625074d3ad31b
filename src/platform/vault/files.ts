import type { Bytes, FileAddress, SealedFile } from './contract.ts'
import { ctx } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { envelopeKeyId, openEnvelope, sealEnvelope } from './formats.ts'
import type { Keyring } from './keyring.ts'
import { keyIdOf } from './keys.ts'
import { KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { type Holder, holderOf, unwrapUnder, type WrapAddress, wrapUnder } from './wraps.ts'

function fileContext(file: FileAddress, keyId: Bytes): Bytes {
  return ctx('file', file.tenantId, file.fileId, file.compartmentId, keyId)
}

function keyAddress(file: FileAddress, keyId: Bytes): WrapAddress {
  return {
    kind: 'file',
    tenantId: file.tenantId,
    subjectId: file.fileId,
    keyId,
    recipientId: file.compartmentId,
    epoch: 0,
    notAfter: 0,
    basisId: null,
  }
}

export function sealFileUnder(
  compartment: Holder,
  file: FileAddress,
  bytes: Bytes,
  key: Bytes = randomBytes(KEY_BYTES),
  nonces?: { wrap: Bytes; bytes: Bytes },
): SealedFile {
  const keyId = keyIdOf(key)
  const sealed = {
    keyWrap: wrapUnder(compartment, key, keyAddress(file, keyId), nonces?.wrap),
    bytes: sealEnvelope(key, keyId, fileContext(file, keyId), bytes, nonces?.bytes),
  }
  wipe(key)
  return sealed
}

export function openFileUnder(compartment: Holder, file: FileAddress, sealed: SealedFile): Bytes {
  const keyId = envelopeKeyId(sealed.bytes)
  const key = unwrapUnder(compartment, sealed.keyWrap, keyAddress(file, keyId))
  try {
    return openEnvelope(key, keyId, fileContext(file, keyId), sealed.bytes)
  } finally {
    wipe(key)
  }
}

/** A file's key under another compartment key; the file itself stays as it is. `keyId` names the key inside. */
export function rewrapFileKey(
  from: Holder,
  to: Holder,
  file: FileAddress,
  keyId: Bytes,
  keyWrap: Bytes,
): Bytes {
  const key = unwrapUnder(from, keyWrap, keyAddress(file, keyId))
  try {
    return wrapUnder(to, key, keyAddress(file, keyId))
  } finally {
    wipe(key)
  }
}

function withCompartment<Result>(
  keyring: Keyring,
  file: FileAddress,
  keyId: Bytes | null,
  use: (compartment: Holder) => Result,
): Result {
  if (file.tenantId !== keyring.session.tenantId) throw new CannotOpen()
  const compartment = holderOf(keyring.compartmentKey(file.compartmentId, keyId).key)
  try {
    return use(compartment)
  } finally {
    wipe(compartment.key)
  }
}

export function sealFile(keyring: Keyring, file: FileAddress, bytes: Bytes): SealedFile {
  return withCompartment(keyring, file, null, (compartment) => sealFileUnder(compartment, file, bytes))
}

export function revealFile(keyring: Keyring, file: FileAddress, sealed: SealedFile): Bytes {
  return withCompartment(keyring, file, envelopeKeyId(sealed.keyWrap), (compartment) =>
    openFileUnder(compartment, file, sealed),
  )
}
