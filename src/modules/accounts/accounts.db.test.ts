import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { activate } from './activate.ts'
import { admit } from './admit.ts'
import { askAdmission } from './ask-admission.ts'
import { changeAccountState } from './change-account-state.ts'
import { confirmAct } from './confirm-act.ts'
import { inviteAccount } from './invite-account.ts'
import { listAccounts } from './list-accounts.ts'
import { proposeAct } from './propose-act.ts'
import { renewInvitation } from './renew-invitation.ts'
import { signIn } from './sign-in.ts'
import { giveFactors, visitorAt } from './testing.ts'
import { newTotpKey, nextTotpCode, totpKeyBytes } from './totp.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
const newPassword = 'lanterns drift past noon'

async function anOffice() {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(admin)
  return { office, admin, visitor: visitorAt(office) }
}

async function someone() {
  const there = await anOffice()
  const person = await there.office.person()
  return { ...there, person, factors: await giveFactors(database, there.office, person, 'card') }
}

const invited = { login: 'h.kondo', displayName: '近藤 はるか' }

test('a letter becomes an account: new password, card, recovery codes, and then she signs in', async () => {
  const { admin, visitor } = await anOffice()
  const letter = await inviteAccount(admin, invited)
  expect(letter.activationCode).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
  const answer = await activate(visitor, {
    login: 'H.Kondo',
    letter: letter.activationCode.toLowerCase(),
    newPassword,
    factor: 'card',
  })
  if (answer.kind !== 'activated') throw new Error('the letter should have opened the account')
  expect(new Set(answer.shown.cardCodes).size).toBe(40)
  expect(new Set(answer.shown.recoveryCodes).size).toBe(10)
  const given = { login: 'h.kondo', password: newPassword }
  const [code = ''] = answer.shown.cardCodes
  expect(await signIn(visitor, { ...given, code })).toMatchObject({ kind: 'in' })
  expect(await signIn(visitor, { ...given, code: answer.shown.recoveryCodes[9] ?? '' })).toMatchObject({
    kind: 'in',
  })
  expect(
    await activate(visitor, { login: 'h.kondo', letter: letter.activationCode, newPassword, factor: 'card' }),
  ).toEqual({ kind: 'wrong' })
})

test('an authenticator is set up only with a code that proves it, and that code is used up', async () => {
  const { admin, visitor } = await anOffice()
  const letter = await inviteAccount(admin, invited)
  const totpKey = newTotpKey()
  const code = () => nextTotpCode(totpKeyBytes(totpKey), Date.now(), 0).code
  const given = {
    login: invited.login,
    letter: letter.activationCode,
    newPassword,
    factor: 'totp',
    totpKey,
  } as const
  await expect(activate(visitor, { ...given, totpCode: '000000' })).rejects.toMatchObject({
    fields: { totpCode: 'accounts_totp_code_wrong' },
  })
  const proof = code()
  expect(await activate(visitor, { ...given, totpCode: proof })).toMatchObject({
    kind: 'activated',
    shown: { cardCodes: [] },
  })
  const signInWith = (typed: string) =>
    signIn(visitor, { login: invited.login, password: newPassword, code: typed })
  expect(await signInWith(proof)).toEqual({ kind: 'wrong' })
  const next = nextTotpCode(totpKeyBytes(totpKey), Date.now() + 30_000, 0).code
  expect(await signInWith(next)).toMatchObject({ kind: 'in' })
})

test('an expired letter, a wrong code and an unknown login are told the same, and are counted', async () => {
  const { office, admin, visitor } = await anOffice()
  const letter = await inviteAccount(admin, invited)
  const given = { login: invited.login, letter: letter.activationCode, newPassword, factor: 'card' } as const
  expect(await activate(visitor, { ...given, letter: 'AAAA-BBBB-CCCC-DDDD' })).toEqual({ kind: 'wrong' })
  expect(await activate(visitor, { ...given, login: 'nobody' })).toEqual({ kind: 'wrong' })
  const expired = await anExpiredLetter(office, letter.id)
  expect(await activate(visitor, { ...given, letter: expired })).toEqual({ kind: 'wrong' })
  for (let index = 0; index < 3; index++) {
    await database.superuser.query(
      "update auth.sign_in_attempt set at = at - interval '10 seconds' where tenant_id = $1",
      [office.tenantId],
    )
    await activate(visitor, { ...given, letter: 'AAAA-BBBB-CCCC-DDDD' })
  }
  expect(await activate(visitor, given)).toMatchObject({ kind: 'wait' })
})

/** As the vault wrote it, a fortnight and more ago. */
async function anExpiredLetter(office: TestOffice, userId: string): Promise<string> {
  const user = { tenantId: office.tenantId, userId }
  const { unlocker, activationCode } = await platform().vault.createUser(user, {
    kind: 'activation',
    notAfter: 1,
  })
  const { unlockerId, salt, authHash, wrap, notAfter, mac } = unlocker
  await database.superuser.query(
    `update auth.unlocker set unlocker_id = $2, salt = $3, auth_hash = $4, wrap = $5, not_after = $6, mac = $7
     where user_id = $1`,
    [
      userId,
      unlockerId,
      ...[salt, authHash, wrap].map((one) => Buffer.from(one)),
      notAfter,
      Buffer.from(mac),
    ],
  )
  return activationCode ?? ''
}

