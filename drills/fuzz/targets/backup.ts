import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { ArchiveError } from '../../../src/platform/backup/archive-error.ts'
import { readArchive } from '../../../src/platform/backup/read-archive.ts'
import { decryptStream, encryptStream } from '../../../src/platform/vault/backup-stream.ts'
import { CannotOpen } from '../../../src/platform/vault/errors.ts'
import { bytesLike, joined } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

const cost = { memoryBytes: 8192, ops: 1 }
const passphrase = 'mihon no aikotoba'

/** A backup as somebody would hand it back to us. */
export async function backupTargets(): Promise<Target[]> {
  const plain = Buffer.from('a backup of nobody')
  const sealed = await through(plain, encryptStream(passphrase, cost))
  return [
    target<Uint8Array>({
      name: 'backup-stream',
      of: ['src/platform/vault/backup-stream.ts'],
      make: (random) => bytesLike(random, [sealed], 200),
      async read(bytes) {
        const opened = await through(bytes, decryptStream(passphrase, cost)).catch((error: unknown) => {
          if (error instanceof CannotOpen) return undefined
          throw error
        })
        must(!opened || Buffer.from(bytes).equals(sealed), 'an altered backup opened')
      },
    }),
    archives(await sampleTar()),
  ]
}

async function through(bytes: Uint8Array, transform: NodeJS.ReadWriteStream): Promise<Buffer> {
  transform.end(Buffer.from(bytes))
  return buffer(transform as unknown as Readable)
}

async function sampleTar(): Promise<Buffer> {
  const tar = pack()
  const facts = {
    format: 1,
    version: '0.1.0',
    postgresMajor: '18',
    created: '2026-11-21T00:00:00Z',
    instanceId: '0123456789abcdef',
    rootSecretName: null,
  }
  const log = { startLsn: '0/1', stopLsn: '0/2', firstSegment: '1', lastSegment: '1' }
  tar.entry({ name: 'instance.json' }, JSON.stringify(facts))
  tar.entry({ name: 'data', type: 'directory' })
  tar.entry({ name: 'data/PG_VERSION' }, '18\n')
  tar.entry({ name: 'manifest.json' }, JSON.stringify({ files: {}, log }))
  tar.finalize()
  return buffer(tar)
}

function archives(sample: Buffer): Target {
  const blocks = [sample, joined(sample.subarray(0, 1024), sample.subarray(512))]
  return target<Uint8Array>({
    name: 'backup-archive',
    of: ['src/platform/backup/read-archive.ts', 'src/platform/backup/manifest.ts'],
    make: (random) => bytesLike(random, blocks, 2_000),
    async read(bytes) {
      const receiver = {
        begin: async () => undefined,
        folder: async (path: string) => must(!path.includes('..'), 'a folder outside'),
        file: async (path: string, content: AsyncIterable<Buffer>) => {
          must(!path.startsWith('/') && !path.split('/').includes('..'), 'a file outside')
          for await (const _ of content);
        },
      }
      const reading = readArchive(
        Readable.from([Buffer.from(bytes)]),
        new PassThrough(),
        receiver,
        new AbortController().signal,
      )
      await reading.then(
        () => must(false, 'an archive whose manifest names nothing was taken'),
        (error: unknown) => {
          if (!(error instanceof ArchiveError)) throw error
        },
      )
    },
  })
}
