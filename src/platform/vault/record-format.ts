import type { Bytes, RecordAddress } from './contract.ts'
import { ctx, u16, u64 } from './ctx.ts'
import { openEnvelope, pad, sealEnvelope, unpad } from './formats.ts'
import type { DocumentKey } from './keyring.ts'
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
