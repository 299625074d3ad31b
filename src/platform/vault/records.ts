import type { Bytes, PlainDocument, RecordAddress, SealedDocument } from './contract.ts'
import { ctx, u16, u64 } from './ctx.ts'
import { CannotOpen } from './errors.ts'
import { envelopeKeyId, openEnvelope, pad, sealEnvelope, unpad } from './formats.ts'
import { type DocumentKey, type Keyring, openOrNull } from './keyring.ts'
import { wipe } from './primitives.ts'

export function recordContext(address: RecordAddress, keyId: Bytes): Bytes {
  return ctx(
    'rec',
    address.tenantId,
    address.label,
    address.rowId,
    address.compartmentId,
    keyId,
    u64(address.rev),
    u16(address.schema),
  )
}

export function sealRecord(key: DocumentKey, address: RecordAddress, text: Bytes, nonce?: Bytes): Bytes {
  const padded = pad(text)
  try {
    return sealEnvelope(key.key, key.id, recordContext(address, key.id), padded, nonce)
  } finally {
    wipe(padded)
  }
}

/** The document's text as UTF-8; the caller wipes it. */
export function openRecord(key: DocumentKey, address: RecordAddress, bytes: Bytes): Bytes {
  const padded = openEnvelope(key.key, key.id, recordContext(address, key.id), bytes)
  return unpad(padded)
}

function openWith(keyring: Keyring, document: SealedDocument): Bytes {
  const key = keyring.documentKey(document, envelopeKeyId(document.bytes))
  return openRecord(key, document, document.bytes)
}

function sealWith(keyring: Keyring, address: RecordAddress, text: Bytes): Bytes {
  if (address.tenantId !== keyring.session.tenantId) throw new CannotOpen()
  return sealRecord(keyring.documentKey(address, null), address, text)
}

/** Each document on its own: one that was tampered with must not take the list down with it. */
export function reveal(keyring: Keyring, documents: readonly SealedDocument[]): (string | null)[] {
  return documents.map((document) =>
    openOrNull(() => {
      const text = openWith(keyring, document)
      const json = Buffer.from(text.buffer, text.byteOffset, text.byteLength).toString('utf8')
      wipe(text)
      return json
    }),
  )
}

export function seal(keyring: Keyring, documents: readonly PlainDocument[]): Bytes[] {
  return documents.map((document) => {
    const text = Buffer.from(document.json, 'utf8')
    try {
      return sealWith(keyring, document, text)
    } finally {
      wipe(text)
    }
  })
}

export function reseal(
  keyring: Keyring,
  moves: readonly { from: SealedDocument; to: RecordAddress }[],
): Bytes[] {
  return moves.map(({ from, to }) => {
    const text = openWith(keyring, from)
    try {
      return sealWith(keyring, to, text)
    } finally {
      wipe(text)
    }
  })
}
