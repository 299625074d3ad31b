import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ArgonGate } from '../argon-gate.ts'
import { decryptStream } from '../backup-stream.ts'
import { openBox } from '../boxes.ts'
import { conflictToken, kinKeyOf, sealPointer } from '../conflicts.ts'
import type { Bytes, UnlockerRow } from '../contract.ts'
import { column, ctx, u8, u16, u32, u64 } from '../ctx.ts'
import { Directory } from '../directory-mac.ts'
import { Recovery, rootProof, seedAddress } from '../escrow.ts'
import { codeHash, sealFactor, slowCodeHash, token } from '../factors.ts'
import { sealFileUnder } from '../files.ts'
import type { Instance } from '../instance.ts'
import { boxPairOf, cardKeyOf, documentKeyOf, draftKeyOf, kekOf, keyIdOf, tenantKey } from '../keys.ts'
import { combineKits, readKit, writeKit } from '../kits.ts'
import { derivePasskey } from '../passkey-unlockers.ts'
import { boxPair, CODE_COST, PASSWORD_COST, sha256 } from '../primitives.ts'
import { foldCode, printCode } from '../printed-code.ts'
import { sealRecord } from '../record-format.ts'
import { contentTag, openStream } from '../repository-stream.ts'
import { loadRootSecret } from '../root-secret.ts'
import { openSession, sessionNames } from '../session.ts'
import { type Derived, deriveUnlocker, unlockerAddress } from '../unlockers.ts'
import { createVault } from '../vault.ts'
import { holderOf, unwrapFor, type WrapAddress, wrapUnder } from '../wraps.ts'
import type {
  AccountInput,
  BoxInput,
  ConflictInput,
  DirectoryInput,
  EscrowInput,
  FactorInput,
  FileInput,
  PasskeyInput,
  PointerInput,
  RecordInput,
  SessionInput,
  StoredAddress,
  WrapInput,
} from './inputs.fixture.ts'
import { writingMac } from './writing.fixture.ts'

export interface Vector {
  name: string
  in: unknown
  out: unknown
}

const hex = (bytes: Bytes): string => Buffer.from(bytes).toString('hex')
const raw = (text: string): Bytes => Uint8Array.from(Buffer.from(text, 'hex'))

export function instanceOf(root: string): Instance {
  const bytes = raw(root)
  const directory = new Directory(bytes)
  const argon = new ArgonGate({ password: PASSWORD_COST, code: CODE_COST })
  return {
    root: bytes,
    directory,
    earlier: [],
    previous: null,
    argon,
    onRefused: () => undefined,
    now: () => 0,
  }
}

interface ContextInput {
  label: string
  fields: {
    as: 'text' | 'hex' | 'u8' | 'u16' | 'u32' | 'u64' | 'column' | 'hex column'
    value: string | number | null
  }[]
}

const NUMBERS = { u8, u16, u32, u64 }

function field({ as, value }: ContextInput['fields'][number]): string | Bytes {
  if (as === 'column') return column(value)
  if (as === 'hex column') return column(raw(String(value)))
  if (as === 'text') return String(value)
  return as === 'hex' ? raw(String(value)) : NUMBERS[as](Number(value))
}

function addressOf(stored: StoredAddress): WrapAddress {
  const { recipientId } = stored
  const recipient = typeof recipientId === 'string' ? recipientId : raw(recipientId.hex)
  return { ...stored, keyId: raw(stored.keyId), recipientId: recipient }
}

async function account(given: AccountInput): Promise<unknown> {
  const { user, unlocker } = given
  const instance = instanceOf(given.root)
  const derived = await deriveUnlocker(instance, user, unlocker.kind, raw(given.salt), given.secret)
  return unlockerFrom(instance, derived, { ...user, ...unlocker }, given)
}

function unlockerFrom(
  instance: Instance,
  derived: Derived,
  address: Pick<UnlockerRow, 'tenantId' | 'userId' | 'unlockerId' | 'kind' | 'notAfter'>,
  { salt, seed, nonce }: { salt: string; seed: string; nonce: string },
): unknown {
  const wrap = wrapUnder(derived.kek, raw(seed), unlockerAddress(address), raw(nonce))
  const row = { ...address, salt: raw(salt), authHash: derived.authHash, wrap }
  return {
    proof: hex(derived.proof),
    authHash: hex(derived.authHash),
    kek: hex(derived.kek.key),
    wrap: hex(wrap),
    mac: hex(instance.directory.unlocker(row).mac),
  }
}

