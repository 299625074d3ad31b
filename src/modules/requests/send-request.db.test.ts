import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { listInbox, listOutbox } from './list-requests.ts'
import { sendRequest } from './send-request.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()

test('phrases that look like a place are confirmed one by one before anything is written', async () => {
  const network = await aNetwork(database)
  const what = '「さくら保育園」に空きがあるか教えてください'
  await expect(aRequest(network, { what })).rejects.toMatchObject({
    code: 'refused',
    key: 'requests_confirm_places',
    facts: { count: 1 },
  })
  expect((await listOutbox(network.counselor, {})).lines).toEqual([])
  await aRequest(network, { what, confirmed: ['さくら保育園'] })
  expect((await listOutbox(network.counselor, {})).lines).toHaveLength(1)
})

test('bad and huge input gets field errors; what is sent twice happens once', async () => {
  const network = await aNetwork(database)
  await expect(
    aRequest(network, { title: '', what: 'あ'.repeat(5000), untilDay: '令和99年99月' }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fields: { title: 'requests_needed', what: 'requests_too_long', untilDay: 'requests_bad_day' },
  })
  await expect(aRequest(network, { untilDay: '2020-01-01' })).rejects.toMatchObject({
    fields: { untilDay: 'requests_day_past' },
  })
  await expect(aRequest(network, { toDeskId: network.hub.id })).rejects.toMatchObject({
    fields: { toDeskId: 'requests_no_such_desk' },
  })
  const submissionId = crypto.randomUUID()
  const first = await aRequest(network, { submissionId })
  expect(await aRequest(network, { submissionId })).toBe(first)
  expect(sendRequest.definition.permission).toBe('request.send')
})

test('the number of statements does not grow with the inbox', async () => {
  const network = await aNetwork(database)
  const count = async () => {
    let statements = 0
    const stop = onStatement(() => statements++)
    await listInbox(network.clerk, {})
    stop()
    return statements
  }
  await aRequest(network)
  const one = await count()
  for (let index = 0; index < 4; index++) await aRequest(network)
  expect(await count()).toBe(one)
})
