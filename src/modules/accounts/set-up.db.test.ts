import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { activate } from './activate.ts'
import { offerSetUp } from './offer-set-up.ts'
import { setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'
import { whoAmI } from './who-am-i.ts'
import { whoKnocks } from './who-knocks.ts'

const database = useDatabase()
const visitor = { host: 'yorube.example', network: 'loopback', deviceLabel: '' }
const newPassword = 'lanterns drift past noon'
const given = {
  tenantName: '架空市',
  tenantKind: 'municipality',
  network: 'ageo',
  login: 'a.mori',
  displayName: '森 あかり',
  newPassword,
  secondLogin: 'b.hayashi',
  secondName: '林 文',
  factor: 'card',
} as const

test('wrong codes wait like wrong passwords, from other networks too, and the right one with them', async () => {
  const setUpCode = (await offerSetUp()) ?? ''
  const wrong = { ...given, setUpCode: '0000-0000-0000-0000-0000-0000' }
  const from = (place: number) => ({ ...visitor, network: `192.0.${place}` })
  const answers: string[] = []
  for (let tried = 0; tried < 7; tried += 1) {
    // As if the seconds that a try costs had passed.
    await database.superuser.query("update auth.sign_in_attempt set at = at - interval '10 seconds'")
    answers.push((await setUp(from(tried), wrong)).kind)
  }
  expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wait', 'wait'])
  expect(await setUp(from(9), { ...given, setUpCode })).toMatchObject({ kind: 'wait' })
  await database.superuser.query("update auth.sign_in_attempt set at = at - interval '16 minutes'")
  expect(await whoKnocks(visitor, {})).toMatchObject({ isSetUpOpen: true })
})

test('the code of the first start founds the municipality once, with two administrators', async () => {
  expect(await whoKnocks(visitor, {})).toMatchObject({ tenantName: null, isSetUpOpen: true })
  const older = (await offerSetUp()) ?? ''
  const setUpCode = (await offerSetUp()) ?? ''
  expect(setUpCode).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){5}$/)
  expect(await setUp(visitor, { ...given, setUpCode: older })).toEqual({ kind: 'wrong' })
  await expect(setUp(visitor, { ...given, setUpCode, newPassword: '架空市123456789' })).rejects.toMatchObject(
    { fields: { newPassword: 'accounts_password_context' } },
  )
  await expect(setUp(visitor, { ...given, setUpCode, secondLogin: 'A.Mori' })).rejects.toMatchObject({
    fields: { secondLogin: 'accounts_login_taken' },
  })

  const founded = await setUp(visitor, { ...given, setUpCode: setUpCode.toLowerCase().replaceAll('-', ' ') })
  if (founded.kind !== 'founded') throw new Error('the tenant should be founded')
  expect(await whoKnocks(visitor, {})).toMatchObject({
    tenantName: '架空市',
    isSample: false,
    isSetUpOpen: false,
  })
  expect(await setUp(visitor, { ...given, setUpCode })).toEqual({ kind: 'closed' })
  expect(await offerSetUp()).toBeNull()

  const entered = await signIn(visitor, {
    login: 'a.mori',
    password: newPassword,
    code: founded.shown.cardCodes[0] ?? '',
  })
  if (entered.kind !== 'in') throw new Error('the first administrator should be in')
  expect((await whoAmI({ ...visitor, cookie: entered.cookie, isAct: true }, {})).roles).toEqual([
    'tenant_admin',
  ])
  const second = {
    login: 'b.hayashi',
    letter: founded.letter.activationCode,
    newPassword,
    factor: 'card',
  } as const
  expect(await activate(visitor, second)).toMatchObject({ kind: 'activated' })

  const { rows } = await database.superuser.query(
    'select (select count(*) from body)::int as bodies, (select count(*) from auth.desk where epoch is null)::int as desks',
  )
  expect(rows[0].bodies).toBeGreaterThan(20)
  expect(rows[0].desks).toBeGreaterThan(20)
})
