import { openBox } from './boxes.ts'
import type { Bytes, PlainDocument, RecordAddress, Revealed, SealedDocument } from './contract.ts'
import { CannotOpen, KeyOutOfReach } from './errors.ts'
import { envelopeKeyId } from './formats.ts'
import { type Keyring, openOrNull, openOrSay } from './keyring.ts'
import { wipe } from './primitives.ts'
import { openRecord, sealRecord } from './record-format.ts'

function openWith(keyring: Keyring, document: SealedDocument): Bytes {
  if (document.scope === 'box') return openWithHolders(keyring, document)
  const key = keyring.documentKey(document, envelopeKeyId(document.bytes))
  return openRecord(key, document, document.bytes)
}

/** A renewed key leaves the older ones with whoever held them: one of them opens it. */
function openWithHolders(keyring: Keyring, document: SealedDocument): Bytes {
  for (const { row, desk } of keyring.memberships(document.compartmentId)) {
    const text = openOrNull(() => openBox(desk, row.epoch, document, document.bytes))
    if (text) return text
  }
  throw keyring.holdsAll(document.compartmentId) ? new CannotOpen() : new KeyOutOfReach()
}

function sealWith(keyring: Keyring, address: RecordAddress, text: Bytes): Bytes {
  if (address.tenantId !== keyring.session.tenantId || address.scope === 'box') throw new CannotOpen()
  return sealRecord(keyring.documentKey(address, null), address, text)
}

/** Each document on its own: one that was tampered with must not take the list down with it. */
export function reveal(keyring: Keyring, documents: readonly SealedDocument[]): Revealed[] {
  return documents.map((document) =>
    openOrSay(() => {
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
