/**
 * Writes the frozen samples of formats that have none yet: `node src/platform/vault/vectors/write.fixture.ts`.
 * It never overwrites: a sample that no longer matches means that stored data no longer opens.
 */
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { encryptStream } from '../backup-stream.ts'
import { sealBox } from '../boxes.ts'
import type { PlainDocument } from '../contract.ts'
import { rootAddress, seedAddress } from '../escrow.ts'
import { keyIdOf } from '../keys.ts'
import { splitIntoKits } from '../kits.ts'
import { publicKeyOf } from '../membership.ts'
import { boxPair, sha256 } from '../primitives.ts'
import { sealStream } from '../repository-stream.ts'
import { type WrapAddress, wrapTo } from '../wraps.ts'
import { COMPUTE, instanceOf } from './compute.fixture.ts'
import { writingInputs } from './writing.fixture.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
/** Fixed bytes that look random and tell where they come from. */
const bytes = (name: string, length = 32): Uint8Array => sha256(Buffer.from(name)).slice(0, length)
const sample = (name: string, length = 32): string => hex(bytes(name, length))

const tenantId = '0190a000-0000-7000-8000-00000000000a'
const userId = '0190b000-0000-7000-8000-00000000000b'
const compartmentId = '0190c000-0000-7000-8000-00000000000c'
const deskId = '0190d000-0000-7000-8000-00000000000d'
const basisId = '0190f000-0000-7000-8000-00000000000f'
const root = sample('root')
const user = { tenantId, userId }
const nonce = sample('nonce', 24)

type Kind = WrapAddress['kind']
const KINDS: readonly Kind[] = ['session', 'password', 'activation', 'membership', 'grant', 'file']

function wrapAddress(kind: Kind, key: Uint8Array): WrapAddress {
  return {
    kind,
    tenantId,
    subjectId: compartmentId,
    keyId: kind === 'grant' || kind === 'file' ? keyIdOf(key) : new Uint8Array(0),
    recipientId: deskId,
    epoch: kind === 'membership' || kind === 'grant' ? 2 : 0,
    notAfter: kind === 'grant' ? 2_000_000_000 : 0,
    basisId: kind === 'grant' ? basisId : null,
  }
}

function storedAddress(kind: Kind, key: Uint8Array): unknown {
  const address = wrapAddress(kind, key)
  const recipientId = kind === 'session' ? { hex: sample('lookup') } : address.recipientId
  return { ...address, keyId: hex(address.keyId), recipientId }
}

function wrapOpening(kind: Kind): unknown {
  const seed = bytes('recipient')
  const key = bytes(`key of ${kind}`)
  const wrap = wrapTo(publicKeyOf(seed), key, wrapAddress(kind, key))
  return { seed: hex(seed), wrap: hex(wrap), address: storedAddress(kind, key) }
}

function record(length: number): unknown {
  const address = {
    tenantId,
    label: 'consultation.sealed',
    rowId: userId,
    scope: 'compartment',
    compartmentId,
    rev: 7,
    schema: 2,
  }
  return { key: sample('compartment'), address, text: 'x'.repeat(length), nonce }
}

function account(kind: 'password' | 'activation', secret: string): unknown {
  const unlocker = { unlockerId: basisId, kind, notAfter: kind === 'activation' ? 2_000_000_000 : 0 }
  return { root, user, unlocker, salt: sample('salt', 16), secret, seed: sample('user seed'), nonce }
}

function box(length: number): unknown {
  const seed = bytes('recipient')
  const address = {
    tenantId,
    label: 'audit_event.reason',
    rowId: userId,
    scope: 'box',
    compartmentId: deskId,
    rev: 1,
    schema: 1,
  } as const
  const instance = instanceOf(root)
  const deskKey = instance.directory.deskKey({ tenantId, deskId, epoch: 3, ...publicKeyOf(seed) })
  const document: PlainDocument = { ...address, json: JSON.stringify({ words: 'x'.repeat(length) }) }
  return { seed: hex(seed), epoch: 3, address, box: hex(sealBox(instance, deskKey, document)) }
}

