import { expect, test } from 'vitest'
import { ArgonGate } from './argon-gate.ts'
import { Directory } from './directory-mac.ts'
import type { Instance } from './instance.ts'
import { type Keyring, withKeyring } from './keyring.ts'
import { PASSWORD_COST } from './primitives.ts'
import { aCase, aDesk, aVault, CASE, DESK, only, openerOf, ROOT, recordAt } from './story.fixture.ts'

const instance: Instance = {
  root: ROOT,
  directory: new Directory(ROOT),
  earlier: [],
  previous: null,
  argon: new ArgonGate({ password: PASSWORD_COST, code: PASSWORD_COST }),
  onRefused: () => undefined,
  now: () => 1000,
}

test('every key that a call opened is zero when the call has ended, also when it failed', async () => {
  const vault = aVault()
  const { sayo, desk } = await aDesk(vault)
  const opener = openerOf(sayo, desk.memberships, aCase(vault, desk.deskKey))
  const take = (keyring: Keyring): Uint8Array[] => {
    const member = only(keyring.memberships(DESK))
    const keys = [
      keyring.user().seed,
      keyring.user().key,
      member.desk.seed,
      member.desk.key,
      keyring.compartmentKey(CASE, null).key,
      keyring.documentKey(recordAt(), null).key,
      keyring.documentKey(recordAt({ scope: 'desk', compartmentId: DESK }), null).key,
      keyring.documentKey(recordAt({ scope: 'user', compartmentId: sayo.key.userId }), null).key,
    ]
    expect(keys.map(isZero)).toEqual(Array(8).fill(false))
    return keys
  }
  const isZero = (key: Uint8Array): boolean => key.every((byte) => byte === 0)

  const after = withKeyring(instance, opener, take)
  let afterFailure: Uint8Array[] = []
  expect(() =>
    withKeyring(instance, opener, (keyring) => {
      afterFailure = take(keyring)
      throw new Error('in the middle')
    }),
  ).toThrow('in the middle')
  expect([...after, ...afterFailure].map(isZero)).toEqual(Array(16).fill(true))
})
