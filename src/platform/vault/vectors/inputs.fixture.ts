import type { RecordAddress, UnlockerRow } from '../contract.ts'
import type { WrapAddress } from '../wraps.ts'

/** What stands under `in` in the frozen samples: bytes as hexadecimal text. */

export type StoredAddress = Omit<WrapAddress, 'keyId' | 'recipientId'> & {
  keyId: string
  recipientId: string | { hex: string }
}

export interface RecordInput {
  key: string
  address: RecordAddress
  text: string
  nonce: string
}

export interface BoxInput {
  seed: string
  epoch: number
  address: RecordAddress
  box: string
}

export interface WrapInput {
  seed: string
  key: string
  address: StoredAddress
  nonce: string
}

export interface SessionInput {
  root: string
  user: { tenantId: string; userId: string }
  seed: string
  cookie: string
  nonce: string
}

export interface FileInput {
  compartmentKey: string
  file: { tenantId: string; fileId: string; compartmentId: string }
  bytes: string
  fileKey: string
  wrapNonce: string
  bytesNonce: string
}

export interface FactorInput {
  root: string
  at: { tenantId: string; userId: string; factorId: string }
  secret: string
  nonce: string
}

export interface ConflictInput {
  root: string
  tenantId: string
  use: string
  value: string
}

export interface PointerInput {
  root: string
  at: { tenantId: string; rowId: string }
  caseId: string
  nonce: string
}

export interface AccountInput {
  root: string
  user: { tenantId: string; userId: string }
  unlocker: Pick<UnlockerRow, 'unlockerId' | 'notAfter'> & { kind: 'password' | 'activation' }
  salt: string
  secret: string
  seed: string
  nonce: string
}

export interface PasskeyInput {
  root: string
  user: { tenantId: string; userId: string }
  passkeyId: string
  credentialId: string
  output: string
  salt: string
  seed: string
  nonce: string
}

export interface DirectoryInput {
  root: string
  tenantId: string
  id: string
  other: string
  blob: string
}

export interface EscrowInput {
  root: string
  kits: [string, string]
  row: {
    tenantId: string
    epoch: number
    keyId: string
    publicKey: string
    rootKeyId: string
    rootWrap: string
  }
  seed: { tenantId: string; deskId: string; epoch: number; keyId: string; wrap: string }
}