async function backupOf(plain: Uint8Array): Promise<unknown> {
  const passphrase = 'paper kept in the safe'
  const sealed = await buffer(Readable.from([Buffer.from(plain)]).pipe(encryptStream(passphrase)))
  return { passphrase, base64: sealed.toString('base64') }
}

async function repositoryFile(name: string, plain: Uint8Array): Promise<unknown> {
  const [seed, writerKey] = [bytes('reader'), bytes('writer')]
  const writer = { publicKey: boxPair(seed).publicKey, writerKey }
  const sealed = await buffer(Readable.from([Buffer.from(plain)]).pipe(sealStream(writer, name)))
  return { seed: hex(seed), writerKey: hex(writerKey), name, base64: sealed.toString('base64') }
}

const secretFile = `yorube root secret 1\n${root}\n${hex(sha256(Buffer.from(root, 'hex')).slice(0, 4))}\n`

const escrowSeed = bytes('escrow seed')
const escrowKits = await splitIntoKits(escrowSeed)
const escrowed = escrowInput()

function escrowInput(): unknown {
  const deskSeed = bytes('desk seed')
  const named = { tenantId, deskId, epoch: 4, keyId: keyIdOf(deskSeed) }
  const wrap = wrapTo(publicKeyOf(escrowSeed), deskSeed, seedAddress(named))
  const secret = Uint8Array.from(Buffer.from(root, 'hex'))
  const row = { tenantId, epoch: 2, ...publicKeyOf(escrowSeed), rootKeyId: keyIdOf(secret) }
  const rootWrap = wrapTo(row, secret, rootAddress(row))
  return {
    root,
    kits: [escrowKits[0], escrowKits[2]],
    row: {
      tenantId,
      epoch: 2,
      keyId: hex(row.keyId),
      publicKey: hex(row.publicKey),
      rootKeyId: hex(row.rootKeyId),
      rootWrap: hex(rootWrap),
    },
    seed: { ...named, keyId: hex(named.keyId), wrap: hex(wrap) },
  }
}

