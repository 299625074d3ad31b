import { Transform, type TransformCallback } from 'node:stream'
import sodium from 'sodium-native'
import type { Bytes } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { type ArgonCost, argon2id, randomBytes, SALT_BYTES, wipe } from './primitives.ts'

/**
 * `YRBK|01|01|salt 16|stream header 24`, then chunks of 64 KiB + 17 bytes, the last one shorter or equal and tagged
 * final. The first 22 bytes are authenticated with every chunk.
 */
const MAGIC = Buffer.from([0x59, 0x52, 0x42, 0x4b, 0x01, 0x01])
const PREFIX_BYTES = MAGIC.length + SALT_BYTES
const STREAM_HEADER_BYTES = 24
const CHUNK_BYTES = 64 * 1024
const CHUNK_OVERHEAD = 17

/** Dearer than a sign-in: a backup can be guessed at without the root secret, and is opened once in years. */
const BACKUP_COST: ArgonCost = { memoryBytes: 256 * 1024 * 1024, ops: 3 }

async function passphraseKey(passphrase: string, salt: Bytes, cost: ArgonCost): Promise<Bytes> {
  const typed = Buffer.from(passphrase, 'utf8')
  return argon2id(typed, salt, cost).finally(() => wipe(typed))
}

/** Collects bytes and hands out fixed chunks, always keeping the last one back: only the end knows that it is last. */
class Chunks {
  #parts: Buffer[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  add(part: Buffer): void {
    this.#parts.push(part)
    this.#length += part.length
  }

  take(size: number): Buffer {
    const all = this.#parts.length === 1 ? (this.#parts[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#parts)
    const taken = all.subarray(0, size)
    const rest = all.subarray(size)
    this.#parts = rest.length > 0 ? [rest] : []
    this.#length = rest.length
    return taken
  }
}

abstract class ChunkedTransform extends Transform {
  protected readonly waiting = new Chunks()
  protected readonly state = Buffer.alloc(sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES)
  readonly #chunkBytes: number

  constructor(chunkBytes: number) {
    super()
    this.#chunkBytes = chunkBytes
  }

  /** False until there is enough to begin with. */
  protected abstract begin(): Promise<boolean>
  protected abstract pass(chunk: Buffer, isLast: boolean): void

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.waiting.add(chunk)
    settle(this.#advance(), done)
  }

  override _flush(done: TransformCallback): void {
    settle(this.#finish(), done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    wipe(this.state)
    done(error)
  }

  async #advance(): Promise<boolean> {
    if (!(await this.begin())) return false
    while (this.waiting.length > this.#chunkBytes) this.pass(this.waiting.take(this.#chunkBytes), false)
    return true
  }

  async #finish(): Promise<void> {
    if (!(await this.#advance())) throw new CannotOpen()
    this.pass(this.waiting.take(this.#chunkBytes), true)
  }
}

function settle(work: Promise<unknown>, done: TransformCallback): void {
  work.then(
    () => done(),
    (error: unknown) => done(error instanceof Error ? error : new CannotOpen()),
  )
}

/** Seals what passes; `prefix` goes in front in clear and is authenticated with every chunk. */
export class Encrypting extends ChunkedTransform {
  readonly #prefix: Buffer
  readonly #keyOf: () => Promise<Bytes>
  #begun = false

  constructor(prefix: Buffer, keyOf: () => Promise<Bytes>) {
    super(CHUNK_BYTES)
    this.#prefix = prefix
    this.#keyOf = keyOf
  }

  protected async begin(): Promise<boolean> {
    if (this.#begun) return true
    const key = await this.#keyOf()
    const header = Buffer.alloc(STREAM_HEADER_BYTES)
    sodium.crypto_secretstream_xchacha20poly1305_init_push(this.state, header, key)
    wipe(key)
    this.push(Buffer.concat([this.#prefix, header]))
    this.#begun = true
    return true
  }

  protected pass(chunk: Buffer, isLast: boolean): void {
    const out = Buffer.alloc(chunk.length + CHUNK_OVERHEAD)
    const tag = isLast
      ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
      : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
    sodium.crypto_secretstream_xchacha20poly1305_push(this.state, out, chunk, this.#prefix, tag)
    this.push(out)
  }
}

/** Opens what `Encrypting` sealed; the prefix begins with `magic` and leads to the key. */
export class Decrypting extends ChunkedTransform {
  readonly #magic: Buffer
  readonly #prefixBytes: number
  readonly #keyOf: (rest: Buffer) => Promise<Bytes>
  #prefix: Buffer | null = null

  constructor(magic: Buffer, prefixBytes: number, keyOf: (rest: Buffer) => Promise<Bytes>) {
    super(CHUNK_BYTES + CHUNK_OVERHEAD)
    this.#magic = magic
    this.#prefixBytes = prefixBytes
    this.#keyOf = keyOf
  }

  protected async begin(): Promise<boolean> {
    if (this.#prefix) return true
    const headerBytes = this.#prefixBytes + STREAM_HEADER_BYTES
    if (this.waiting.length < headerBytes) return false
    const head = Buffer.from(this.waiting.take(headerBytes))
    const prefix = head.subarray(0, this.#prefixBytes)
    if (!prefix.subarray(0, this.#magic.length).equals(this.#magic)) throw new CannotOpen()
    const key = await this.#keyOf(prefix.subarray(this.#magic.length))
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(this.state, head.subarray(this.#prefixBytes), key)
    wipe(key)
    this.#prefix = prefix
    return true
  }

  protected pass(chunk: Buffer, isLast: boolean): void {
    if (chunk.length < CHUNK_OVERHEAD || !this.#prefix) throw new CannotOpen()
    const out = Buffer.alloc(chunk.length - CHUNK_OVERHEAD)
    const tag = Buffer.alloc(1)
    try {
      sodium.crypto_secretstream_xchacha20poly1305_pull(this.state, out, tag, chunk, this.#prefix)
    } catch {
      throw new CannotOpen()
    }
    const expected = isLast
      ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
      : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
    if (tag[0] !== expected) throw new CannotOpen()
    this.push(out)
  }
}

/** `cost` is for tests only: it is part of the format. */
export function encryptStream(passphrase: string, cost: ArgonCost = BACKUP_COST): Transform {
  const salt = randomBytes(SALT_BYTES)
  return new Encrypting(Buffer.concat([MAGIC, salt]), () => passphraseKey(passphrase, salt, cost))
}

/** Chunks leave as they are proven; that the whole is there is known only when the stream ends without an error. */
export function decryptStream(passphrase: string, cost: ArgonCost = BACKUP_COST): Transform {
  return new Decrypting(MAGIC, PREFIX_BYTES, (salt) => passphraseKey(passphrase, salt, cost))
}
