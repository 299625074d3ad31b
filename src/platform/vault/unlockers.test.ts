import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { argonThreads } from './argon-threads.ts'
import { createVault, VaultBusy } from './index.ts'
import { Rotation } from './rotation.ts'
import { aColleague, aVault, DESK, openerOf, PASSWORD, QUICK, ROOT, TENANT } from './story.fixture.ts'

const next = new Uint8Array(32).fill(21)
const rotated = (processes = 1) =>
  createVault(next, { ...QUICK, processes, earlier: [ROOT], takesPrevious: true })
afterEach(() => vi.restoreAllMocks())

async function somebody() {
  const { key, unlocker } = await aColleague(aVault())
  return { key, unlocker, user: { tenantId: TENANT, userId: key.userId } }
}

test('after a rotation of the root secret a right password is derived as often as a wrong one, and as nobody’s', async () => {
  const { user, unlocker } = await somebody()
  const vault = rotated()
  const derive = vi.spyOn(argonThreads, 'derive')
  const costs = async (shown: typeof unlocker | null, password: string) => {
    derive.mockClear()
    const isIn = (await vault.signIn(user, shown, password)) !== null
    return [isIn, derive.mock.calls.length]
  }
  expect(await costs(null, PASSWORD)).toEqual([false, 1])
  expect(await costs(unlocker, 'a wrong password')).toEqual([false, 1])
  expect(await costs(unlocker, PASSWORD)).toEqual([true, 1])
})

test('where the queue fills up meanwhile, a right password is answered like a wrong one', async () => {
  const { user, unlocker } = await somebody()
  const vault = rotated(25)
  const { derive } = argonThreads
  const others: Promise<unknown>[] = []
  vi.spyOn(argonThreads, 'derive').mockImplementation((...given) => {
    // With each that begins to be derived, more come than there is room for.
    const come = others.length < 12 ? 4 : 0
    for (let at = 0; at < come; at += 1)
      others.push(vault.confirm(unlocker, 'somebody else').catch((error) => error))
    return derive.apply(argonThreads, given)
  })
  const answers = async (password: string) => {
    others.length = 0
    const signedIn = await vault.signIn(user, unlocker, password)
    expect(await Promise.all(others)).toContainEqual(expect.any(VaultBusy))
    return signedIn !== null
  }
  expect(await answers('a wrong password')).toBe(false)
  expect(await answers(PASSWORD)).toBe(true)
})

test('what is renewed after a rotation is as good as new: only its salt is that of before', async () => {
  const { user, unlocker, key } = await somebody()
  const signedIn = await rotated().signIn(user, unlocker, PASSWORD)
  const renewed = signedIn?.renewed
  if (!renewed) throw new Error('it does not follow')
  // It goes in place of the one of before by the proof of that one.
  expect(createHash('sha256').update(signedIn.proof).digest()).toEqual(Buffer.from(unlocker.authHash))
  expect(renewed).toMatchObject({ ...user, kind: 'password', salt: unlocker.salt, notAfter: 0 })
  for (const part of ['unlockerId', 'authHash', 'wrap', 'mac'] as const)
    expect(renewed[part], part).not.toEqual(unlocker[part])
  const alone = createVault(next, QUICK)
  expect([alone.checkUnlocker(renewed), alone.isOfPrevious(renewed)]).toEqual([true, false])
  expect(await alone.signIn(user, unlocker, PASSWORD)).toBeNull()
  expect(await alone.signIn(user, renewed, 'a wrong password')).toBeNull()
  // With the secret of before it opens no more than with any other.
  expect(await aVault().signIn(user, renewed, PASSWORD)).toBeNull()
  const again = await alone.signIn(user, renewed, PASSWORD)
  if (!again) throw new Error('it does not open')
  expect(again.renewed).toBeNull()
  const mac = new Rotation(ROOT, next, []).userKey(key)
  const userKey = { ...key, mac: mac ?? key.mac }
  const { memberships } = alone.foundDesk({ tenantId: TENANT, deskId: DESK }, [
    { userKey, role: 'counselor', notBefore: 0, notAfter: 0 },
  ])
  expect(alone.settleMemberships(openerOf({ key, unlocker, signedIn: again }, memberships))).toHaveLength(1)
})

test('a new password for a session that was just opened costs what one for nobody costs, and opens the same', async () => {
  const vault = aVault()
  const sayo = await aColleague(vault)
  const user = { tenantId: TENANT, userId: sayo.key.userId }
  const derive = vi.spyOn(argonThreads, 'derive')
  expect(await vault.newPasswordUnlocker(user, null, 'another long password')).toBeNull()
  expect(derive).toHaveBeenCalledTimes(1)
  const made = await vault.newPasswordUnlocker(user, sayo.signedIn, 'another long password')
  expect(derive).toHaveBeenCalledTimes(2)
  const signedIn = await vault.signIn(user, made, 'another long password')
  if (!signedIn) throw new Error('it does not open')
  expect(await vault.signIn(user, made, PASSWORD)).toBeNull()
  const { memberships } = vault.foundDesk({ tenantId: TENANT, deskId: DESK }, [
    { userKey: sayo.key, role: 'counselor', notBefore: 0, notAfter: 0 },
  ])
  expect(vault.settleMemberships(openerOf({ ...sayo, signedIn }, memberships))).toHaveLength(1)
})
