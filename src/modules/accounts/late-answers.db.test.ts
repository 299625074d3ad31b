import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { challengeUntil } from './challenge.ts'
import { signIn } from './sign-in.ts'
import { visitorAt } from './testing.ts'

const database = useDatabase()
const perNetwork = 30

test('derivations whose question ends meanwhile are counted for the network, and for no account', async () => {
  const office = await TestOffice.open(database)
  const origin = `https://${office.host}`
  const attempt = randomBytes(32).toString('base64url')
  const { vault } = platform()
  let endsAt = new Date()
  // As long as a queue of others makes it.
  const slow = vi.spyOn(vault, 'signIn').mockImplementation(async () => {
    const ms = Math.max(0, endsAt.getTime() - Date.now()) + 50
    await new Promise((resolve) => setTimeout(resolve, ms))
    return null
  })
  const tryAs = (login: string) => {
    const terms = { tenantId: office.tenantId, use: 'sign-in' as const, boundTo: attempt }
    const shown = { type: 'webauthn.get', origin, challenge: challengeUntil(terms, endsAt) }
    const clientDataJSON = Buffer.from(JSON.stringify(shown)).toString('base64url')
    const keyToken = JSON.stringify({
      id: 'AAAA',
      clientDataJSON,
      authenticatorData: 'AAAA',
      signature: 'AAAA',
    })
    const password = 'any password of anybody'
    return signIn(visitorAt(office), { login, password, keyToken, origin, attempt }).then(
      ({ kind }) => kind,
      (error) => error.key,
    )
  }
  const answers: unknown[] = []
  while (answers.length < perNetwork) {
    endsAt = new Date(Date.now() + 1_000)
    const several = Array.from({ length: 6 }, (_, at) => tryAs(`somebody-${answers.length + at}`))
    answers.push(...(await Promise.all(several)))
  }
  expect(new Set(answers)).toEqual(new Set(['accounts_key_too_late']))
  const { rows } = await database.superuser.query(
    'select count(*)::integer as tries, count(distinct login_hash)::integer as accounts from auth.sign_in_attempt where tenant_id = $1',
    [office.tenantId],
  )
  expect(rows).toEqual([{ tries: slow.mock.calls.length, accounts: 1 }])
  endsAt = new Date(Date.now() + 1_000)
  expect(await tryAs('somebody-else')).toBe('wait')
  slow.mockRestore()
}, 40_000)