function passkey(given: PasskeyInput): unknown {
  const { user, passkeyId: unlockerId } = given
  const instance = instanceOf(given.root)
  const derived = derivePasskey(instance, user, raw(given.credentialId), raw(given.output))
  return unlockerFrom(instance, derived, { ...user, unlockerId, kind: 'passkey', notAfter: 0 }, given)
}

function directory({ root, tenantId, id, other, blob }: DirectoryInput): unknown {
  const { directory: rows } = instanceOf(root)
  const key = { keyId: raw(blob).slice(0, 16), publicKey: raw(blob) }
  const wrap = raw(blob)
  const desk = { tenantId, deskId: id, epoch: 3 }
  return {
    userKey: hex(rows.userKey({ tenantId, userId: id, ...key }).mac),
    deskKey: hex(rows.deskKey({ ...desk, ...key }).mac),
    membership: hex(
      rows.membership({ ...desk, userId: other, role: 'counselor', notBefore: 5, notAfter: 9, wrap }).mac,
    ),
    grant: hex(
      rows.grant({ ...desk, compartmentId: other, keyId: key.keyId, notAfter: 9, basisId: null, wrap }).mac,
    ),
    other: hex(rows.macRow(tenantId, 'role_assignment', [id, -1, null, raw(blob)])),
  }
}

/** Two kits and the rows give back the root secret and a desk's seed. */
async function escrow({ root, kits, row, seed }: EscrowInput): Promise<unknown> {
  const keys = { keyId: raw(row.keyId), publicKey: raw(row.publicKey) }
  const sealed = { rootKeyId: raw(row.rootKeyId), rootWrap: raw(row.rootWrap) }
  const bytes = { ...keys, ...sealed, rootProof: null }
  const escrowKey = instanceOf(root).directory.escrowKey({
    tenantId: row.tenantId,
    epoch: row.epoch,
    ...bytes,
  })
  const recovery = await Recovery.open(kits, [escrowKey])
  const holder = holderOf(await combineKits(...kits))
  const address = seedAddress({ ...seed, keyId: raw(seed.keyId) })
  return {
    mac: hex(escrowKey.mac),
    root: hex(recovery.rootSecret()),
    proof: hex(rootProof(await combineKits(...kits), escrowKey, escrowKey.rootKeyId)),
    seed: hex(unwrapFor(holder, raw(seed.wrap), address)),
  }
}

async function backup(given: { passphrase: string; base64: string }): Promise<unknown> {
  const whole = Readable.from([Buffer.from(given.base64, 'base64')])
  const plain = await buffer(whole.pipe(decryptStream(given.passphrase)))
  return { length: plain.length, sha256: hex(sha256(plain)) }
}

interface SlowCodeInput {
  root: string
  user: { tenantId: string; userId: string }
  salt: string
  code: string
}

interface RepositoryInput {
  seed: string
  writerKey: string
  name: string
  base64: string
}

async function repository({ seed, writerKey, name, base64 }: RepositoryInput): Promise<unknown> {
  const reader = { ...boxPair(raw(seed)), writerKey: raw(writerKey) }
  const whole = Readable.from([Buffer.from(base64, 'base64')])
  const plain = await buffer(whole.pipe(openStream(reader, name)))
  return { length: plain.length, sha256: hex(sha256(plain)), tag: contentTag(reader, plain) }
}

