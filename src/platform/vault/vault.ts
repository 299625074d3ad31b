import { ArgonGate, costsOf } from './argon-gate.ts'
import { sealBox } from './boxes.ts'
import { newCompartment, settleGrants, share, unsettled } from './compartments.ts'
import { conflictToken, openPointer, sealPointer } from './conflicts.ts'
import type { Bytes, NewCredential, Opener, RefusedRow, SignedIn, Vault } from './contract.ts'
import { Directory } from './directory-mac.ts'
import { escrowSeeds, newEscrow } from './escrow.ts'
import { codeHash, openFactor, sealFactor, slowCodeHash, token } from './factors.ts'
import { revealFile, sealFile } from './files.ts'
import type { Instance } from './instance.ts'
import { type Keyring, openOrNull, openOrSay, withKeyring } from './keyring.ts'
import { logPublicKeyOf, logSeedOf } from './log-signer.ts'
import { admit, foundDesk, settleMemberships, userKeyRow } from './membership.ts'
import { newPasswordUnlocker, replaceUnlocker } from './new-passwords.ts'
import { newPasskeyUnlocker, unlockByPasskey } from './passkey-unlockers.ts'
import { KEY_BYTES, kdf, randomBytes, wipe } from './primitives.ts'
import { printCode } from './printed-code.ts'
import { reseal, reveal, seal } from './records.ts'
import { renewDesk, renewDocuments, renewGrants } from './renewal.ts'
import { replaceKeys } from './replaced-keys.ts'
import { rowMacs } from './row-macs.ts'
import { searchPile } from './search.ts'
import { searchLines } from './search-lines.ts'
import { openSession, sessionNames } from './session.ts'
import { makerOf, newUnlocker, type Unlocked, type User, unlock } from './unlockers.ts'
import { writingMacs } from './writing-macs.ts'

const ACTIVATION_BYTES = 10

export interface VaultOptions {
  /** Only tests make passwords cheaper: the cost is part of the format, rows of one cost do not open at another. */
  argonMemoryBytes?: number
  argonOps?: number
  /** How many processes of this instance derive passwords on this machine; 1 without it. */
  processes?: number
  /** Unix seconds. */
  now?: () => number
  /** Root secrets that this one has taken the place of, newest first. */
  earlier?: readonly Bytes[]
  /** Some accounts have not signed in since the newest of them was replaced. */
  takesPrevious?: boolean
  /** Told of every key row that is refused, at once and in the middle of the act: it must neither wait nor throw. */
  onRefused?: (row: RefusedRow) => void
}

export function createVault(rootSecret: Bytes, options: VaultOptions = {}): Vault {
  if (rootSecret.length !== KEY_BYTES) throw new RangeError('the root secret has 32 bytes')
  const root = Uint8Array.from(rootSecret)
  const onRefused = options.onRefused ?? (() => undefined)
  const earlier = options.earlier ?? []
  const [newest] = earlier
  const instance: Instance = {
    root,
    directory: new Directory(root, onRefused),
    onRefused,
    earlier,
    previous: options.takesPrevious && newest ? { root: newest, directory: new Directory(newest) } : null,
    argon: new ArgonGate(costsOf(options), options.processes),
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
  }
  return {
    ...accounts(instance),
    ...desks(instance),
    ...renewal(instance),
    ...escrow(instance),
    ...documents(instance),
    ...instanceKeys(instance),
    ...rowMacs(instance),
    ...writingMacs(instance),
  }
}

type Part<Name extends keyof Vault> = Pick<Vault, Name>

function accounts(
  instance: Instance,
): Part<
  | 'session'
  | 'createUser'
  | 'createMachine'
  | 'signIn'
  | 'signInByPasskey'
  | 'newPasskeyUnlocker'
  | 'confirm'
  | 'newPasswordUnlocker'
  | 'replaceUnlocker'
  | 'renewSession'
