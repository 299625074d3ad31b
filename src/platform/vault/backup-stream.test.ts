import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CannotOpen, decryptStream, encryptStream } from './index.ts'

const QUICK = { memoryBytes: 8192, ops: 1 }
const CHUNK = 64 * 1024

async function encrypted(plain: Uint8Array, pieces: number[] = []): Promise<Buffer> {
  return buffer(Readable.from(cut(plain, pieces)).pipe(encryptStream('passphrase', QUICK)))
}

/** What came out before the end, and whether the end was reached without an error. */
async function decrypted(
  sealed: Uint8Array,
  passphrase = 'passphrase',
  pieces: number[] = [],
): Promise<Buffer> {
  const parts: Buffer[] = []
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const part of source) parts.push(part)
  }
  await pipeline(Readable.from(cut(sealed, pieces)), decryptStream(passphrase, QUICK), collect)
  return Buffer.concat(parts)
}

function cut(bytes: Uint8Array, sizes: number[]): Buffer[] {
  const pieces: Buffer[] = []
  let at = 0
  for (const size of sizes) {
    pieces.push(Buffer.from(bytes.subarray(at, at + size)))
    at += size
  }
  return [...pieces, Buffer.from(bytes.subarray(at))].filter((piece) => piece.length > 0)
}

test('any content comes back, however it is cut on the way', async () => {
  const size = fc.oneof(fc.nat(300), fc.constantFrom(CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7))
  const cuts = fc.array(fc.integer({ min: 1, max: CHUNK + 40 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(size, cuts, cuts, async (length, in1, in2) => {
      const plain = Buffer.alloc(length, `${length} `)
      const sealed = await encrypted(plain, in1)
      const chunks = Math.max(1, Math.ceil(length / CHUNK))
      expect(sealed.length).toBe(46 + length + 17 * chunks)
      expect((await decrypted(sealed, 'passphrase', in2)).equals(plain)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('a wrong passphrase opens nothing', async () => {
  await expect(decrypted(await encrypted(Buffer.from('x')), 'passphrase ')).rejects.toThrow(CannotOpen)
})

test('cut anywhere, also between two chunks, it ends in an error', async () => {
  const sealed = await encrypted(Buffer.alloc(2 * CHUNK + 5))
  const boundary = 46 + CHUNK + 17
  for (const end of [
    0,
    5,
    45,
    46,
    47,
    62,
    63,
    boundary,
    boundary + 17,
    2 * boundary - 46,
    sealed.length - 1,
  ]) {
    await expect(decrypted(sealed.subarray(0, end)), `cut at ${end}`).rejects.toThrow(CannotOpen)
  }
})

test('every changed byte, a byte more, chunks swapped or left out end in an error', async () => {
  const small = await encrypted(Buffer.from('hello'))
  for (let at = 0; at < small.length; at += 1) {
    const changed = Buffer.from(small)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
    await expect(decrypted(changed), `byte ${at}`).rejects.toThrow(CannotOpen)
  }
  await expect(decrypted(Buffer.concat([small, Buffer.alloc(1)]))).rejects.toThrow(CannotOpen)
  await expect(decrypted(Buffer.concat([small, small]))).rejects.toThrow(CannotOpen)

  const large = await encrypted(Buffer.alloc(2 * CHUNK + 5))
  const [head, one, two, last] = cut(large, [46, CHUNK + 17, CHUNK + 17])
  if (!head || !one || !two || !last) throw new Error('not three chunks')
  for (const order of [
    [head, two, one, last],
    [head, one, last],
    [head, two, last],
    [head, last],
  ]) {
    await expect(decrypted(Buffer.concat(order))).rejects.toThrow(CannotOpen)
  }
})
