export { decryptStream, encryptStream } from './backup-stream.ts'
export { isBoxFor } from './boxes.ts'
export type {
  Bytes,
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
export {
  CannotOpen,
  type KitTrouble,
  KitUnusable,
  type RootSecretTrouble,
  RootSecretUnusable,
  VaultBusy,
} from './errors.ts'
export { Recovery } from './escrow.ts'
export { KITS, kitSetName, NEEDED_KITS } from './kits.ts'
export { foldCode, printCode } from './printed-code.ts'
export { loadRootSecret, restoreRootSecret, rootSecretName } from './root-secret.ts'
export { createVault, type VaultOptions } from './vault.ts'
