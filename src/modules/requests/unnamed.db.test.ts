import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { acceptRequest, answerRequest, listInbox, listOutbox, openRequest } from './index.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()

test('who answered at a department is named to the asker; of a facility nobody is', async () => {
  const network = await aNetwork(database)
  const { counselor, clerk, asked } = network
  const requestId = await aRequest(network)
  await acceptRequest(clerk, { requestId, turn: 1 })
  const name = `架空 ${clerk.login}`
  expect(await openRequest(counselor, { requestId })).toMatchObject({
    takenBy: name,
    messages: [{ author: name }],
  })

  await database.superuser.query(
    "update body set kind = 'facility', name = '施設A' where id = (select body_id from desk_entry where desk_id = $1)",
    [asked.id],
  )
  await answerRequest(clerk, { requestId, turn: 2, text: '受け入れられます' })
  const seen = await openRequest(counselor, { requestId })
  expect(seen).toMatchObject({
    toDesk: '施設A 窓口',
    takenBy: '',
    messages: [{ author: '' }, { author: '' }],
  })
  expect((await listOutbox(counselor, {})).lines[0]).toMatchObject({ takenBy: '' })
  // Their own people go on seeing each other, and who asked.
  expect(await openRequest(clerk, { requestId })).toMatchObject({
    takenBy: name,
    sentBy: `架空 ${counselor.login}`,
    messages: [{ author: name }, { author: name }],
  })
  expect((await listInbox(clerk, {})).lines[0]).toMatchObject({ takenBy: name })
})
