import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { activate } from './activate.ts'
import { confirmAct } from './confirm-act.ts'
import { proposeAct } from './propose-act.ts'
import { signIn } from './sign-in.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'
import { whoAmI } from './who-am-i.ts'

const database = useDatabase()
let office: TestOffice
let first: TestPerson
let second: TestPerson

beforeEach(async () => {
  office = await TestOffice.open(database)
  first = await office.person({ tenantRole: 'tenant_admin' })
  second = await office.person({ tenantRole: 'tenant_admin' })
  for (const admin of [first, second]) await office.stepUp(admin)
})

test('somebody who lost everything begins anew: old password and card are dead, the desk admits her again', async () => {
  const hub = await office.desk(['supervisor', 'counselor'])
  const [supervisor, member] = hub.people as [TestPerson, TestPerson]
  const factors = await giveFactors(database, office, member, 'card')
  await database.superuser.query(
    `insert into auth.admission (tenant_id, id, desk_id, user_id, role, asked_by, state, decided_by)
     values ($1, gen_random_uuid(), $2, $3, 'counselor', $4, 'admitted', $5)`,
    [office.tenantId, hub.id, member.userId, first.userId, supervisor.userId],
  )
  const { id: proposalId } = await proposeAct(first, { userId: member.userId, act: 'reset' })
  const { letter } = await confirmAct(second, { proposalId })
  if (!letter) throw new Error('there should be a letter')
  const old = { login: member.login, password: member.password, code: factors.cardCodes[0] ?? '' }
  expect(await signIn(visitorAt(office), old)).toEqual({ kind: 'wrong' })
  await expect(whoAmI(member, {})).rejects.toMatchObject({ code: 'not-signed-in' })

  const newPassword = 'lanterns drift past noon'
  const activated = await activate(visitorAt(office), {
    login: member.login,
    letter: letter.activationCode,
    newPassword,
    factor: 'card',
  })
  if (activated.kind !== 'activated') throw new Error('she should be back')
  const entered = await signIn(visitorAt(office), {
    login: member.login,
    password: newPassword,
    code: activated.shown.cardCodes[0] ?? '',
  })
  if (entered.kind !== 'in') throw new Error('she should be in')
  const me = await whoAmI(callerAt(office, entered.cookie), {})
  expect([me.userId, me.desks]).toEqual([member.userId, []])
  expect(
    (await database.superuser.query('select epoch from auth.desk where id = $1', [hub.id])).rows[0].epoch,
  ).not.toBeNull()
  const stands = await database.superuser.query(
    `select (select array_agg(user_id) from auth.membership where desk_id = $1) as members,
            (select array_agg(user_id) from auth.admission where desk_id = $1 and state = 'asked') as asked`,
    [hub.id],
  )
  expect(stands.rows).toEqual([{ members: [supervisor.userId], asked: [member.userId] }])
  const heard = await database.superuser.query(
    "select desk_id from notice where tenant_id = $1 and kind = 'account.reset'",
    [office.tenantId],
  )
  expect(heard.rows).toEqual([{ desk_id: hub.id }])
})

test('the only one who can open a desk is not begun anew: its records would be closed for good', async () => {
  const desk = await office.desk(['desk_lead'], 'asked')
  const [only] = desk.people as [TestPerson]
  const { id: proposalId } = await proposeAct(first, { userId: only.userId, act: 'reset' })
  await expect(confirmAct(second, { proposalId })).rejects.toMatchObject({ key: 'accounts_last_member' })
  expect(await whoAmI(only, {})).toMatchObject({ userId: only.userId })
})
