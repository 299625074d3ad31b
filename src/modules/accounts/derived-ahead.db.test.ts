import { afterEach, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import type { Vault } from '../../platform/vault/index.ts'
import { activate } from './activate.ts'
import { changePassword } from './change-password.ts'
import { confirmAct } from './confirm-act.ts'
import { inviteAccount } from './invite-account.ts'
import { proposeAct } from './propose-act.ts'
import { renewFactors } from './renew-factors.ts'
import { renewInvitation } from './renew-invitation.ts'
import { signIn } from './sign-in.ts'
import { stepUp } from './step-up.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
afterEach(() => vi.restoreAllMocks())

const deriving = [
  'signIn',
  'confirm',
  'createUser',
  'newPasswordUnlocker',
  'replaceUnlocker',
  'slowCodeHash',
] as const

/** At each derivation, how many of the pool's connections somebody holds; and what may happen in the meantime. */
function watchDerivations(meanwhile: () => Promise<unknown> = async () => undefined): number[] {
  const { pool, vault } = platform()
  const held: number[] = []
  for (const name of deriving) {
    const derive = vault[name].bind(vault) as (...given: unknown[]) => Promise<unknown>
    vi.spyOn(vault, name as 'signIn').mockImplementation((async (...given: unknown[]) => {
      held.push(pool.totalCount - pool.idleCount)
      await meanwhile()
      return await derive(...given)
    }) as Vault['signIn'])
  }
  return held
}

async function someone() {
  const office = await TestOffice.open(database)
  const person = await office.person()
  return { office, person, ...(await giveFactors(database, office, person, 'card')) }
}

test('whoever proves who she is holds no connection while her password is derived', async () => {
  const { office, person, cardCodes } = await someone()
  const held = watchDerivations()
  const { login, password } = person
  const visitor = visitorAt(office)
  expect(await signIn(visitor, { login: 'nobody-here', password, code: '123456' })).toEqual({ kind: 'wrong' })
  const entered = await signIn(visitor, { login, password, code: cardCodes[0] ?? '' })
  if (entered.kind !== 'in') throw new Error('she should be in')
  const renewed = await stepUp(callerAt(office, entered.cookie), { password, code: cardCodes[1] ?? '' })
  if (renewed.kind !== 'renewed') throw new Error('she should have new rights')
  const caller = callerAt(office, renewed.cookie)
  const newPassword = 'a long password of the sample'
  expect(await changePassword(caller, { password, code: cardCodes[2] ?? '', newPassword })).toEqual({
    kind: 'changed',
  })
  const shown = { password: newPassword, code: cardCodes[3] ?? '' }
  expect(await renewFactors(caller, { ...shown, factor: 'card' })).toMatchObject({ kind: 'renewed' })
  // Six of passwords, one of each code that was typed, and the fifty of a new set.
  expect(held).toEqual(Array(6 + 4 + 50).fill(0))
})

test('nor does whoever makes a letter, or takes one up', async () => {
  const office = await TestOffice.open(database)
  const administrators = [
    await office.person({ tenantRole: 'tenant_admin' }),
    await office.person({ tenantRole: 'tenant_admin' }),
  ] as const
  for (const one of administrators) await office.stepUp(one)
  const [asking, confirming] = administrators
  const held = watchDerivations()
  const given = { login: 'mihon-hana', displayName: 'Mihon Hana' }
  const { id } = await inviteAccount(asking, given)
  const { activationCode: letter } = await renewInvitation(asking, { userId: id })
  const newPassword = 'a long password of the sample'
  const taken = { login: given.login, newPassword, factor: 'card' as const }
  expect(await activate(visitorAt(office), { ...taken, letter: 'AAAA-BBBB-CCCC-DDDD' })).toEqual({
    kind: 'wrong',
  })
  expect(await activate(visitorAt(office), { ...taken, letter })).toMatchObject({ kind: 'activated' })
  await proposeAct(asking, { act: 'reset', userId: id })
  const { rows } = await database.superuser.query<{ id: string }>(
    "select id from auth.account_proposal where user_id = $1 and state = 'asked'",
    [id],
  )
  const confirmed = await confirmAct(confirming, { proposalId: rows[0]?.id ?? '' })
  expect(confirmed.letter?.activationCode).not.toBe(letter)
  // The fifty codes for her alone who had the letter.
  expect(held).toEqual(Array(5 + 50).fill(0))
})

test('fifty who sign in at once leave the connections to others', async () => {
  const { office, person, cardCodes } = await someone()
  const entered = await signIn(visitorAt(office), {
    ...{ login: person.login, password: person.password },
    code: cardCodes[0] ?? '',
  })
  if (entered.kind !== 'in') throw new Error('she should be in')
  let letGo = () => {}
  const others = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = watchDerivations(() => others)
  const knocking = Array.from({ length: 50 }, (_, index) =>
    signIn(visitorAt(office, { network: `198.51.${index}` }), {
      ...{ login: `mihon-${index}`, password: 'anything at all', code: '123456' },
    }),
  )
  await vi.waitFor(() => expect(held).toHaveLength(50), 20_000)
  // All fifty wait for their turn to derive, and would go on waiting: nobody else notices.
  expect(platform().pool.totalCount - platform().pool.idleCount).toBe(0)
  expect(await whoAmI(callerAt(office, entered.cookie), {})).toMatchObject({ login: person.login })
  letGo()
  expect(new Set((await Promise.all(knocking)).map(({ kind }) => kind))).toEqual(new Set(['wrong']))
})

test('a password that was changed while an old one was derived opens nothing, and the try counts', async () => {
  const { office, person, cardCodes } = await someone()
  watchDerivations(() =>
    database.superuser.query('update auth.unlocker set auth_hash = sha256(auth_hash) where user_id = $1', [
      person.userId,
    ]),
  )
  const answer = await signIn(visitorAt(office), {
    ...{ login: person.login, password: person.password },
    code: cardCodes[0] ?? '',
  })
  expect(answer.kind).toBe('damaged')
  const { rows } = await database.superuser.query(
    'select succeeded from auth.sign_in_attempt where tenant_id = $1',
    [office.tenantId],
  )
  expect(rows).toEqual([{ succeeded: false }])
})

test('an account closed while its password was derived stays closed', async () => {
  const { office, person, cardCodes } = await someone()
  watchDerivations(() =>
    database.superuser.query("update auth.staff_user set state = 'suspended' where id = $1", [person.userId]),
  )
  expect(
    await signIn(visitorAt(office), {
      ...{ login: person.login, password: person.password },
      code: cardCodes[0] ?? '',
    }),
  ).toEqual({ kind: 'wrong' })
})
