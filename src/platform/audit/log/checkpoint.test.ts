import { expect, test } from 'vitest'
import { logSigner } from '../../vault/index.ts'
import { openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { openNote, printedKey } from './note.ts'

const signer = logSigner(new Uint8Array(32).fill(7))
const origin = 'yorube/0123456789abcdef'
const root = new Uint8Array(32).fill(9)
const note = signCheckpoint({ origin, size: 42, root }, signer)

test('the example of the Go implementation of signed notes opens', () => {
  const text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  const signed = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
  const printed = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
  const key = Buffer.from(printed.split('+').slice(2).join('+'), 'base64').subarray(1)
  expect(openNote(signed, 'PeterNeumann', key)).toBe(text)
  expect(printedKey('PeterNeumann', key)).toBe(printed)
  expect(openNote(signed.replace('answer', 'Answer'), 'PeterNeumann', key)).toBeNull()
})

test('a checkpoint is frozen: origin, size, root, signature', () => {
  expect(printedKey(origin, signer.publicKey)).toMatchInlineSnapshot(
    `"yorube/0123456789abcdef+95b8b1f8+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"`,
  )
  expect(note).toMatchInlineSnapshot(`
    "yorube/0123456789abcdef
    42
    CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=

    — yorube/0123456789abcdef lbix+PyVCnf4mOSOFTPJCj4MiZKucIijkLvhxixnTsZ+p25VQVFKzY6VquZooh7KqO23I1lhArSRnHU+x1Cc6OPGfgw=
    "
  `)
})

test('it opens with its key, and beside the signature of a witness', () => {
  expect(openCheckpoint(note, origin, signer.publicKey)).toEqual({
    origin,
    size: 42,
    root: Buffer.from(root),
  })
  const witnessed = `${note}— witness.example ${Buffer.alloc(68, 3).toString('base64')}\n`
  expect(openCheckpoint(witnessed, origin, signer.publicKey)).toMatchObject({ size: 42 })
})

test('any altered character is noticed', () => {
  for (let at = 0; at < note.length; at += 1) {
    const altered = note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1)
    expect(typeof openCheckpoint(altered, origin, signer.publicKey), `character ${at}`).toBe('string')
  }
})

test('one of another log, of another key, or no checkpoint at all is told apart', () => {
  const other = logSigner(new Uint8Array(32).fill(8))
  expect(openCheckpoint(note, 'yorube/fedcba9876543210', signer.publicKey)).toBe('foreign')
  expect(openCheckpoint(note, origin, other.publicKey)).toBe('not-signed')
  expect(openCheckpoint('', origin, signer.publicKey)).toBe('unreadable')
  expect(openCheckpoint(note.split('\n\n')[0] ?? '', origin, signer.publicKey)).toBe('not-signed')
})
