import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { Duplex, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Pack, pack } from 'tar-stream'
import { BackupFacts, FACTS, type FileRecord, MANIFEST, Manifest } from './manifest.ts'

const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

/** A tar with checksums; `finish` closes it with the manifest. */
export class ArchiveWriter {
  readonly #tar: Pack
  readonly #stop: AbortSignal
  readonly #files: Record<string, FileRecord> = {}
  #bytes = 0

  constructor(tar: Pack, stop: AbortSignal) {
    this.#tar = tar
    this.#stop = stop
  }

  get bytes(): number {
    return this.#bytes
  }

  get files(): number {
    return Object.keys(this.#files).length
  }

  async folder(path: string): Promise<void> {
    this.#stop.throwIfAborted()
    this.#tar.entry({ name: path, type: 'directory', mode: PRIVATE_FOLDER })
  }

  /** `content` gives exactly so many bytes. */
  async file(path: string, bytes: number, content: AsyncIterable<Buffer>): Promise<void> {
    const hash = createHash('sha256')
    const written = Promise.withResolvers<void>()
    const entry = this.#tar.entry({ name: path, size: bytes, mode: PRIVATE_FILE }, (error) =>
      error ? written.reject(error) : written.resolve(),
    )
    // Told by `written`, or by the flow that broke.
    entry.on('error', () => undefined)
    written.promise.catch(() => undefined)
    for await (const piece of content) {
      this.#stop.throwIfAborted()
      hash.update(piece)
      this.#bytes += piece.length
      // An entry that is broken off never drains.
      if (!entry.write(piece)) await once(entry, 'drain', { signal: this.#stop })
    }
    entry.end(null)
    await this.#unlessStopped(written.promise)
    this.#files[path] = { bytes, sha256: hash.digest('hex') }
  }

  async #unlessStopped(work: Promise<void>): Promise<void> {
    const stopped = Promise.withResolvers<never>()
    const onStop = () => stopped.reject(this.#stop.reason)
    this.#stop.throwIfAborted()
    this.#stop.addEventListener('abort', onStop)
    try {
      await Promise.race([work, stopped.promise])
    } finally {
      this.#stop.removeEventListener('abort', onStop)
    }
  }

  async text(path: string, text: string): Promise<void> {
    const content = Buffer.from(text, 'utf8')
    await this.file(
      path,
      content.length,
      (async function* () {
        yield content
      })(),
    )
  }

  async begin(facts: BackupFacts): Promise<void> {
    await this.text(FACTS, JSON.stringify(BackupFacts.parse(facts)))
  }

  async finish(log: Manifest['log']): Promise<void> {
    await this.text(MANIFEST, JSON.stringify(Manifest.parse({ files: { ...this.#files }, log })))
    this.#tar.finalize()
  }
}

/** Streams what `fill` puts into the archive through `seal`; nothing of it touches the disk in clear. */
export async function writeArchive<Result>(
  seal: Duplex,
  destination: Writable,
  fill: (archive: ArchiveWriter) => Promise<Result>,
  stop: AbortSignal,
): Promise<Result> {
  const tar = pack()
  const broken = new AbortController()
  const ended = AbortSignal.any([stop, broken.signal])
  const flow = pipeline(tar as AsyncIterable<Buffer>, seal, destination, { signal: stop })
  flow.catch((error) => broken.abort(error))
  try {
    const result = await fill(new ArchiveWriter(tar, ended))
    await flow
    return result
  } catch (error) {
    const cause = broken.signal.aborted ? broken.signal.reason : error
    tar.destroy()
    await flow.catch(() => undefined)
    throw cause
  }
}