test('a letter whose day somebody moved by hand is no wrong letter', async () => {
  const { admin, visitor } = await anOffice()
  const letter = await inviteAccount(admin, invited)
  await database.superuser.query('update auth.unlocker set not_after = 0 where user_id = $1', [letter.id])
  const given = { login: invited.login, letter: letter.activationCode, newPassword, factor: 'card' } as const
  expect(await activate(visitor, given)).toEqual({ kind: 'damaged' })
  expect(database.alarms).toContainEqual(
    expect.objectContaining({ label: 'auth.unlocker', rowId: letter.id }),
  )
})

test('a letter of one municipality opens nothing in another', async () => {
  const { admin } = await anOffice()
  const other = await anOffice()
  const letter = await inviteAccount(admin, invited)
  expect(
    await activate(other.visitor, {
      login: invited.login,
      letter: letter.activationCode,
      newPassword,
      factor: 'card',
    }),
  ).toEqual({ kind: 'wrong' })
  expect((await listAccounts(other.admin, {})).accounts.map((one) => one.login)).toEqual([other.admin.login])
})

test('a new letter takes the lost one’s place, and desks that had admitted her are asked again', async () => {
  const { office, admin, visitor } = await anOffice()
  const hub = await office.desk(['supervisor', 'manager'])
  const [asker, decider] = hub.people
  if (!asker || !decider) throw new Error('people are missing')
  await office.stepUp(decider)
  const lost = await inviteAccount(admin, invited)
  const { id } = await askAdmission(asker, { deskId: hub.id, login: invited.login, role: 'counselor' })
  await admit(decider, { admissionId: id })

  const letter = await renewInvitation(admin, { userId: lost.id })
  const given = { login: invited.login, newPassword, factor: 'card' } as const
  expect(await activate(visitor, { ...given, letter: lost.activationCode })).toEqual({ kind: 'wrong' })
  expect(await activate(visitor, { ...given, letter: letter.activationCode })).toMatchObject({
    kind: 'activated',
  })
  await admit(decider, { admissionId: id })
  await expect(renewInvitation(admin, { userId: lost.id })).rejects.toMatchObject({ code: 'not-found' })
})

test('only administrators invite, after confirming who they are; a login is given once', async () => {
  const { office, admin } = await anOffice()
  const hub = await office.desk(['supervisor', 'counselor'])
  const [supervisor] = hub.people
  if (!supervisor) throw new Error('people are missing')
  await office.stepUp(supervisor)
  await expect(inviteAccount(supervisor, invited)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listAccounts(supervisor, {})).rejects.toMatchObject({ code: 'forbidden' })
  await inviteAccount(admin, { ...invited, deskId: hub.id, deskRole: 'counselor' })
  await expect(inviteAccount(admin, { ...invited, login: ' H.KONDO ' })).rejects.toMatchObject({
    fields: { login: 'accounts_login_taken' },
  })
  await expect(
    inviteAccount(admin, { login: '<script>', displayName: 'x'.repeat(5000) }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fields: { login: 'accounts_login_shape', displayName: 'accounts_name_long' },
  })
  const tired = await office.person({ tenantRole: 'tenant_admin' })
  await expect(inviteAccount(tired, { ...invited, login: 'other' })).rejects.toMatchObject({
    code: 'step-up-required',
  })
})

test('a suspended account is out at once; two let it in again; one that left is gone for good', async () => {
  const { admin, person, office, factors, visitor } = await someone()
  const hub = await office.desk(['supervisor', 'counselor'])
  const [, member] = hub.people
  if (!member) throw new Error('people are missing')
  await changeAccountState(admin, { userId: person.userId, state: 'suspended' })
  await expect(whoAmI(person, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  const second = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(second)
  const { id: proposalId } = await proposeAct(admin, { userId: person.userId, act: 'resume' })
  await confirmAct(second, { proposalId })
  const given = { login: person.login, password: person.password, code: factors.cardCodes[0] ?? '' }
  expect(await signIn(visitor, given)).toMatchObject({ kind: 'in' })

  await changeAccountState(admin, { userId: member.userId, state: 'left' })
  await expect(whoAmI(member, {})).rejects.toMatchObject({ code: 'not-signed-in' })
  await expect(proposeAct(admin, { userId: member.userId, act: 'resume' })).rejects.toMatchObject({
    key: 'accounts_propose_no_need',
  })
  const left = await database.superuser.query(
    `select (select count(*) from auth.membership where user_id = $1) + (select count(*) from auth.unlocker where user_id = $1)
       + (select count(*) from auth.factor where user_id = $1) as count`,
    [member.userId],
  )
  expect(Number(left.rows[0].count)).toBe(0)
  await expect(changeAccountState(admin, { userId: admin.userId, state: 'left' })).rejects.toMatchObject({
    key: 'accounts_state_own',
  })
})

test('accounts are listed by login, page by page', async () => {
  const { office, admin } = await anOffice()
  for (const login of ['aoki', 'baba', 'chiba']) await office.person({ login })
  const first = await listAccounts(admin, { limit: 2 })
  expect(first.accounts.map((one) => one.login)).toEqual(['aoki', 'baba'])
  const second = await listAccounts(admin, { limit: 2, after: first.next ?? '' })
  expect(second.accounts.map((one) => one.login)).toEqual(['chiba', admin.login])
  expect(second.next).toBeNull()
})