> {
  return {
    session: sessionNames,
    createUser: (user, credential) => createUser(instance, user, credential),
    createMachine: (user) => createMachine(instance, user),
    signIn: async (user, unlocker, secret) =>
      signedInWith(instance, user, await unlock(instance, user, unlocker, secret)),
    signInByPasskey: (user, unlocker, passkey, output) =>
      signedInWith(instance, user, unlockByPasskey(instance, user, unlocker, passkey, output)),
    newPasskeyUnlocker: (opener, passkey) =>
      withKeyring(instance, opener, (keyring) =>
        newPasskeyUnlocker(instance, opener.session, keyring.user().seed, passkey),
      ),
    async confirm(unlocker, secret) {
      const unlocked = await unlock(instance, unlocker, unlocker, secret)
      if (unlocked) wipe(unlocked.seed)
      return unlocked !== null
    },
    newPasswordUnlocker: (user, opened, password) => newPasswordUnlocker(instance, user, opened, password),
    replaceUnlocker: (old, oldSecret, newPassword) => replaceUnlocker(instance, old, oldSecret, newPassword),
    renewSession: (opener) =>
      withKeyring(instance, opener, (keyring) => {
        const { tenantId, userId } = opener.session
        return openSession(instance, { tenantId, userId }, keyring.user().seed)
      }),
  }
}

function signedInWith(
  instance: Instance,
  { tenantId, userId }: User,
  unlocked: Unlocked | null,
): SignedIn | null {
  if (!unlocked) return null
  const { seed, proof, renewed } = unlocked
  try {
    return { ...openSession(instance, { tenantId, userId }, seed), proof, renewed }
  } finally {
    wipe(seed)
  }
}

async function createUser(
  instance: Instance,
  user: { tenantId: string; userId: string },
  credential: NewCredential,
): ReturnType<Vault['createUser']> {
  const seed = randomBytes(KEY_BYTES)
  try {
    const activationCode = credential.kind === 'activation' ? printCode(randomBytes(ACTIVATION_BYTES)) : null
    const unlocker = await newUnlocker(
      instance,
      user,
      seed,
      credential.kind === 'activation'
        ? { kind: 'activation', secret: activationCode ?? '', notAfter: credential.notAfter }
        : { kind: 'password', secret: credential.password, notAfter: 0 },
    )
    return { key: userKeyRow(instance, user, seed), unlocker, activationCode }
  } finally {
    wipe(seed)
  }
}

function createMachine(
  instance: Instance,
  user: { tenantId: string; userId: string },
): ReturnType<Vault['createMachine']> {
  const seed = randomBytes(KEY_BYTES)
  try {
    return { key: userKeyRow(instance, user, seed), ...openSession(instance, user, seed) }
  } finally {
    wipe(seed)
  }
}

function desks(
  instance: Instance,
): Part<'foundDesk' | 'admit' | 'settleMemberships' | 'settleGrants' | 'newCompartment' | 'share'> {
  return {
    foundDesk: (desk, first) => foundDesk(instance, desk, first),
    admit: (opener, deskId, newcomer) =>
      withKeyring(instance, opener, (keyring) => admit(instance, keyring, deskId, newcomer)),
    settleMemberships: (opener) =>
      withKeyring(instance, opener, (keyring) => settleMemberships(instance, keyring)),
    settleGrants: (opener) =>
      withKeyring(instance, unsettled(opener), (keyring) => settleGrants(instance, keyring)),
    newCompartment: (compartment, to, maker) =>
      maker
        ? withKeyring(instance, maker, (keyring) => newCompartment(instance, compartment, to, keyring))
        : newCompartment(instance, compartment, to),
    share: (opener, compartmentId, to) =>
      withKeyring(instance, opener, (keyring) => share(instance, keyring, compartmentId, to)),
  }
}

function escrow(instance: Instance): Part<'newEscrow' | 'escrowSeeds'> {
  return {
    newEscrow: (tenantId, epoch) => newEscrow(instance, tenantId, epoch),
    escrowSeeds: (opener, escrowKey, deskIds) =>
      withKeyring(instance, opener, (keyring) => escrowSeeds(instance, keyring, escrowKey, deskIds)),
  }
}

