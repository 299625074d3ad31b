import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Duplex, Writable } from 'node:stream'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import {
  belongTogether,
  newRepositoryKeys,
  type RepositoryReader,
  type RepositoryWriter,
} from '../vault/index.ts'
import { ArchiveError } from './archive-error.ts'

/**
 * A folder that holds everything to bring an instance back to any moment: bases (`base/`), the log after them (`log/`), and
 * the keys that open both, sealed under the passphrase. Files appear whole and are never changed; old ones are removed.
 */
const bytes = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const key = bytes.refine((one) => one.length === 32)
const RepositoryFile = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** Of the instance whose backups these are. */
  instanceId: z.string(),
  publicKey: key,
  /** Under the passphrase. */
  keys: bytes,
})
export type RepositoryFile = z.infer<typeof RepositoryFile>
const Keys = z.object({ secretKey: key, writerKey: key })

const fileIn = (folder: string) => join(folder, 'repository.json')
export const BASES = 'base'
export const LOG = 'log'
const text = (value: Uint8Array) => Buffer.from(value).toString('base64')

export async function createRepository(
  folder: string,
  instanceId: string,
  seal: Duplex,
): Promise<{ id: string; keys: RepositoryReader }> {
  const keys = newRepositoryKeys()
  const id = randomBytes(8).toString('hex')
  const inside = JSON.stringify({ secretKey: text(keys.secretKey), writerKey: text(keys.writerKey) })
  const sealed = await buffer(Readable.from([Buffer.from(inside)]).pipe(seal))
  for (const part of [BASES, LOG]) await mkdir(join(folder, part), { recursive: true, mode: 0o700 })
  const file = { format: 1, id, instanceId, publicKey: text(keys.publicKey), keys: text(sealed) }
  await writeWhole(fileIn(folder), async (stream) => {
    stream.end(`${JSON.stringify(file, null, 2)}\n`)
  })
  return { id, keys }
}

/** Undefined when there is none. */
export async function readRepository(folder: string): Promise<RepositoryFile | undefined> {
  return existsSync(fileIn(folder)) ? repositoryIn(await readFile(fileIn(folder), 'utf8')) : undefined
}

/** Throws `ArchiveError`. */
export function repositoryIn(written: string): RepositoryFile {
  const { success, data } = RepositoryFile.safeParse(jsonIn(written))
  if (!success) throw new ArchiveError('unknown-format')
  return data
}

/** Undefined, which no schema here takes, where it is none. */
function jsonIn(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

/**
 * The public key stands in clear beside the sealed ones: were it somebody else's, all that is written from then on would
 * open for nobody. Throws `ArchiveError`.
 */
export async function openKeys(repository: RepositoryFile, open: Duplex): Promise<RepositoryReader> {
  try {
    const opening = buffer(open)
    Readable.from([Buffer.from(repository.keys)]).pipe(open)
    const keys = Keys.parse(JSON.parse((await opening).toString('utf8')))
    const reader = { publicKey: repository.publicKey, ...keys }
    if (belongTogether(reader)) return reader
  } catch {}
  throw new ArchiveError('cannot-open')
}

const WriterFile = z.object({ repository: z.string(), publicKey: key, writerKey: key })
const writerIn = (dataDir: string) => join(dataDir, 'backup-writer.json')

/** What this server writes with. It opens nothing; it lies beside the data, and in no backup. */
export async function readWriter(
  dataDir: string,
  repository: RepositoryFile,
): Promise<RepositoryWriter | undefined> {
  const found = await readFile(writerIn(dataDir), 'utf8').catch(() => undefined)
  return found === undefined ? undefined : writerFor(found, repository)
}

export function writerFor(written: string, repository: RepositoryFile): RepositoryWriter | undefined {
  const { success, data } = WriterFile.safeParse(jsonIn(written))
  if (!success || data.repository !== repository.id) return undefined
  return { publicKey: data.publicKey, writerKey: data.writerKey }
}

export async function keepWriter(dataDir: string, id: string, writer: RepositoryWriter): Promise<void> {
  const file = { repository: id, publicKey: text(writer.publicKey), writerKey: text(writer.writerKey) }
  await writeWhole(writerIn(dataDir), async (stream) => {
    stream.end(`${JSON.stringify(file)}\n`)
  })
}

/** A private file that is there whole, and on the disk, or not at all. */
export async function writeWhole(path: string, write: (stream: Writable) => Promise<void>): Promise<void> {
  const part = `${path}.part`
  const file = await open(part, 'w', 0o600)
  const stream = file.createWriteStream({ flush: true })
  const closed = new Promise<void>((resolve) => stream.once('close', resolve))
  const failed = new Promise<never>((_, reject) => stream.once('error', reject))
  failed.catch(() => undefined)
  try {
    await Promise.race([write(stream), failed])
    await Promise.race([closed, failed])
    await rename(part, path)
    await syncFolder(dirname(path))
  } catch (error) {
    stream.destroy()
    await closed
    await rm(part, { force: true })
    throw error
  }
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

export async function namesIn(folder: string, part: typeof BASES | typeof LOG): Promise<string[]> {
  return (await readdir(join(folder, part))).filter((name) => !name.endsWith('.part')).sort()
}
