import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { MembershipRow, Opener, SealedDocument, Vault } from './contract.ts'
import { createVault } from './vault.ts'

const tenantId = randomUUID()
let vault: Vault
let opener: Opener
let deskId = ''

beforeAll(async () => {
  vault = createVault(randomBytes(32), { argonMemoryBytes: 64 * 1024, argonOps: 1 })
  const user = { tenantId, userId: randomUUID() }
  const { key, unlocker } = await vault.createUser(user, {
    kind: 'password',
    password: 'a password for tests',
  })
  const signedIn = await vault.signIn(user, unlocker, 'a password for tests')
  if (!signedIn) throw new Error('not signed in')
  deskId = randomUUID()
  const member = { userKey: key, role: 'counselor', notBefore: 0, notAfter: 0 }
  const memberships: MembershipRow[] = vault.foundDesk({ tenantId, deskId }, [member]).memberships
  opener = { cookie: signedIn.cookie, session: signedIn.session, memberships, grants: [] }
})

function drawer(...lines: string[]): SealedDocument {
  const address = {
    ...{ tenantId, label: 'search_drawer.lines', rowId: randomUUID(), scope: 'desk' as const },
    ...{ compartmentId: deskId, rev: 1, schema: 1 },
  }
  const [bytes] = vault.seal(opener, [{ ...address, json: JSON.stringify({ lines }) }])
  if (!bytes) throw new Error('not sealed')
  return { ...address, bytes }
}

const found = (documents: SealedDocument[], ...words: string[][]) =>
  vault.searchLines(opener, documents, words).lines

test('a line that holds one run of each word is found, once, wherever it stands', () => {
  const documents = [
    drawer('a|ミホンハナ', 'b|カクウハナ|ハナ', 'c|ミホン'),
    drawer(),
    drawer('d|ハナカクウ'),
  ]
  expect(found(documents, ['ハナ'])).toEqual(['a|ミホンハナ', 'b|カクウハナ|ハナ', 'd|ハナカクウ'])
  expect(found(documents, ['ハナ'], ['カクウ'])).toEqual(['b|カクウハナ|ハナ', 'd|ハナカクウ'])
  expect(found(documents, ['ハナ'], ['ミホン', 'ハナカ'])).toEqual(['a|ミホンハナ', 'd|ハナカクウ'])
  expect(found(documents, ['ナイ'])).toEqual([])
  expect(found(documents, [])).toEqual([])
  expect(found(documents, ['']), 'nothing is no word').toEqual([])
})

test('words of two lines are no match, nor what stands around the lines', () => {
  const documents = [drawer('a|ミホン', 'b|ハナ')]
  expect(found(documents, ['ミホン'], ['ハナ'])).toEqual([])
  // The beginning of every document is no line of anybody's.
  expect(found(documents, ['lines']).filter((line) => line.includes('|'))).toEqual([])
})

test('an altered drawer is named and takes no other with it; one that is out of reach is told apart', () => {
  const [sound, broken] = [drawer('a|ハナ'), drawer('b|ハナ')]
  broken.bytes = Buffer.from(broken.bytes)
  broken.bytes[40] = (broken.bytes[40] ?? 0) ^ 1
  const moved = { ...sound, rowId: randomUUID() }
  expect(vault.searchLines(opener, [broken, sound, moved], [['ハナ']])).toEqual({
    lines: ['a|ハナ'],
    closed: [broken.rowId, moved.rowId],
    outOfReach: [],
  })
  expect(vault.searchLines({ ...opener, memberships: [] }, [sound], [['ハナ']])).toEqual({
    lines: [],
    closed: [],
    outOfReach: [sound.rowId],
  })
})
