export { decryptStream, encryptStream } from './backup-stream.ts'
export { isBoxFor } from './boxes.ts'
export type {
  Bytes,
  ConflictUse,
  DeskKeyRow,
  DirectoryColumns,
  EscrowedSeed,
  EscrowKeyRow,
  FileAddress,
  FileKey,
  GrantRow,
  Holding,
  MembershipRow,
  Needle,
  NewCredential,
  NewMember,
  NewSession,
  Opener,
  PasskeyName,
  PlainDocument,
  Recipient,
  RecordAddress,
  RefusedRow,
  SealedDocument,
  SealedFile,
  SealedPile,
  SeatedMember,
  SessionRow,
  SignedIn,
  UnlockerRow,
  UserKeyRow,
  Vault,
} from './contract.ts'
export { ctx } from './ctx.ts'
export { type EarlierRoot, openEarlierRoots } from './earlier-roots.ts'
export {
  CannotOpen,
  type KitTrouble,
  KitUnusable,
  type RootSecretTrouble,
  RootSecretUnusable,
  VaultBusy,
} from './errors.ts'
export { Recovery } from './escrow.ts'
export { checkKit, KITS, kitSetName, NEEDED_KITS } from './kits.ts'
export { type LogSigner, logSigner } from './log-signer.ts'
export { isSignedBy, sha256Into, sha256Letters } from './primitives.ts'
export { foldCode, printCode } from './printed-code.ts'
export {
  belongTogether,
  contentTag,
  newRepositoryKeys,
  openStream,
  type RepositoryReader,
  type RepositoryWriter,
  sealStream,
} from './repository-stream.ts'
export {
  beginRootSecret,
  completeRootSecret,
  loadRootSecret,
  nextRootSecret,
  restoreRootSecret,
  rootSecretName,
} from './root-secret.ts'
export { Rotation } from './rotation.ts'
export { createVault, type VaultOptions } from './vault.ts'