const INPUTS: Record<string, Record<string, unknown>> = {
  ctx: {
    'no fields': { label: 'empty', fields: [] },
    text: {
      label: 'a',
      fields: [
        { as: 'text', value: '' },
        { as: 'text', value: 'ab' },
        { as: 'text', value: '\u9db4' },
      ],
    },
    numbers: {
      label: 'numbers',
      fields: [
        { as: 'u8', value: 255 },
        { as: 'u16', value: 65_535 },
        { as: 'u32', value: 4_294_967_295 },
        { as: 'u64', value: Number.MAX_SAFE_INTEGER },
      ],
    },
    columns: {
      label: 'columns',
      fields: [
        { as: 'column', value: null },
        { as: 'column', value: '' },
        { as: 'column', value: 'text' },
        { as: 'column', value: -1 },
        { as: 'hex column', value: '00ff' },
        { as: 'hex', value: '00ff' },
      ],
    },
  },
  keys: { seed: { seed: sample('seed') } },
  'tenant-keys': { tenant: { root, tenantId } },
  wraps: Object.fromEntries(
    KINDS.map((kind) => {
      const key = bytes(`key of ${kind}`)
      return [kind, { seed: sample('recipient'), key: hex(key), address: storedAddress(kind, key), nonce }]
    }),
  ),
  'wrap-openings': { membership: wrapOpening('membership'), grant: wrapOpening('grant') },
  records: Object.fromEntries(
    [0, 251, 252, 255, 256, 4092, 4093, 4096].map((n) => [`${n} bytes`, record(n)]),
  ),
  accounts: {
    password: account('password', '\u9db4 four plain words \ud83d\ude0e'),
    activation: account('activation', 'ol1z-abcd efgh-jkmn'),
  },
  passkeys: {
    derived: {
      root,
      user,
      passkeyId: basisId,
      credentialId: sample('credential', 48),
      output: sample('prf output'),
      salt: sample('salt', 16),
      seed: sample('user seed'),
      nonce,
    },
  },
  directory: { rows: { root, tenantId, id: userId, other: compartmentId, blob: sample('blob') } },
  sessions: { session: { root, user, seed: sample('user seed'), cookie: sample('cookie'), nonce } },
  tokens: {
    phone: { root, tenantId, use: 'phone', value: '0312345678' },
    person: {
      root,
      tenantId,
      use: 'name-and-birth-date',
      value: '\u30e4\u30de\u30c0|\u30cf\u30ca|1990-01-02',
    },
    submission: { root, tenantId, use: 'submission', value: sample('digest') },
  },
  'conflict-tokens': {
    phone: { root, tenantId, use: 'phone', value: '09000001234' },
    'kana name': { root, tenantId, use: 'kana-name', value: '\u30ab\u30af\u30a6\u30bf\u30ed\u30a6' },
    party: { root, tenantId, use: 'party', value: userId },
  },
  'writing-macs': writingInputs(root, { tenantId, actorId: userId, rowId: basisId, sample }),
  'conflict-pointers': {
    'to a case': { root, at: { tenantId, rowId: basisId }, caseId: compartmentId, nonce },
  },
  'kin-records': {
    declared: {
      root,
      address: {
        tenantId,
        label: 'kin.document',
        rowId: basisId,
        scope: 'kin',
        compartmentId: userId,
        rev: 1,
        schema: 1,
      },
      text: 'x'.repeat(40),
      nonce,
    },
  },
  'code-hashes': { 'recovery code': { root, tenantId, userId, code: 'abcde-01234' } },
  'slow-code-hashes': {
    card: { root, user, salt: sample('salt of a set', 16), code: ' \uff14821-0937' },
    'recovery code': { root, user, salt: sample('salt of a set', 16), code: 'abcde-01234' },
  },
  factors: { totp: { root, at: { ...user, factorId: basisId }, secret: sample('totp', 20), nonce } },
  'database-passwords': { app: { root, role: 'app' } },
  files: {
    small: {
      compartmentKey: sample('compartment'),
      file: { tenantId, fileId: basisId, compartmentId },
      bytes: sample('content', 20),
      fileKey: sample('file key'),
      wrapNonce: nonce,
      bytesNonce: sample('second nonce', 24),
    },
  },
  'printed-codes': {
    activation: { secret: sample('code', 10), typed: ' o1Li\u30fc\uff21\uff42c\uff10 \u2010x-\u2212Z ' },
  },
  'backup-openings': {
    empty: await backupOf(new Uint8Array(0)),
    short: await backupOf(bytes('backup')),
    'two chunks': await backupOf(new Uint8Array(64 * 1024 + 3)),
  },
  'repository-openings': {
    'a segment of the log': await repositoryFile('000000010000000000000001', bytes('segment')),
    'a base': await repositoryFile('base', new Uint8Array(64 * 1024 + 3)),
  },
  'box-openings': { short: box(3), long: box(400) },
  'root-secret-openings': { 'version 1': { file: secretFile } },
  kits: { first: { set: sample('set', 8), index: 1, share: sample('share') + sample('x', 1) } },
  'kit-openings': {
    'first and second': { kits: [escrowKits[0], escrowKits[1]] },
    'third and first': { kits: [escrowKits[2], escrowKits[0]] },
    'second and third': { kits: [escrowKits[1], escrowKits[2]] },
  },
  'escrow-openings': { 'a root and a desk': escrowed },
}

for (const [file, inputs] of Object.entries(INPUTS)) {
  const compute = COMPUTE[file]
  if (!compute) throw new Error(`nothing computes ${file}`)
  const vectors = []
  for (const [name, given] of Object.entries(inputs))
    vectors.push({ name, in: given, out: await compute(given) })
  const path = new URL(`${file}.json`, import.meta.url)
  await writeFile(path, `${JSON.stringify(vectors, null, 2)}\n`, { flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
}
