import { argon2Sync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { argon2id, decrypt, encrypt } from './primitives.ts'
import { COMPUTE, type Vector } from './vectors/compute.fixture.ts'

const FOLDER = new URL('vectors/', import.meta.url)
const raw = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'))
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const FROZEN = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))

test('every format has frozen samples, and every file of samples is computed', () => {
  expect(FROZEN.toSorted()).toEqual(Object.keys(COMPUTE).toSorted())
})

describe.each(FROZEN)('%s', (file) => {
  const vectors: Vector[] = JSON.parse(readFileSync(new URL(`${file}.json`, FOLDER), 'utf8'))

  test.each(vectors)('$name', async ({ in: given, out }) => {
    expect(out).toBeTruthy()
    expect(await COMPUTE[file]?.(given)).toEqual(out)
  })
})

describe('the primitives agree with their specifications', () => {
  // libsodium's Argon2id has one lane and no secret, which the vector of RFC 9106 uses: so the RFC vouches for an
  // independent implementation, and that one for ours, at the production cost as well.
  test('Argon2id of RFC 9106, section 5.3, by way of OpenSSL', async () => {
    const rfc = argon2Sync('argon2id', {
      message: Buffer.alloc(32, 1),
      nonce: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      parallelism: 4,
      tagLength: 32,
      memory: 32,
      passes: 3,
    })
    expect(hex(rfc)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')

    for (const [memory, passes] of [
      [8, 1],
      [1024, 5],
      [64 * 1024, 3],
    ] as const) {
      const message = Buffer.from('correct horse')
      const nonce = Buffer.alloc(16, memory)
      const ours = await argon2id(message, nonce, { memoryBytes: memory * 1024, ops: passes })
      const theirs = argon2Sync('argon2id', { message, nonce, parallelism: 1, tagLength: 32, memory, passes })
      expect(hex(ours)).toBe(hex(theirs))
    }
  })

  test('Argon2id of the reference command line', async () => {
    const out = await argon2id(Buffer.from('123'), Buffer.from('ABCDEFGHIJKLMNOP'), {
      memoryBytes: 1024 * 1024,
      ops: 5,
    })
    expect(hex(out)).toBe('3c5d010180ba0cf5b6b858cba23b318e42d33088983c404598599c3b029ecac6')
  })

  test('XChaCha20-Poly1305 of draft-irtf-cfrg-xchacha-03, A.3.1', () => {
    const key = raw('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f')
    const nonce = raw('404142434445464748494a4b4c4d4e4f5051525354555657')
    const additional = raw('50515253c0c1c2c3c4c5c6c7')
    const plain = Buffer.from(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    )
    const cipher =
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39' +
      'ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9' +
      '21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49'

    expect(hex(encrypt(key, nonce, additional, plain))).toBe(cipher)
    expect(hex(decrypt(key, nonce, additional, raw(cipher)))).toBe(hex(plain))
  })
})
