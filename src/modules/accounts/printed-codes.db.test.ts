import { expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { renewFactors } from './renew-factors.ts'
import { signIn } from './sign-in.ts'
import { callerAt, giveFactors, visitorAt } from './testing.ts'

const database = useDatabase()

async function someone() {
  const office = await TestOffice.open(database)
  const person = await office.person()
  const factors = await giveFactors(database, office, person, 'card')
  const knock = async (code: string) => {
    await database.superuser.query('delete from auth.sign_in_attempt where tenant_id = $1', [office.tenantId])
    return await signIn(visitorAt(office), { login: person.login, password: person.password, code })
  }
  return { office, person, factors, knock }
}

test('a set from before codes had a salt goes on, each code once; with the next set it is gone', async () => {
  const { office, person, factors, knock } = await someone()
  const { tenantId } = office
  const [first = '', second = ''] = factors.cardCodes
  const whose = [tenantId, person.userId]
  const salted = 'select count(*)::int as count from auth.factor where user_id = $1 and salt is not null'
  expect((await database.superuser.query(salted, [person.userId])).rows[0].count).toBe(2)
  await database.superuser.query(
    'update auth.factor set salt = null where tenant_id = $1 and user_id = $2',
    whose,
  )
  expect(await knock(first)).toEqual({ kind: 'wrong' })
  for (const code of [first, second])
    await database.superuser.query(
      `insert into auth.factor_code (tenant_id, user_id, factor_id, code_hash)
       select tenant_id, user_id, id, $3 from auth.factor where tenant_id = $1 and user_id = $2 and kind = 'card'`,
      [...whose, platform().vault.codeHash(tenantId, person.userId, code)],
    )
  const entered = await knock(first)
  if (entered.kind !== 'in') throw new Error('she should be in')
  expect(await knock(first)).toEqual({ kind: 'wrong' })
  const caller = callerAt(office, entered.cookie)
  const renewed = await renewFactors(caller, { password: person.password, code: second, factor: 'card' })
  if (renewed.kind !== 'renewed') throw new Error('she should have a new card')
  expect((await database.superuser.query(salted, [person.userId])).rows[0].count).toBe(2)
  expect(await knock(renewed.shown.cardCodes[0] ?? '')).toMatchObject({ kind: 'in' })
})

test('whoever types a printed code costs one derivation more, whether the account, its set or a salt is there', async () => {
  const { office, person, factors } = await someone()
  const old = await office.person()
  const { vault } = platform()
  const slow = vi.spyOn(vault, 'slowCodeHash')
  const code = factors.cardCodes[0] ?? ''
  for (const login of [person.login, old.login, 'nobody-here'])
    await signIn(visitorAt(office), { login, password: 'not the password', code })
  expect(slow).toHaveBeenCalledTimes(3)
  expect(slow.mock.calls.map(([, salt]) => salt.length)).toEqual([16, 16, 16])
  await signIn(visitorAt(office), { login: 'nobody-there', password: 'not the password', code: '123456' })
  expect(slow).toHaveBeenCalledTimes(3)
  slow.mockRestore()
})
