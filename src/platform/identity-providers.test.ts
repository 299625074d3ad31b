import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readIdentityProviders } from './identity-providers.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'providers-'))
  writeFileSync(join(folder, 'secret'), 'kept beside it\n')
})
afterEach(() => rmSync(folder, { recursive: true }))

const one = {
  hosts: ['Yorube.city.example'],
  issuer: 'https://login.city.example/staff',
  clientId: 'yorube',
  clientSecretFile: 'secret',
}
function read(listed: unknown) {
  const file = join(folder, 'providers.json')
  writeFileSync(file, JSON.stringify(listed))
  return readIdentityProviders(file)
}

test('what is not said is the careful choice, and the secret lies beside the file', () => {
  expect(read([one])).toEqual([
    {
      hosts: ['yorube.city.example'],
      issuer: 'https://login.city.example/staff',
      clientId: 'yorube',
      clientSecret: 'kept beside it',
      algorithm: 'RS256',
      isRequired: false,
    },
  ])
})

test.each([
  ['in clear over a network', [{ ...one, issuer: 'http://login.city.example' }]],
  ['with a question in its address', [{ ...one, issuer: 'https://login.city.example/?a=1' }]],
  ['no address', [{ ...one, issuer: 'file:///etc/passwd' }]],
  ['unsigned tokens', [{ ...one, algorithm: 'none' }]],
  ['a secret that is not there', [{ ...one, clientSecretFile: 'gone' }]],
  ['one host twice', [one, one]],
  ['a word that means nothing', [{ ...one, isRequird: true }]],
  ['no list', one],
])('%s: refused', (_what, listed) => {
  expect(() => read(listed)).toThrow()
})
