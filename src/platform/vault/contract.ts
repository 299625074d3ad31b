/**
 * The only door to plaintext. Arguments and results are plain, serialisable rows, so that the vault can move to a
 * process of its own without its callers changing. It never takes a transaction and keeps no state between calls.
 *
 * Ids are lower-case UUID strings, `Bytes` are raw bytes, times are unix seconds (0 = no limit).
 * Formats: docs/security.md; frozen samples: vectors/.
 */

import type {
  Bytes,
  DeskKeyRow,
  EscrowedSeed,
  EscrowKeyRow,
  GrantRow,
  MembershipRow,
  PasskeyName,
  SessionRow,
  UnlockerRow,
  UserKeyRow,
} from './key-rows.ts'
import type { WritingMacs } from './writing-contract.ts'

export type {
  Bytes,
  DeskKeyRow,
  EscrowedSeed,
  EscrowKeyRow,
  GrantRow,
  MembershipRow,
  PasskeyName,
  RefusedRow,
  SessionRow,
  UnlockerRow,
  UserKeyRow,
} from './key-rows.ts'

/** What a live session brings to open something: her cookie, and the wraps the database let her see. */
export interface Opener {
  cookie: Bytes
  session: SessionRow
  memberships: readonly MembershipRow[]
  /** Should a compartment have two keys, the first within reach seals: newest first. */
  grants: readonly GrantRow[]
}

/**
 * Where a sealed document lives; every part is authenticated, so a document moved to another row, column, revision
 * or compartment refuses to open. `scope` says which key opens it: a compartment's own (`compartmentId` names it),
 * the desk's (`compartmentId` is the desk id), the user's (`compartmentId` is the user id), the tenant's for what somebody
 * declared about her kin, which opens for her alone (`kin`; `compartmentId` is the user id), or one of its own inside the
 * document, sealed to a desk by somebody who cannot open it (`box`; `compartmentId` is the desk id).
 */
export interface RecordAddress {
  tenantId: string
  /** `table.column` */
  label: string
  rowId: string
  scope: 'compartment' | 'desk' | 'user' | 'kin' | 'box'
  compartmentId: string
  rev: number
  schema: number
}

export interface SealedDocument extends RecordAddress {
  bytes: Bytes
}

export interface PlainDocument extends RecordAddress {
  /** JSON text. */
  json: string
}

/**
 * What opening a document came to: its JSON text; null where it refuses, its key being ours (it was altered); false where
 * its key is not within reach, which says nothing about the document (a key row that was altered is told by itself).
 */
export type Revealed = string | null | false

/**
 * Many sealed documents of one column under one desk's key, strung together: per document
 * `place i32 ‖ row id 16 ‖ rev i64 ‖ schema i16 ‖ length i32 ‖ document`, big-endian. Only a way to carry them; not stored.
 */
export interface SealedPile {
  tenantId: string
  /** `table.column` */
  label: string
  deskId: string
  bytes: Bytes
}

/**
 * What a document's JSON text must hold, by one of several readings, to be worth reading: every group in one of its
 * spellings, or letters and digits (of ASCII) in a row.
 */
export type Needle = readonly ({ groups: readonly (readonly string[])[] } | { run: string })[]

export interface PileAnswer {
  found: { place: number; rowId: string; json: string }[]
  /** Rows whose document refused: it was altered. */
  closed: string[]
  /** Rows of whose document the key is not within reach. */
  outOfReach: string[]
}

/** For each word the runs of letters of which one is wanted. */
export type Runs = readonly (readonly string[])[]

export interface LinesAnswer {
  lines: string[]
  /** Documents that refused: they were altered. */
  closed: string[]
  /** Documents whose key is not within reach. */
  outOfReach: string[]
}

export interface Recipient {
  deskKey: DeskKeyRow
  notAfter: number
  basisId: string | null
}

export interface NewMember {
  userKey: UserKeyRow
  role: string
  notBefore: number
  notAfter: number
}

/** Somebody who sits at a desk: her seat of the current epoch, and the key that the next one is wrapped to. */
export interface SeatedMember {
  seat: MembershipRow
  userKey: UserKeyRow
}

/** The wrap of a file's key, and the id of the key inside. */
export interface FileKey {
  file: FileAddress
  keyId: Bytes
  keyWrap: Bytes
}

/** A share of a compartment as it stands, and the desk's key that the new one is wrapped to. */
export interface Holding {
  grant: GrantRow
  deskKey: DeskKeyRow
}

export type NewCredential = { kind: 'password'; password: string } | { kind: 'activation'; notAfter: number }

export interface NewSession {
  /** 32 bytes for the cookie; not stored anywhere on the server. */
  cookie: Bytes
  session: SessionRow
}

export interface SignedIn extends NewSession {
  /** Shown to the database, which stores its SHA-256 as `authHash`: an injected statement cannot open a session. */
  proof: Bytes
  /** In place of the shown unlocker, where that one still followed from the root secret before this one. */
  renewed: UnlockerRow | null
}

