import { expect, test } from 'vitest'
import { createVault, isSignedBy, logSigner } from './index.ts'

const vault = createVault(new Uint8Array(32).fill(1))

test('the key that signs the record follows from the root secret, frozen', () => {
  expect(Buffer.from(vault.logPublicKey()).toString('hex')).toMatchInlineSnapshot(
    `"8c72647be60424e4488d61874d20c4760346fa7b5cdab2e6abbf4d076931979c"`,
  )
})

test('the seed that the worker is given signs what the vault knows as its own, and is not the root', () => {
  const signer = logSigner(vault.logSeed())
  const message = Buffer.from('a checkpoint')
  expect(isSignedBy(vault.logPublicKey(), message, signer.sign(message))).toBe(true)
  expect(isSignedBy(vault.logPublicKey(), Buffer.from('another'), signer.sign(message))).toBe(false)
  expect(Buffer.from(vault.logSeed()).equals(Buffer.alloc(32, 1))).toBe(false)
  const other = createVault(new Uint8Array(32).fill(2))
  expect(isSignedBy(other.logPublicKey(), message, signer.sign(message))).toBe(false)
})
