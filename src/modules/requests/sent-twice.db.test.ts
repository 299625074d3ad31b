import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { acceptRequest, answerRequest } from './answer-request.ts'
import { openRequest } from './open-request.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()

test('a step whose answer was lost is taken once, and the second try says that it was done', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  const submissionId = crypto.randomUUID()
  const accept = { requestId, turn: 1, submissionId }
  expect(await acceptRequest(network.clerk, accept)).toEqual({ id: requestId })
  expect(await acceptRequest(network.clerk, accept)).toEqual({ id: requestId })
  // The same form has other buttons: each is an act of its own.
  await answerRequest(network.clerk, { requestId, turn: 2, submissionId, text: '申込書と就労証明です' })
  const { messages, state } = await openRequest(network.clerk, { requestId })
  expect(state).toBe('answered')
  expect(messages.map(({ kind }) => kind)).toEqual(['accepted', 'answered'])
})