export interface SealedFile {
  /** The file's own key, wrapped under the compartment key. */
  keyWrap: Bytes
  bytes: Bytes
}

export interface FileAddress {
  tenantId: string
  fileId: string
  compartmentId: string
}

/** MACed rows of the key directory that carry no key of their own. */
export type DirectoryColumns = readonly (string | number | null | Bytes)[]

export type ConflictSide = 'staff' | 'opposing'
/** `party` names an opposing party by what it is in the case, so that its tokens can be replaced. */
export type ConflictUse = 'phone' | 'kana-name' | 'written-name' | 'name-and-birth-date' | 'party'

interface User {
  tenantId: string
  userId: string
}

export interface Vault extends WritingMacs {
  /** Session id sent to the database as bearer (`sid`), and its stored hash (`lookup`); a mangled cookie finds none. */
  session(cookie: Bytes): { sid: Bytes; lookup: Bytes }

  createUser(
    user: User,
    credential: NewCredential,
  ): Promise<{ key: UserKeyRow; unlocker: UnlockerRow; activationCode: string | null }>
  /**
   * Null = refused. One slow derivation, whatever comes of it: for an unknown account (`unlocker` is null) too, and for an unlocker
   * that has to be renewed. Throws `VaultBusy` past 50 waiting.
   */
  signIn(user: User, unlocker: UnlockerRow | null, secret: string): Promise<SignedIn | null>
  /** For the seed of her session; null where `output` is not what a device derives. */
  newPasskeyUnlocker(
    opener: Opener,
    passkey: PasskeyName & { salt: Bytes; output: Bytes },
  ): UnlockerRow | null
  /** As `signIn`, with what her passkey derived. Whether it was she who used it, the caller has checked. */
  signInByPasskey(user: User, unlocker: UnlockerRow, passkey: PasskeyName, output: Bytes): SignedIn | null
  /** Checks a password without opening a session (step-up). */
  confirm(unlocker: UnlockerRow, secret: string): Promise<boolean>
  /** For the seed of a session that was just opened. Null for null, after the same work. Throws as `signIn` does. */
  newPasswordUnlocker(user: User, opened: NewSession | null, password: string): Promise<UnlockerRow | null>
  /**
   * A new password unlocker for the seed that the old secret (password or activation code) opens, with the proof of the
   * old one; null = refused.
   */
  replaceUnlocker(
    old: UnlockerRow,
    oldSecret: string,
    newPassword: string,
  ): Promise<{ unlocker: UnlockerRow; proof: Bytes } | null>
  /** A machine's own keys, and the bearer that alone opens them: it has no password, and nobody can make another. */
  createMachine(user: User): { key: UserKeyRow } & NewSession
  /** New cookie and session row for the same seed (after step-up). */
  renewSession(opener: Opener): NewSession

  /** `epoch` 1 unless the desk had keys that nobody holds any more. */
  foundDesk(
    desk: { tenantId: string; deskId: string; epoch?: number },
    first: readonly NewMember[],
  ): { deskKey: DeskKeyRow; memberships: MembershipRow[] }
  /** Wraps the desk's seeds (every epoch the opener holds) to a newcomer. */
  admit(opener: Opener, deskId: string, newcomer: NewMember): MembershipRow[]
  /** The next epoch of a desk that the opener sits at. `cardKeyId` names what its documents are sealed with from now on. */
  renewDesk(
    opener: Opener,
    deskId: string,
    seated: readonly SeatedMember[],
  ): { deskKey: DeskKeyRow; memberships: MembershipRow[]; cardKeyId: Bytes }
  /** The opener's grants of that desk under its newest key; one that refuses is left out, its alarm raised. */
  renewGrants(opener: Opener, deskId: string): GrantRow[]
  /** Documents of scope `desk` under its newest key, at the same address; one answer each, as of `reveal`. */
  renewDocuments(
    opener: Opener,
    deskId: string,
    documents: readonly SealedDocument[],
  ): { cardKeyId: Bytes; answers: (Bytes | null | false)[] }
  /** A key for the worst case, and the three kits that lead to it, of which any two do; every pair was tried. */
  newEscrow(tenantId: string, epoch: number): Promise<{ escrowKey: EscrowKeyRow; kits: string[] }>
  /** The newest seeds of these desks, as far as the opener holds them. */
  escrowSeeds(opener: Opener, escrowKey: EscrowKeyRow, deskIds: readonly string[]): EscrowedSeed[]
  /** Memberships still sealed to the public key, rewritten as symmetric wraps; empty when there are none. */
  settleMemberships(opener: Opener): MembershipRow[]
  /** The same of grants. */
  settleGrants(opener: Opener): GrantRow[]