async function rootSecret(given: { file: string }): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'vault-vector-'))
  try {
    await writeFile(join(folder, 'secret'), given.file, { mode: 0o600 })
    return { secret: hex(await loadRootSecret(join(folder, 'secret'), false)) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const entry =
  <Input>(compute: (given: Input) => unknown) =>
  async (given: unknown): Promise<unknown> =>
    compute(given as Input)

/** Per file of this folder: the outputs that its frozen inputs must lead to. */
export const COMPUTE: Record<string, (given: unknown) => Promise<unknown>> = {
  ctx: entry((given: ContextInput) => hex(ctx(given.label, ...given.fields.map(field)))),
  keys: entry(({ seed }: { seed: string }) => ({
    keyId: hex(keyIdOf(raw(seed))),
    publicKey: hex(boxPairOf(raw(seed)).publicKey),
    kek: hex(kekOf(raw(seed))),
    documentKey: hex(documentKeyOf(raw(seed))),
    cardKey: hex(cardKeyOf(raw(seed))),
    draftKey: hex(draftKeyOf(raw(seed))),
  })),
  'tenant-keys': entry(({ root, tenantId }: { root: string; tenantId: string }) =>
    Object.fromEntries(
      (['pw', 'sess', 'reg', 'known', 'totp', 'code'] as const).map((use) => [
        use,
        hex(tenantKey(raw(root), use, tenantId)),
      ]),
    ),
  ),
  wraps: entry(({ seed, key, address, nonce }: WrapInput) =>
    hex(wrapUnder(holderOf(raw(seed)), raw(key), addressOf(address), raw(nonce))),
  ),
  'wrap-openings': entry(({ seed, wrap, address }: { seed: string; wrap: string; address: StoredAddress }) =>
    hex(unwrapFor(holderOf(raw(seed)), raw(wrap), addressOf(address))),
  ),
  records: entry(({ key, address, text, nonce }: RecordInput) => {
    const documentKey = { id: keyIdOf(raw(key)), key: documentKeyOf(raw(key)) }
    return hex(sealRecord(documentKey, address, Buffer.from(text), raw(nonce)))
  }),
  accounts: entry(account),
  passkeys: entry(passkey),
  directory: entry(directory),
  sessions: entry(({ root, user, seed, cookie, nonce }: SessionInput) => {
    const { session } = openSession(instanceOf(root), user, raw(seed), raw(cookie), raw(nonce))
    return { sid: hex(sessionNames(raw(cookie)).sid), lookup: hex(session.lookup), wrap: hex(session.wrap) }
  }),
  tokens: entry((given: { root: string; tenantId: string; use: string; value: string }) =>
    hex(token(instanceOf(given.root), given.tenantId, given.use, given.value)),
  ),
  'code-hashes': entry((given: { root: string; tenantId: string; userId: string; code: string }) =>
    hex(codeHash(instanceOf(given.root), given.tenantId, given.userId, given.code)),
  ),
  'slow-code-hashes': entry(async ({ root, user, salt, code }: SlowCodeInput) =>
    hex(await slowCodeHash(instanceOf(root), user, raw(salt), code)),
  ),
  'conflict-tokens': entry(({ root, tenantId, use, value }: ConflictInput) => ({
    staff: hex(conflictToken(instanceOf(root), tenantId, 'staff', use, value)),
    opposing: hex(conflictToken(instanceOf(root), tenantId, 'opposing', use, value)),
  })),
  'writing-macs': entry(writingMac),
  'conflict-pointers': entry(({ root, at, caseId, nonce }: PointerInput) =>
    hex(sealPointer(instanceOf(root), at, caseId, raw(nonce))),
  ),
  'kin-records': entry(({ root, address, text, nonce }: Omit<RecordInput, 'key'> & { root: string }) => {
    const key = kinKeyOf(instanceOf(root), address.tenantId)
    const documentKey = { id: keyIdOf(key), key: documentKeyOf(key) }
    return hex(sealRecord(documentKey, address, Buffer.from(text), raw(nonce)))
  }),
  factors: entry(({ root, at, secret, nonce }: FactorInput) =>
    hex(sealFactor(instanceOf(root), at, raw(secret), raw(nonce))),
  ),
  'database-passwords': entry(({ root, role }: { root: string; role: string }) =>
    createVault(raw(root)).databasePassword(role),
  ),
  files: entry((given: FileInput) => {
    const nonces = { wrap: raw(given.wrapNonce), bytes: raw(given.bytesNonce) }
    const compartment = holderOf(raw(given.compartmentKey))
    const sealed = sealFileUnder(compartment, given.file, raw(given.bytes), raw(given.fileKey), nonces)
    return { keyWrap: hex(sealed.keyWrap), bytes: hex(sealed.bytes) }
  }),
  'printed-codes': entry(({ secret, typed }: { secret: string; typed: string }) => ({
    printed: printCode(raw(secret)),
    folded: foldCode(typed),
  })),
  'box-openings': entry(({ seed, epoch, address, box }: BoxInput) =>
    Buffer.from(openBox(holderOf(raw(seed)), epoch, address, raw(box))).toString('utf8'),
  ),
  'backup-openings': entry(backup),
  'repository-openings': entry(repository),
  'root-secret-openings': entry(rootSecret),
  kits: entry(({ set, index, share }: { set: string; index: number; share: string }) => {
    const kit = writeKit(raw(set), index, raw(share))
    const read = readKit(kit)
    return { kit, set: hex(read.set), index: read.index, share: hex(read.share) }
  }),
  'kit-openings': entry(async ({ kits }: { kits: string[] }) =>
    hex(await combineKits(kits[0] ?? '', kits[1] ?? '')),
  ),
  'escrow-openings': entry(escrow),
}
