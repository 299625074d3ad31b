import { createHash } from 'node:crypto'
import type { Duplex, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import type { z } from 'zod'
import { ArchiveError, type ArchiveProblem } from './archive-error.ts'
import { BackupFacts, FACTS, type FileRecord, MANIFEST, Manifest } from './manifest.ts'

export interface ArchiveReceiver {
  /** Called first; throwing ends the reading. */
  begin(facts: BackupFacts): Promise<void>
  folder(path: string): Promise<void>
  /** Must read `content` to its end. Each piece is authentic; that all are there is known only when the reading ends. */
  file(path: string, content: AsyncIterable<Buffer>): Promise<void>
}

export interface ReadBackup {
  facts: BackupFacts
  manifest: Manifest
}

/**
 * Reads a backup through `open`, which proves each piece, and compares every file with the manifest. Returns only when
 * all is there and right; else throws `ArchiveError`, what the receiver threw, or the disk's own error.
 */
export async function readArchive(
  source: Readable,
  open: Duplex,
  receiver: ArchiveReceiver,
  stop: AbortSignal,
): Promise<ReadBackup> {
  const tar = extract()
  let opened = 0
  // One broken stream breaks the others, and the reading of them: the first to speak is the cause.
  let broken: { error: unknown } | undefined
  let refused: { error: unknown } | undefined
  const onBroken = (error: unknown) => {
    broken ??= { error }
  }
  source.on('error', onBroken)
  open.on('error', onBroken)
  tar.on('error', onBroken)
  const contents = takeEntries(tar as AsyncIterable<Entry>, receiver)
  contents.catch((error) => {
    if (!broken) refused = { error }
  })
  async function* count(pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      opened += piece.length
      yield piece
    }
  }
  const flow = pipeline(source, open, count, tar as unknown as NodeJS.WritableStream, { signal: stop })
  const [taken, flowed] = await Promise.allSettled([contents, flow])
  stop.throwIfAborted()
  if (taken.status === 'fulfilled' && flowed.status === 'fulfilled') return taken.value
  if (refused) throw refused.error
  if (isOfSystem(broken?.error)) throw broken?.error
  throw new ArchiveError(opened === 0 ? 'cannot-open' : 'damaged')
}

const isOfSystem = (error: unknown) => error instanceof Error && 'syscall' in error

interface Entry extends AsyncIterable<Buffer> {
  header: { name: string; type: string }
}

async function takeEntries(tar: AsyncIterable<Entry>, receiver: ArchiveReceiver): Promise<ReadBackup> {
  const found = new Map<string, FileRecord>()
  let facts: BackupFacts | undefined
  let manifest: Manifest | undefined
  for await (const entry of tar) {
    const path = entry.header.name.replace(/\/$/, '')
    if (!isSafe(path) || manifest || found.has(path)) throw new ArchiveError('damaged')
    if (entry.header.type === 'directory') {
      await text(entry)
      await receiver.folder(path)
      continue
    }
    if (entry.header.type !== 'file') throw new ArchiveError('damaged')
    const { content, record } = recorded(entry)
    if (!facts) {
      facts = path === FACTS ? parsed(BackupFacts, await text(content), 'unknown-format') : undefined
      if (!facts) throw new ArchiveError('unknown-format')
      await receiver.begin(facts)
    } else if (path === MANIFEST) {
      manifest = parsed(Manifest, await text(content), 'damaged')
      continue
    } else await receiver.file(path, content)
    found.set(path, record())
  }
  if (!facts || !manifest || !isComplete(manifest, found)) throw new ArchiveError('damaged')
  return { facts, manifest }
}

/** Whoever knows the passphrase could still have made a tar that climbs out of its folder. */
function isSafe(path: string): boolean {
  return !/[\0\\]/.test(path) && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

function recorded(pieces: AsyncIterable<Buffer>) {
  const hash = createHash('sha256')
  let bytes = 0
  async function* content() {
    for await (const piece of pieces) {
      hash.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  return { content: content(), record: (): FileRecord => ({ bytes, sha256: hash.digest('hex') }) }
}

function parsed<T>(shape: z.ZodType<T>, json: string, problem: ArchiveProblem): T {
  try {
    return shape.parse(JSON.parse(json))
  } catch {
    throw new ArchiveError(problem)
  }
}

function isComplete({ files }: Manifest, found: ReadonlyMap<string, FileRecord>): boolean {
  const listed = Object.entries(files)
  return (
    listed.length === found.size &&
    listed.every(([path, { bytes, sha256 }]) => {
      const seen = found.get(path)
      return seen?.bytes === bytes && seen.sha256 === sha256
    })
  )
}
