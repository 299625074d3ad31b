import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { CannotOpen, contentTag, newRepositoryKeys, openStream, sealStream } from './index.ts'
import type { RepositoryReader } from './repository-stream.ts'

const NAME = '000000010000000000000007'
const keys = newRepositoryKeys()
const other = newRepositoryKeys()
const plain = Buffer.alloc(150_000, 'a record of a fictional person')

const sealed = (name = NAME) => buffer(Readable.from([plain]).pipe(sealStream(keys, name)))
async function opened(bytes: Buffer, reader: RepositoryReader = keys, name = NAME) {
  const stream = openStream(reader, name)
  Readable.from([bytes]).pipe(stream)
  return await buffer(stream)
}

test('what the server wrote opens with the secret key, under its own name only', async () => {
  const file = await sealed()
  expect(file.includes('a record')).toBe(false)
  expect((await opened(file)).equals(plain)).toBe(true)
  await expect(opened(file, keys, '000000010000000000000008')).rejects.toThrow(CannotOpen)
  expect((await sealed()).equals(file)).toBe(false)
})

test('neither the secret key alone nor the writer alone is enough: a stranger cannot forge, the server cannot open', async () => {
  const file = await sealed()
  await expect(opened(file, { ...keys, writerKey: other.writerKey })).rejects.toThrow(CannotOpen)
  await expect(opened(file, { ...other, writerKey: keys.writerKey })).rejects.toThrow(CannotOpen)
  // Somebody at the repository knows the public key: what she seals to it opens for nobody.
  const forger = { publicKey: keys.publicKey, writerKey: other.writerKey }
  const forged = await buffer(Readable.from([plain]).pipe(sealStream(forger, NAME)))
  await expect(opened(forged)).rejects.toThrow(CannotOpen)
})

test('every byte of the beginning and every 997th after it, changed or cut, ends in an error', async () => {
  const file = await sealed()
  for (let at = 0; at < file.length; at += at < 200 ? 1 : 997) {
    const changed = Buffer.from(file)
    changed[at] = (changed[at] ?? 0) ^ 1
    await expect(opened(changed), `byte ${at}`).rejects.toThrow(CannotOpen)
    await expect(opened(file.subarray(0, at)), `cut at ${at}`).rejects.toThrow(CannotOpen)
  }
})

test('the same content has the same tag for its writer, and another for everybody else', () => {
  expect(contentTag(keys, plain)).toBe(contentTag(keys, Buffer.from(plain)))
  expect(contentTag(keys, plain)).not.toBe(contentTag(keys, plain.subarray(1)))
  expect(contentTag(keys, plain)).not.toBe(contentTag(other, plain))
})
