import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { decryptStream, encryptStream, newRepositoryKeys } from '../vault/index.ts'
import { baseNamed } from './bases.ts'
import { openKeys, type RepositoryFile, repositoryIn, writerFor } from './repository.ts'

const passphrase = 'mihon no aikotoba'
const cost = { memoryBytes: 8192, ops: 1 }
const keys = newRepositoryKeys()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

async function written(changes: Record<string, unknown> = {}): Promise<RepositoryFile> {
  const seal = encryptStream(passphrase, cost)
  seal.end(JSON.stringify({ secretKey: text(keys.secretKey), writerKey: text(keys.writerKey) }))
  const sealed = text(await buffer(seal))
  const file = { format: 1, id: '0123456789abcdef', instanceId: 'x', publicKey: text(keys.publicKey) }
  return repositoryIn(JSON.stringify({ ...file, keys: sealed, ...changes }))
}
const open = async (file: RepositoryFile, typed = passphrase) => openKeys(file, decryptStream(typed, cost))

test('the keys open under the passphrase', async () => {
  expect((await open(await written())).secretKey).toEqual(keys.secretKey)
  await expect(open(await written(), 'another')).rejects.toThrow('cannot-open')
})

test('a public key that somebody laid there in place of ours is not written to', async () => {
  const foreign = { publicKey: text(newRepositoryKeys().publicKey) }
  await expect(written(foreign).then((file) => open(file))).rejects.toThrow('cannot-open')
  const almost = keys.publicKey.map((byte, at) => (at === 31 ? byte ^ 128 : byte))
  await expect(written({ publicKey: text(almost) }).then((file) => open(file))).rejects.toThrow('cannot-open')
  await expect(written({ publicKey: 'AAAA' })).rejects.toThrow('unknown-format')
})

test('what the server keeps to write with counts as none when it is torn or of another repository', async () => {
  const repository = await written()
  const writer = {
    repository: repository.id,
    publicKey: text(keys.publicKey),
    writerKey: text(keys.writerKey),
  }
  expect(writerFor(JSON.stringify(writer), repository)?.writerKey).toEqual(keys.writerKey)
  for (const torn of ['', '{"repository":', 'null', JSON.stringify({ ...writer, writerKey: 'AAAA' })])
    expect(writerFor(torn, repository)).toBeUndefined()
  expect(writerFor(JSON.stringify({ ...writer, repository: 'x' }), repository)).toBeUndefined()
})

test('a file named after a moment that there never was is no base, least of all the newest', () => {
  const name = (stamp: string) => `${stamp}-000000010000000000000007.base`
  expect(baseNamed('/b', name('20260401T012345Z'))?.at.toISOString()).toBe('2026-04-01T01:23:45.000Z')
  for (const stamp of ['99999999T999999Z', '20260230T000000Z', '20260401T240000Z'])
    expect(baseNamed('/b', name(stamp)), stamp).toBeUndefined()
})
