export { decryptStream, encryptStream } from './backup-stream.ts'
export { isBoxFor } from './boxes.ts'
export type {
  Bytes,
  DeskKeyRow,
  DirectoryColumns,
  FileAddress,
  GrantRow,
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
export { CannotOpen, type RootSecretTrouble, RootSecretUnusable, VaultBusy } from './errors.ts'
export { foldCode, printCode } from './printed-code.ts'
export { loadRootSecret, rootSecretName } from './root-secret.ts'
export { createVault, type VaultOptions } from './vault.ts'
