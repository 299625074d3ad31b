import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { changeAccountState } from './change-account-state.ts'
import { confirmAct, declineAct } from './confirm-act.ts'
import { inviteAccount } from './invite-account.ts'
import { listAccounts } from './list-accounts.ts'
import { proposeAct } from './propose-act.ts'
import { roleMac } from './store/accounts.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let first: TestPerson
let second: TestPerson
let third: TestPerson
let colleague: TestPerson

beforeEach(async () => {
  office = await TestOffice.open(database)
  const admin = async () => {
    const person = await office.person({ tenantRole: 'tenant_admin' })
    await office.stepUp(person)
    return person
  }
  first = await admin()
  second = await admin()
  third = await admin()
  colleague = await office.person()
})

const rolesOf = async (person: TestPerson) => (await whoAmI(person, {})).roles
const asks = (
  userId: string,
  act: Parameters<typeof proposeAct>[1]['act'],
  role: 'tenant_admin' | 'auditor' | null = null,
) => proposeAct(first, { userId, act, role })

async function later(hours: number) {
  await database.superuser.query(
    'update auth.account_proposal set asked_at = asked_at - make_interval(hours => $2) where tenant_id = $1',
    [office.tenantId, hours],
  )
}

test('a role is proposed by one and given by another, once, and both hear of it', async () => {
  const { id: proposalId } = await asks(colleague.userId, 'give_role', 'auditor')
  expect(await rolesOf(colleague)).toEqual([])
  await expect(confirmAct(first, { proposalId })).rejects.toMatchObject({ key: 'accounts_confirm_own' })
  const seen = (await listAccounts(second, {})).proposals
  expect(seen).toMatchObject([
    { id: proposalId, act: 'give_role', role: 'auditor', isOwn: false, whyNot: null },
  ])
  expect((await listAccounts(first, {})).proposals[0]).toMatchObject({
    isOwn: true,
    whyNot: 'accounts_confirm_own',
  })

  expect(await confirmAct(second, { proposalId })).toEqual({ act: 'give_role', letter: null })
  expect(await rolesOf(colleague)).toEqual(['auditor'])
  await expect(confirmAct(third, { proposalId })).rejects.toMatchObject({ code: 'not-found' })
  expect((await listAccounts(second, {})).proposals).toEqual([])
  const { rows } = await database.superuser.query(
    'select user_id, kind from notice where tenant_id = $1 order by kind, user_id',
    [office.tenantId],
  )
  const heard = (person: TestPerson) =>
    rows.filter((row) => row.user_id === person.userId).map((row) => row.kind)
  expect([heard(second), heard(third), heard(first), heard(colleague)]).toEqual([
    ['account.proposed'],
    ['account.proposed'],
    ['account.confirmed'],
    ['account.role-changed'],
  ])
  const audit = await database.superuser.query(
    "select action, actor_id, object_id, basis from audit.event where tenant_id = $1 and action in ('account.propose', 'account.confirm') and result = 'ok' order by seq",
    [office.tenantId],
  )
  expect(audit.rows).toMatchObject([
    { action: 'account.propose', actor_id: first.userId, object_id: colleague.userId },
    {
      action: 'account.confirm',
      actor_id: second.userId,
      object_id: colleague.userId,
      basis: 'confirmed:give_role:auditor',
    },
  ])
})

test('a newcomer invited with a role has none until another administrator confirms', async () => {
  const letter = await inviteAccount(first, {
    login: 'new-admin',
    displayName: '架空 新任',
    tenantRole: 'tenant_admin',
  })
  const roles = () =>
    database.superuser.query('select role from auth.role_assignment where user_id = $1', [letter.id])
  expect((await roles()).rows).toEqual([])
  const [proposal] = (await listAccounts(second, {})).proposals
  await confirmAct(second, { proposalId: proposal?.id ?? '' })
  expect((await roles()).rows).toEqual([{ role: 'tenant_admin' }])
})

test('whoever is concerned does not confirm, nor anybody unconfirmed, nor a day later, nor after the asker has lost the role', async () => {
  const { id: proposalId } = await asks(second.userId, 'take_role', 'tenant_admin')
  await expect(confirmAct(second, { proposalId })).rejects.toMatchObject({
    key: 'accounts_confirm_concerned',
  })
  await office.stepDown(third)
  await expect(confirmAct(third, { proposalId })).rejects.toMatchObject({ code: 'step-up-required' })
  await office.stepUp(third)
  await later(25)
  await expect(confirmAct(third, { proposalId })).rejects.toMatchObject({ key: 'accounts_confirm_stale' })
  await declineAct(third, { proposalId })
  await expect(declineAct(third, { proposalId })).rejects.toMatchObject({ key: 'accounts_confirm_gone' })

  const again = await asks(colleague.userId, 'give_role', 'tenant_admin')
  await database.superuser.query('delete from auth.role_assignment where user_id = $1', [first.userId])
  await expect(confirmAct(third, { proposalId: again.id })).rejects.toMatchObject({
    key: 'accounts_confirm_stale',
  })
  expect(await rolesOf(colleague)).toEqual([])
})

