import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ArchiveError } from '../../../src/platform/backup/archive-error.ts'
import { baseNamed, stampOf } from '../../../src/platform/backup/bases.ts'
import { logFileNamed } from '../../../src/platform/backup/log-files.ts'
import { openKeys, repositoryIn, writerFor } from '../../../src/platform/backup/repository.ts'
import {
  CannotOpen,
  decryptStream,
  encryptStream,
  newRepositoryKeys,
  openStream,
  sealStream,
} from '../../../src/platform/vault/index.ts'
import type { Random } from '../../random.ts'
import { bytesLike, mutateText, randomValue, textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

const cost = { memoryBytes: 8192, ops: 1 }
const passphrase = 'mihon no aikotoba'
const keys = newRepositoryKeys()
const stranger = newRepositoryKeys()
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const backupFile = (name: string) => `src/platform/backup/${name}.ts`

/** The folder of the backups, to which others than this server can write. */
export async function repositoryTargets(): Promise<Target[]> {
  return [await streams(), names(), await repositories(), writers()]
}

async function through(bytes: Uint8Array, stream: NodeJS.ReadWriteStream): Promise<Buffer> {
  const whole = buffer(stream as unknown as Readable)
  Readable.from([Buffer.from(bytes)]).pipe(stream)
  return await whole
}

async function streams(): Promise<Target> {
  const name = 'log/000000010000000000000007'
  const plain = Buffer.from('a segment of nobody')
  const sealed = await through(plain, sealStream(keys, name))
  const forged = await through(plain, sealStream({ ...keys, writerKey: stranger.writerKey }, name))
  const renamed = await through(plain, sealStream(keys, 'log/000000010000000000000008'))
  return target<Uint8Array>({
    name: 'repository-stream',
    of: ['src/platform/vault/repository-stream.ts'],
    make: (random) => bytesLike(random, [sealed, sealed, forged, renamed], 200),
    async read(bytes) {
      const opened = await through(bytes, openStream(keys, name)).catch((error: unknown) => {
        if (error instanceof CannotOpen) return undefined
        throw error
      })
      must(!opened || sealed.equals(bytes), 'an altered file opened')
    },
  })
}

function names(): Target {
  const samples = [
    '20260401T012345Z-000000010000000000000007.base',
    '20260230T012345Z-000000010000000000000007.base',
    '99999999T999999Z-FFFFFFFFFFFFFFFFFFFFFFFF.base',
    '000000010000000000000007-0123456789abcdef0123456789abcdef.log',
    '00000002.history-0123456789abcdef0123456789abcdef.log',
  ]
  return target<string>({
    name: 'repository-names',
    of: [backupFile('bases'), backupFile('log-files')],
    make: (random) =>
      random.oneIn(4) ? digitsLike(random, random.pick(samples)) : textLike(random, samples),
    read(name) {
      const base = baseNamed('/there', name)
      must(!base || name === `${stampOf(base.at)}-${base.firstSegment}.base`, 'a base of another moment')
      must(!base || base.path === `/there/base/${name}`, 'a base outside of the folder')
      const log = logFileNamed(name)
      must(!log || name === `${log.segment}-${log.tag}.log`, 'a file of another segment')
    },
  })
}

/** Of the right shape, with other digits. */
function digitsLike(random: Random, name: string): string {
  return name.replace(/\d/g, (digit) => (random.oneIn(3) ? String(random.below(10)) : digit))
}

/** An object's text, with one part exchanged for anything, or changed as a text. */
function jsonLike(
  random: Random,
  sample: Readonly<Record<string, unknown>>,
  parts: readonly unknown[],
): string {
  const changed: Record<string, unknown> = { ...sample }
  const name = random.pick(Object.keys(sample))
  const kind = random.below(6)
  if (kind === 0) changed[name] = randomValue(random)
  if (kind === 1) delete changed[name]
  if (kind === 2) changed[name] = random.pick(parts)
  if (kind === 3) changed[name] = base64(bytesLike(random, [Buffer.from(String(sample[name]), 'base64')], 80))
  const text = JSON.stringify(changed, null, 2)
  return kind > 3 ? mutateText(random, text) : text
}

async function repositories(): Promise<Target> {
  const seal = async (inside: unknown) =>
    base64(await through(Buffer.from(JSON.stringify(inside)), encryptStream(passphrase, cost)))
  const secrets = { secretKey: base64(keys.secretKey), writerKey: base64(keys.writerKey) }
  const sample = {
    format: 1,
    id: '0123456789abcdef',
    instanceId: 'fedcba9876543210',
    publicKey: base64(keys.publicKey),
    keys: await seal(secrets),
  }
  const parts = [
    base64(stranger.publicKey),
    base64(new Uint8Array(31)),
    base64(new Uint8Array(32)),
    await seal(null),
    await seal({ ...secrets, secretKey: 'AAAA' }),
    await seal({ ...secrets, writerKey: '' }),
    await seal({ ...secrets, secretKey: base64(stranger.secretKey) }),
    await seal([secrets]),
  ]
  const isOwn = (error: unknown) => error instanceof ArchiveError
  return target<string>({
    name: 'repository-file',
    of: [backupFile('repository')],
    make: (random) => jsonLike(random, sample, parts),
    async read(text) {
      const repository = orRefused(() => repositoryIn(text), isOwn)
      if (!repository) return
      const opening = openKeys(repository, decryptStream(passphrase, cost))
      const opened = await opening.catch((error: unknown) => {
        if (isOwn(error)) return undefined
        throw error
      })
      must(
        !opened || keys.publicKey.every((byte, at) => opened.publicKey[at] === byte),
        'a foreign key was taken',
      )
    },
  })
}

function writers(): Target {
  const [id, none] = ['0123456789abcdef', new Uint8Array(0)]
  const repository = { format: 1 as const, id, instanceId: 'x', publicKey: none, keys: none }
  const sample = {
    repository: id,
    publicKey: base64(keys.publicKey),
    writerKey: base64(keys.writerKey),
  }
  return target<string>({
    name: 'repository-writer',
    of: [backupFile('repository')],
    make: (random) => jsonLike(random, sample, [base64(new Uint8Array(31)), '']),
    read(text) {
      const writer = writerFor(text, repository)
      // Throws where a key is of no use.
      if (writer) sealStream(writer, 'log/x').destroy()
    },
  })
}