function renewal(instance: Instance): Part<'renewDesk' | 'renewGrants' | 'renewDocuments' | 'replaceKeys'> {
  return {
    renewDesk: (opener, deskId, seated) =>
      withKeyring(instance, opener, (keyring) => renewDesk(instance, keyring, deskId, seated)),
    renewGrants: (opener, deskId) =>
      withKeyring(instance, opener, (keyring) => renewGrants(instance, keyring, deskId)),
    renewDocuments: (opener, deskId, list) =>
      withKeyring(instance, opener, (keyring) => renewDocuments(keyring, deskId, list)),
    replaceKeys: (opener, holdings, list, files) =>
      withKeyring(instance, opener, (keyring) => replaceKeys(instance, keyring, holdings, list, files)),
  }
}

function documents(
  instance: Instance,
): Part<'reveal' | 'searchPile' | 'searchLines' | 'sealBox' | 'seal' | 'reseal' | 'sealFile' | 'revealFile'> {
  const open = <Result>(opener: Opener, use: (keyring: Keyring) => Result) =>
    withKeyring(instance, opener, use)
  return {
    reveal: (opener, list) => open(opener, (keyring) => reveal(keyring, list)),
    searchPile: (opener, pile, needles) => open(opener, (keyring) => searchPile(keyring, pile, needles)),
    searchLines: (opener, list, words) => open(opener, (keyring) => searchLines(keyring, list, words)),
    sealBox: (deskKey, document) => sealBox(instance, deskKey, document),
    seal: (opener, list) => open(opener, (keyring) => seal(keyring, list)),
    reseal: (opener, moves) => open(opener, (keyring) => reseal(keyring, moves)),
    sealFile: (opener, file, bytes) => open(opener, (keyring) => sealFile(keyring, file, bytes)),
    revealFile: (opener, file, bytes) => open(opener, (it) => openOrSay(() => revealFile(it, file, bytes))),
  }
}

function instanceKeys(
  instance: Instance,
): Part<
  | 'token'
  | 'conflictToken'
  | 'sealPointer'
  | 'openPointer'
  | 'sealFactor'
  | 'openFactor'
  | 'codeHash'
  | 'slowCodeHash'
  | 'checkUserKey'
  | 'checkDeskKey'
  | 'checkUnlocker'
  | 'isOfPrevious'
  | 'checkMembership'
  | 'checkGrant'
  | 'checkEscrowKey'
  | 'logSeed'
  | 'logPublicKey'
  | 'earlierLogPublicKeys'
  | 'databasePassword'
> {
  return {
    token: (tenantId, use, value) => token(instance, tenantId, use, value),
    conflictToken: (tenantId, side, use, value) => conflictToken(instance, tenantId, side, use, value),
    sealPointer: (tenantId, rowId, caseId) => sealPointer(instance, { tenantId, rowId }, caseId),
    openPointer: (tenantId, rowId, sealed) =>
      openOrNull(() => openPointer(instance, { tenantId, rowId }, sealed)),
    sealFactor: (tenantId, userId, factorId, secret) =>
      sealFactor(instance, { tenantId, userId, factorId }, secret),
    openFactor: (tenantId, userId, factorId, sealed) =>
      openOrNull(() => openFactor(instance, { tenantId, userId, factorId }, sealed)),
    codeHash: (tenantId, userId, code) => codeHash(instance, tenantId, userId, code),
    slowCodeHash: (user, salt, code) => slowCodeHash(instance, user, salt, code),
    checkUserKey: (row) => instance.directory.isGenuineUserKey(row),
    checkDeskKey: (row) => instance.directory.isGenuineDeskKey(row),
    checkUnlocker: (row) => makerOf(instance, row).directory.isGenuineUnlocker(row),
    isOfPrevious: (row) => makerOf(instance, row) !== instance,
    checkMembership: (row) => instance.directory.isGenuineMembership(row),
    checkGrant: (row) => instance.directory.isGenuineGrant(row),
    checkEscrowKey: (row) => instance.directory.isGenuineEscrowKey(row),
    logSeed: () => logSeedOf(instance.root),
    logPublicKey: () => logPublicKeyOf(instance.root),
    earlierLogPublicKeys: () => instance.earlier.map(logPublicKeyOf),
    databasePassword: (role) => Buffer.from(kdf(instance.root, 'db', role)).toString('base64url'),
  }
}
