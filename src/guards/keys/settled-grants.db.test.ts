import { expect, test } from 'vitest'
import { giveFactors, signIn, visitorAt } from '../../modules/accounts/testing.ts'
import { openRequest } from '../../modules/requests/index.ts'
import { aNetwork, aRequest } from '../../modules/requests/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterStatements } from '../../platform/entering.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'

/** Which kind of wrap a desk's keys are: the second byte of each. */
const database = useDatabase()

async function wrapsOf(deskId: string): Promise<string[]> {
  const { rows } = await database.superuser.query<{ suite: string }>(
    "select encode(substr(wrap, 2, 1), 'hex') as suite from auth.compartment_grant where desk_id = $1",
    [deskId],
  )
  return [...new Set(rows.map(({ suite }) => suite))].sort()
}

async function signInAs(office: TestOffice, person: TestPerson): Promise<void> {
  const { cardCodes } = await giveFactors(database, office, person, 'card')
  const { login, password } = person
  const answer = await signIn(visitorAt(office), { login, password, code: cardCodes[0] ?? '' })
  if (answer.kind !== 'in') throw new Error('she should be in')
}

test('who makes a key holds it as a symmetric wrap at once, who was given it after signing in, and both open it', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  expect(await wrapsOf(network.hub.id)).toEqual(['01'])
  expect(await wrapsOf(network.asked.id)).toEqual(['11'])
  const before = await openRequest(network.clerk, { requestId })
  expect(before.sheet).not.toBeNull()
  await signInAs(network.office, network.stranger)
  expect(await wrapsOf(network.asked.id)).toEqual(['11'])
  await signInAs(network.office, network.clerk)
  expect(await wrapsOf(network.asked.id)).toEqual(['01'])
  expect((await openRequest(network.secondClerk, { requestId })).sheet).toEqual(before.sheet)
  expect((await openRequest(network.counselor, { requestId })).sheet).toEqual(before.sheet)
  expect(database.alarms).toEqual([])
})

test("nobody settles another desk's keys, and nothing but a symmetric wrap is put in place", async () => {
  const network = await aNetwork(database)
  await aRequest(network)
  const app = await database.as('yorube_app')
  const { rows } = await database.superuser.query(
    'select compartment_id, desk_id, mac from auth.compartment_grant where desk_id = $1',
    [network.asked.id],
  )
  const put =
    'select auth.put_settled_grants(array[$1::uuid], array[$2::uuid], array[$3::bytea], array[$4::bytea], array[$3::bytea])'
  const tryAs = async (person: TestPerson, wrap: string) => {
    await app.query('begin')
    for (const { sql, values } of enterStatements(platform().vault, person)) await app.query(sql, [...values])
    const found = await app.query('select * from auth.grants_to_settle(10)')
    await app.query(put, [rows[0].compartment_id, rows[0].desk_id, rows[0].mac, wrap])
    await app.query('commit')
    return found.rowCount
  }
  expect(await tryAs(network.stranger, '\\x0101')).toBe(0)
  expect(await wrapsOf(network.asked.id)).toEqual(['11'])
  expect(await tryAs(network.clerk, '\\x0111')).toBe(rows.length)
  expect(await wrapsOf(network.asked.id)).toEqual(['11'])
})
