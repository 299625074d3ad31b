import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { ownSampleFilling } from './own-sample-filling.ts'
import { whyPoorPassword } from './password-rule.ts'
import { samplePassword } from './sample-password.ts'
import { giveFactors, visitorAt } from './testing.ts'
import { nextTotpCode } from './totp.ts'
import { whoKnocks } from './who-knocks.ts'

const database = useDatabase()

async function anOffice(isSample: boolean) {
  const office = await TestOffice.open(database)
  await database.superuser.query('update auth.tenant set is_sample = $1 where tenant_id = $2', [
    isSample,
    office.tenantId,
  ])
  const hub = await office.desk(['counselor', 'supervisor'])
  const [person] = hub.people
  if (!person) throw new Error('people are missing')
  return { office, person, factors: await giveFactors(database, office, person, 'totp') }
}

test('a sample lists its accounts and fills one in, with the next code when the current one is used up', async () => {
  const { office, person, factors } = await anOffice(true)
  const answer = await whoKnocks(visitorAt(office), { sampleAccountId: person.userId })
  expect(answer.sampleAccounts.map((one) => one.id)).toContain(person.userId)
  expect(answer.filled).toMatchObject({ login: person.login, password: samplePassword, acceptedIn: 0 })
  expect([factors.totp(0), factors.totp(1)]).toContain(answer.filled?.code)

  const step = Math.floor(Date.now() / 30_000)
  await database.superuser.query('update auth.factor set last_step = $1 where user_id = $2', [
    step + 1,
    person.userId,
  ])
  const later = await whoKnocks(visitorAt(office), { sampleAccountId: person.userId })
  expect(later.filled?.code).toBe(nextTotpCode(factors.secret, 0, step + 1).code)
  expect(later.filled?.acceptedIn).toBeGreaterThan(0)
})

test('a real tenant tells its name, whether its directory signs people in, and nothing else; its database function answers nobody', async () => {
  const { office, person } = await anOffice(false)
  expect(await whoKnocks(visitorAt(office), { sampleAccountId: person.userId })).toEqual({
    tenantName: '架空市',
    isSample: false,
    isSetUpOpen: false,
    provider: 'none',
    sampleAccounts: [],
    filled: null,
  })
  const app = await database.as('yorube_app')
  const { rows } = await app.query('select * from auth.sample_accounts($1)', [office.tenantId])
  expect(rows).toEqual([])
  await expect(app.query('update auth.tenant set is_sample = true')).rejects.toMatchObject({ code: '42501' })
  expect(whyPoorPassword(samplePassword, [])).toBe('accounts_password_common')
})

test('where the password is asked again, a sample fills in her own, and a real instance nothing', async () => {
  const { person, factors } = await anOffice(true)
  const { filled } = await ownSampleFilling(person, {})
  expect(filled).toMatchObject({ login: person.login, password: samplePassword })
  expect([factors.totp(0), factors.totp(1)]).toContain(filled?.code)
  const real = await anOffice(false)
  expect(await ownSampleFilling(real.person, {})).toEqual({ filled: null })
})
