/** Rows of the key directory, as the database stores them. */
export type Bytes = Uint8Array

export interface UserKeyRow {
  tenantId: string
  userId: string
  /** Names the user's key pair: 16 bytes that follow from her seed (like every key id). */
  keyId: Bytes
  publicKey: Bytes
  mac: Bytes
}

export interface DeskKeyRow {
  tenantId: string
  deskId: string
  epoch: number
  keyId: Bytes
  publicKey: Bytes
  mac: Bytes
}

/** The key that nobody holds: its seed is in three recovery kits. The root secret lies sealed to it in the same row. */
export interface EscrowKeyRow {
  tenantId: string
  epoch: number
  keyId: Bytes
  publicKey: Bytes
  /** Names the root secret that is inside. */
  rootKeyId: Bytes
  rootWrap: Bytes
  /** That the root secret of when the kits were made was ours: follows from their seed. Null in sets of before migration 0242. */
  rootProof: Bytes | null
  mac: Bytes
}

/** A desk's seed of one epoch, sealed to the escrow key; `keyId` is the desk's published one. */
export interface EscrowedSeed {
  tenantId: string
  deskId: string
  epoch: number
  keyId: Bytes
  wrap: Bytes
}

/**
 * A credential that opens the user's seed: a password, the printed activation code of a new account, or a passkey that
 * derives a secret (`salt` is what it derives from, `unlockerId` the id of the passkey).
 */
export interface UnlockerRow {
  tenantId: string
  userId: string
  unlockerId: string
  kind: 'password' | 'activation' | 'passkey'
  salt: Bytes
  authHash: Bytes
  wrap: Bytes
  notAfter: number
  mac: Bytes
}

/** The desk's seed of one epoch, wrapped to one member. */
export interface MembershipRow {
  tenantId: string
  deskId: string
  userId: string
  epoch: number
  role: string
  notBefore: number
  notAfter: number
  wrap: Bytes
  mac: Bytes
}

/** A key row that this vault did not write, or a wrap that does not open: its table and ids, never what is in it. */
export interface RefusedRow {
  tenantId: string
  table: string
  rowId: string
  /** Where a row is named by two: the desk of a seat, or the one that was given a key. */
  deskId?: string
}

/** A compartment key, wrapped to one desk. `basisId` names the disclosure it rests on; null for the owning desk. */
export interface GrantRow {
  tenantId: string
  compartmentId: string
  deskId: string
  epoch: number
  keyId: Bytes
  notAfter: number
  basisId: string | null
  wrap: Bytes
  mac: Bytes
}

/** What a passkey is to the vault: its id here, and the name the device gave it. */
export interface PasskeyName {
  passkeyId: string
  credentialId: Bytes
}

export interface SessionRow {
  tenantId: string
  userId: string
  /** SHA-256 of the session id; the id itself is derived from the cookie and never stored. */
  lookup: Bytes
  wrap: Bytes
}