test('what touches nobody with power one administrator does; with power it takes two, and the last two stay', async () => {
  await changeAccountState(first, { userId: colleague.userId, state: 'suspended' })
  for (const state of ['suspended', 'left'] as const)
    await expect(changeAccountState(first, { userId: second.userId, state })).rejects.toMatchObject({
      key: 'accounts_takes_two',
    })
  const { id } = await asks(second.userId, 'leave')
  await confirmAct(third, { proposalId: id })
  await expect(whoAmI(second, {})).rejects.toMatchObject({ code: 'not-signed-in' })

  // Two are left: neither can go, not even of her own will.
  const own = await proposeAct(first, { userId: first.userId, act: 'take_role', role: 'tenant_admin' })
  await expect(confirmAct(third, { proposalId: own.id })).rejects.toMatchObject({
    key: 'accounts_last_administrator',
  })
  for (const act of ['suspend', 'leave', 'reset'] as const) {
    const { id: proposalId } = await proposeAct(first, { userId: third.userId, act })
    await expect(confirmAct(third, { proposalId })).rejects.toMatchObject({
      key: 'accounts_confirm_concerned',
    })
  }
})

test('two confirmations at once do not leave the office without administrators', async () => {
  const fourth = await office.person({ tenantRole: 'tenant_admin' })
  await office.stepUp(fourth)
  const one = await proposeAct(first, { userId: second.userId, act: 'leave' })
  const two = await proposeAct(second, { userId: first.userId, act: 'leave' })
  const three = await proposeAct(first, { userId: fourth.userId, act: 'leave' })
  await Promise.allSettled([
    confirmAct(third, { proposalId: one.id }),
    confirmAct(third, { proposalId: two.id }),
    confirmAct(third, { proposalId: three.id }),
  ])
  const { rows } = await database.superuser.query('select auth.live_administrators($1, null) as left', [
    office.tenantId,
  ])
  expect(rows[0].left).toBeGreaterThanOrEqual(2)
})

test('a proposal names exactly one act; nothing else is proposed twice, for oneself, or without need', async () => {
  await asks(colleague.userId, 'give_role', 'auditor')
  await expect(asks(colleague.userId, 'give_role', 'auditor')).rejects.toMatchObject({ code: 'conflict' })
  await asks(colleague.userId, 'give_role', 'tenant_admin')
  await expect(asks(first.userId, 'give_role', 'auditor')).rejects.toMatchObject({
    key: 'accounts_propose_own',
  })
  await expect(asks(colleague.userId, 'take_role', 'auditor')).rejects.toMatchObject({
    key: 'accounts_propose_no_need',
  })
  await expect(asks(crypto.randomUUID(), 'reset')).rejects.toMatchObject({ code: 'not-found' })
  await expect(proposeAct(colleague, { userId: first.userId, act: 'suspend' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('an injected statement in an administrator’s session gives nobody power', async () => {
  const own = await asks(colleague.userId, 'give_role', 'tenant_admin')
  const mac = roleMac(office.tenantId, colleague.userId, 'tenant_admin')
  const app = await database.as('yorube_app')
  const { key } = await platform().vault.createUser(
    { tenantId: office.tenantId, userId: second.userId },
    { kind: 'password', password: 'a password for tests' },
  )
  const attempts: [string, unknown[]][] = [
    [
      "insert into auth.role_assignment (tenant_id, user_id, role, mac) values ($1, $2, 'tenant_admin', $3)",
      [office.tenantId, colleague.userId, mac],
    ],
    [
      "update auth.account_proposal set state = 'done', decided_by = $1 where id = $2",
      [first.userId, own.id],
    ],
    [
      "update auth.account_proposal set state = 'done', decided_by = $1 where id = $2",
      [second.userId, own.id],
    ],
    ['update auth.account_proposal set asked_by = $1 where id = $2', [second.userId, own.id]],
    [
      "insert into auth.account_proposal (tenant_id, id, act, user_id, role, asked_by) values ($1, gen_random_uuid(), 'give_role', $2, 'auditor', $3)",
      [office.tenantId, colleague.userId, second.userId],
    ],
    ["select auth.set_account_state($1, $2, 'left')", [office.tenantId, second.userId]],
    ['select auth.reset_account($1, $2)', [office.tenantId, second.userId]],
    ['select auth.appoint_by_operator($1, $2, $3)', [office.tenantId, colleague.userId, mac]],
    [
      "insert into auth.unlocker (tenant_id, user_id, unlocker_id, kind, salt, auth_hash, wrap, not_after, mac) values ($1, $2, gen_random_uuid(), 'activation', '', '', '', 4000000000, '')",
      [office.tenantId, second.userId],
    ],
    [
      'insert into auth.user_key values ($1, $2, $3, $4, $5)',
      [
        office.tenantId,
        second.userId,
        Buffer.from(key.keyId),
        Buffer.from(key.publicKey),
        Buffer.from(key.mac),
      ],
    ],
    ["update auth.staff_user set login = 'mine' where id = $1", [second.userId]],
  ]
  try {
    for (const [statement, values] of attempts) {
      await app.query('begin')
      await enterRaw(app, first)
      await expect(app.query(statement, values), statement).rejects.toMatchObject({ code: '42501' })
      await app.query('rollback')
    }
    for (const [call, values, wanted] of [
      ['select auth.confirm_account_proposal($1, $2) as answer', [own.id, mac], 'own'],
      ['select auth.found_second_administrator($1, $2) as answer', [colleague.userId, mac], false],
      ["select auth.change_account_state($1, 'left') as answer", [second.userId], 'two'],
    ] as const) {
      await app.query('begin')
      await enterRaw(app, first)
      expect((await app.query(call, [...values])).rows).toEqual([{ answer: wanted }])
      await app.query('rollback')
    }
  } finally {
    await app.end()
  }
  expect(await rolesOf(colleague)).toEqual([])
})