  /**
   * A fresh random key for a compartment, wrapped to each recipient desk. Needs no session; where its maker is told, her own
   * desks are given symmetric wraps.
   */
  newCompartment(
    compartment: { tenantId: string; compartmentId: string },
    to: readonly Recipient[],
    maker?: Opener,
  ): GrantRow[]
  /** The same compartment key, wrapped to one more desk. */
  share(opener: Opener, compartmentId: string, to: Recipient): GrantRow

  /**
   * Another key for each compartment of the holdings, for who holds it now and on the same terms, and everything under it
   * sealed anew. Throws `CannotOpen` where anything refuses: what was altered must not be left behind under a key that goes.
   */
  replaceKeys(
    opener: Opener,
    holdings: readonly Holding[],
    documents: readonly SealedDocument[],
    files: readonly FileKey[],
  ): { grants: GrantRow[]; documents: Bytes[]; fileKeys: Bytes[] }

  /** One answer a document, in their order; no other reason is ever given. */
  reveal(opener: Opener, documents: readonly SealedDocument[]): Revealed[]
  /** The documents of a pile that hold every needle; the texts of the others never come to be. */
  searchPile(opener: Opener, pile: SealedPile, needles: readonly Needle[]): PileAnswer
  /** The lines of documents that are lists of lines, in which each word stands in one of its runs. */
  searchLines(opener: Opener, documents: readonly SealedDocument[], words: Runs): LinesAnswer
  /** For the holders of a desk's key alone, whoever writes it; needs no session. Scope `box`. */
  sealBox(deskKey: DeskKeyRow, document: PlainDocument): Bytes
  /** Throws `CannotOpen` when a compartment's key is not within reach. */
  seal(opener: Opener, documents: readonly PlainDocument[]): Bytes[]
  /** Moves sealed documents to another address without giving out their text. */
  reseal(opener: Opener, moves: readonly { from: SealedDocument; to: RecordAddress }[]): Bytes[]
  sealFile(opener: Opener, file: FileAddress, bytes: Bytes): SealedFile
  revealFile(opener: Opener, file: FileAddress, sealed: SealedFile): Bytes | null | false

  /** Keyed 16-byte token for exact-match lookups ("do we know this caller?"). The caller normalises `value`. */
  token(
    tenantId: string,
    use: 'phone' | 'name-and-birth-date' | 'case-number' | 'submission' | 'provider-subject',
    value: string,
  ): Bytes
  /** The same trait on the two sides of a conflict of interest: what staff declared, and who opposing parties are. */
  conflictToken(tenantId: string, side: ConflictSide, use: ConflictUse, value: string): Bytes
  /** Which case an opposing party's token belongs to; null = refused. */
  sealPointer(tenantId: string, rowId: string, caseId: string): Bytes
  openPointer(tenantId: string, rowId: string, sealed: Bytes): string | null
  /** Second factors: a TOTP secret sealed under the instance's key, and hashes of printed codes, slow where their set has a salt. */
  sealFactor(tenantId: string, userId: string, factorId: string, secret: Bytes): Bytes
  openFactor(tenantId: string, userId: string, factorId: string, sealed: Bytes): Bytes | null
  codeHash(tenantId: string, userId: string, code: string): Bytes
  slowCodeHash(user: User, salt: Bytes, code: string): Promise<Bytes>

  /** Whether a row was written by the vault. Of a membership, the MAC covers role and dates. */
  checkUserKey(row: UserKeyRow): boolean
  checkDeskKey(row: DeskKeyRow): boolean
  checkUnlocker(row: UnlockerRow): boolean
  /** Whether it is genuine and follows from the root secret before this one. */
  isOfPrevious(row: UnlockerRow): boolean
  checkMembership(row: MembershipRow): boolean
  checkGrant(row: GrantRow): boolean
  checkEscrowKey(row: EscrowKeyRow): boolean
  /** MAC over a row that holds no key (of the other tables it refuses), and its check in constant time. */
  macRow(tenantId: string, table: string, columns: DirectoryColumns): Bytes
  checkRow(tenantId: string, table: string, columns: DirectoryColumns, mac: Bytes): boolean
  /**
   * The same for what must be known again over a database of any time of this instance: a MAC under the present root secret and
   * one under each before it. Of the given ones, one of the present secret is enough. `wasRowMadeBefore`: one is of a secret before.
   */
  macRowUnderEach(tenantId: string, table: string, columns: DirectoryColumns): Bytes
  checkRowUnderEach(tenantId: string, table: string, columns: DirectoryColumns, macs: Bytes): boolean
  wasRowMadeBefore(tenantId: string, table: string, columns: DirectoryColumns, macs: Bytes): boolean
  /** The seed that signs the record's checkpoints, for the process that seals it, and its published half. */
  logSeed(): Bytes
  logPublicKey(): Bytes
  /** Of the root secrets before, newest first: they signed what was sealed in their time. */
  earlierLogPublicKeys(): Bytes[]
  /** Password of a database role of this instance, derived so that none is stored. */
  databasePassword(role: string): string
}
