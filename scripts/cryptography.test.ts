import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const text = readFileSync(join(root, 'docs/cryptography.md'), 'utf8')
const libraries =
  /from '(?:node:)?(?:crypto|tls|https|otpauth|shamir-secret-sharing|sodium-native)'|crypto\.subtle|\brandomInt\(/

const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && /\.(tsx?|js)$/.test(one.name))
  .map((one) => relative(root, join(one.parentPath, one.name)))
  .filter((file) => !/\.(test|fixture|d)\.ts$|type-test|\/testing|\/generated\/|^src\/guards\//.test(file))

test('whoever uses cryptography outside the vault stands in the inventory, and nobody else', () => {
  const users = files.filter(
    (file) =>
      !file.startsWith('src/platform/vault/') && libraries.test(readFileSync(join(root, file), 'utf8')),
  )
  const listed = text.slice(text.indexOf('## Where it is used'))
  const named = [...listed.matchAll(/`(src\/[\w./-]+\.(?:tsx?|js))`/g)].map(([, file = '']) => file)
  expect(users.length).toBeGreaterThan(10)
  expect(named.toSorted()).toEqual(users.toSorted())
})

test('no hash that is broken, and no cipher but the ones that are named', () => {
  const found = files.flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8')
    const weak = [
      ...code.matchAll(/createHash\('(?!sha256'|sha512')(\w+)'|createHmac\('(\w+)'|create(?:C|Dec)ipheriv/g),
    ]
    return weak.map(([word]) => `${file}: ${word}`)
  })
  expect(found).toEqual(["src/platform/db/tx.ts: createHash('sha1'"])
  const ciphers = files
    .filter((file) => file.startsWith('src/platform/vault/'))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8').match(/crypto_(?:aead|secretbox|secretstream|stream)\w*/g),
    )
    .filter((name) => name !== null && name !== undefined)
  expect(ciphers.length).toBeGreaterThan(5)
  const others = ciphers.filter(
    (name) => !/^crypto_(aead_xchacha20poly1305_ietf|secretstream_xchacha20poly1305)_/.test(name),
  )
  expect(others).toEqual([])
})
