import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { acceptRequest, answerRequest, askBack, finishRequest, replyToDesk } from './answer-request.ts'
import { openRequest } from './open-request.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()

/** A request that the asked desk has taken, and then asked back about. */
async function askedBack() {
  const network = await aNetwork(database)
  const requestId = await aRequest(network)
  await acceptRequest(network.clerk, { requestId, turn: 1 })
  await askBack(network.clerk, { requestId, turn: 2, text: '今の住所は？' })
  const readByAsked = async () =>
    (await openRequest(network.clerk, { requestId })).messages.map((message) => message.words?.text)
  return { ...network, requestId, readByAsked }
}

test.each(['架空市みなと町1丁目2番3号です', '〒000-0000', '1ー2ー3の2階', 'みどりハイツにいます'])(
  'where she lives does not go in a reply, whatever is confirmed: %s',
  async (text) => {
    const { counselor, requestId, readByAsked } = await askedBack()
    const confirmed = ['架空市みなと町1丁目2', '3号', '〒000-0000', '1-2-3', 'みどりハイツ']
    await expect(replyToDesk(counselor, { requestId, turn: 3, text, confirmed })).rejects.toMatchObject({
      code: 'refused',
      key: 'requests_dwelling_by_item',
    })
    expect(await readByAsked()).toEqual(['', '今の住所は？'])
    expect(await openRequest(counselor, { requestId })).toMatchObject({ turn: 3, state: 'asked_back' })
  },
)

test('another place in a reply leaves once it is confirmed, and not before', async () => {
  const { counselor, requestId, readByAsked } = await askedBack()
  const reply = { requestId, turn: 3, text: '「さくら保育園」です。2026-11-30の朝一番にお願いします' }
  await expect(replyToDesk(counselor, reply)).rejects.toMatchObject({
    code: 'refused',
    key: 'requests_confirm_places',
    facts: { count: 3 },
  })
  expect(await readByAsked()).toEqual(['', '今の住所は？'])
  await replyToDesk(counselor, { ...reply, confirmed: ['さくら保育園', '2026-11-30', '朝一番'] })
  expect((await readByAsked()).at(-1)).toBe(reply.text)
})

test('the same holds for her last words; what the asked desk writes home is not asked about', async () => {
  const { counselor, clerk, requestId, readByAsked } = await askedBack()
  const place = '架空市みなと町1丁目2番3号へ郵送しました'
  await answerRequest(clerk, { requestId, turn: 3, text: place })
  await expect(finishRequest(counselor, { requestId, turn: 4, text: place })).rejects.toMatchObject({
    key: 'requests_dwelling_by_item',
  })
  await expect(
    finishRequest(counselor, { requestId, turn: 4, text: 'さくら保育園に決まりました' }),
  ).rejects.toMatchObject({ key: 'requests_confirm_places' })
  expect(await readByAsked()).toEqual(['', '今の住所は？', place])
  await finishRequest(clerk, { requestId, turn: 4, text: place })
  expect((await readByAsked()).at(-1)).toBe(place)
})
