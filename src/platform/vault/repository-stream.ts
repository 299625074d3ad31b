import type { Transform } from 'node:stream'
import { Decrypting, Encrypting } from './backup-stream.ts'
import type { Bytes } from './contract.ts'
import { CannotOpen } from './errors.ts'
import {
  boxOpen,
  boxPair,
  boxPublicKey,
  boxSeal,
  digest,
  KEY_BYTES,
  kdf,
  randomBytes,
  wipe,
} from './primitives.ts'

/**
 * A file of the backup repository: `YRBK|01|02|sealed box of a fresh key 80|stream header 24`, then chunks as in a backup
 * under a passphrase. The server that writes holds the public key and the writer's key: it opens nothing that it wrote.
 * Whoever reads needs the secret key as well; whoever forges needs the writer's, which the repository never holds in clear.
 */
const MAGIC = Buffer.from([0x59, 0x52, 0x42, 0x4b, 0x01, 0x02])
const BOX_BYTES = KEY_BYTES + 48
const CONTENT_TAG_BYTES = 16

/** What the server keeps, beside its data. */
export interface RepositoryWriter {
  publicKey: Bytes
  writerKey: Bytes
}

/** What the passphrase opens. */
export interface RepositoryReader extends RepositoryWriter {
  secretKey: Bytes
}

export function newRepositoryKeys(): RepositoryReader {
  const seed = randomBytes(KEY_BYTES)
  const pair = boxPair(seed)
  wipe(seed)
  return { ...pair, writerKey: randomBytes(KEY_BYTES) }
}

/** Whether the public key is the one of the secret key, byte by byte: of its 256 bits the arithmetic looks at 255 only. */
export function belongTogether({ publicKey, secretKey }: RepositoryReader): boolean {
  return Buffer.from(boxPublicKey(secretKey)).equals(publicKey)
}

/** The file's name is bound to its content: a file under another's name does not open. */
export function sealStream({ publicKey, writerKey }: RepositoryWriter, name: string): Transform {
  const fresh = randomBytes(KEY_BYTES)
  const box = boxSeal(publicKey, fresh)
  return new Encrypting(Buffer.concat([MAGIC, box]), async () => {
    const key = streamKey(writerKey, box, fresh, name)
    wipe(fresh)
    return key
  })
}

export function openStream(reader: RepositoryReader, name: string): Transform {
  return new Decrypting(MAGIC, MAGIC.length + BOX_BYTES, async (box) => {
    const fresh = boxOpen(reader, box)
    if (fresh.length !== KEY_BYTES) throw new CannotOpen()
    const key = streamKey(reader.writerKey, box, fresh, name)
    wipe(fresh)
    return key
  })
}

const streamKey = (writerKey: Bytes, box: Bytes, fresh: Bytes, name: string) =>
  kdf(writerKey, 'backup-file', box, fresh, name)

/** Tells the writer whether a file that is there already holds the same, without opening it; tells nobody else anything. */
export function contentTag({ writerKey }: RepositoryWriter, content: Bytes): string {
  const tag = kdf(writerKey, 'backup-content', digest(content))
  return Buffer.from(tag.subarray(0, CONTENT_TAG_BYTES)).toString('hex')
}
