import { beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import {
  askApproval,
  assign,
  blockPerson,
  decideApproval,
  registerCaseSources,
  transferCase,
} from '../cases/testing.ts'
import { withdrawShare } from '../disclosures/index.ts'
import { receiveReferral, sendReferral } from '../referrals/index.ts'
import { acceptRequest, askBack, decideRequest, recordAct, replyToDesk } from '../requests/index.ts'
import { aNetwork, aRequest } from '../requests/testing.ts'
import { hearNews } from './hear-news.ts'
import { listNotices } from './list-notices.ts'
import { readNotices } from './read-notices.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const sent = () => ({ submissionId: crypto.randomUUID() })

/** What she has not read yet, oldest first; afterwards she has. */
async function news(who: Caller): Promise<string[]> {
  const { notices } = await listNotices(who, {})
  const fresh = notices.filter((notice) => !notice.isRead)
  expect((await hearNews(who, {})).unread).toBe(fresh.length)
  await readNotices(who, {})
  return fresh.map((notice) => notice.kind).reverse()
}

async function disclosureOf(requestId: string): Promise<string> {
  const { rows } = await database.superuser.query('select disclosure_id from request where id = $1', [
    requestId,
  ])
  return rows[0].disclosure_id
}

test('each step of a request is heard at the other desk, by nobody else, and not by whoever took it', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, clerk, secondClerk, stranger } = network
  const requestId = await aRequest(network)
  expect(await news(clerk)).toEqual(['request.sent'])
  expect(await news(secondClerk)).toEqual(['request.sent'])

  await acceptRequest(clerk, { requestId, turn: 1 })
  await askBack(clerk, { requestId, turn: 2, text: '何歳児クラスですか' })
  await replyToDesk(counselor, { requestId, turn: 3, text: '3歳児です' })
  await recordAct(clerk, { ...sent(), requestId, day: '2026-01-05', title: '受理', text: '受け取った' })
  expect(await news(clerk)).toEqual(['request.moved'])
  expect(await news(counselor)).toEqual(['request.moved', 'request.moved', 'request.moved'])
  expect(await news(supervisor)).toHaveLength(3)

  await withdrawShare(counselor, { disclosureId: await disclosureOf(requestId), reason: 'ご本人の希望' })
  expect(await news(clerk)).toEqual(['request.withdrawn'])
  expect(JSON.stringify((await listNotices(clerk, {})).notices[0])).not.toContain(requestId)
  expect(await news(stranger)).toEqual([])
})

test('for a blocked person the case makes no sound, at either desk', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, clerk, secondClerk, caseId } = network
  for (const person of [secondClerk, supervisor])
    await blockPerson(counselor, { caseId, userId: person.userId, reason: '知人' })
  const silence = await Promise.all([secondClerk, supervisor].map((who) => hearNews(who, {})))

  const requestId = await aRequest(network)
  await acceptRequest(clerk, { requestId, turn: 1 })
  await withdrawShare(counselor, { disclosureId: await disclosureOf(requestId), reason: 'ご本人の希望' })
  await askApproval(counselor, { ...sent(), caseId, kind: 'course', reason: '方針' })
  expect(await news(clerk)).toEqual(['request.sent', 'request.withdrawn'])
  expect(await Promise.all([secondClerk, supervisor].map((who) => hearNews(who, {})))).toEqual(silence)
  expect(await news(secondClerk)).toEqual([])
  expect(await news(supervisor)).toEqual([])
})

test('what must be decided is heard at the desk, and the decision by whoever asked', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, manager, clerk, caseId } = network
  const requestId = await aRequest(network, { basis: 'art69_2_3_public_body' })
  expect(await news(manager)).toEqual(['request.to-decide'])
  expect(await news(clerk)).toEqual([])
  await decideRequest(manager, { requestId, turn: 1, answer: 'approve' })
  expect(await news(counselor)).toEqual(['approval.decided'])
  expect(await news(clerk)).toEqual(['request.sent'])

  const proposed = await aRequest(network, { basis: 'art69_2_3_public_body' })
  await withdrawShare(counselor, { disclosureId: await disclosureOf(proposed), reason: '取り下げ' })
  expect(await news(clerk)).toEqual([])

  await news(supervisor)
  const { id } = await askApproval(counselor, { ...sent(), caseId, kind: 'course', reason: '方針' })
  expect(await news(supervisor)).toEqual(['approval.asked'])
  await decideApproval(manager, { approvalId: id, decision: 'approve' })
  expect(await news(counselor)).toEqual(['approval.decided'])
})

test('a case given to a person, or to another desk, is heard there', async () => {
  const { office, counselor, supervisor, manager, caseId } = await aNetwork(database)
  await assign(supervisor, { caseId, assigneeId: counselor.userId })
  expect(await news(counselor)).toEqual(['case.assigned'])
  expect(await news(manager)).toEqual([])
  const other = await office.desk(['counselor'])
  await transferCase(supervisor, { caseId, toDeskId: other.id, reason: '転居' })
  expect(await Promise.all(other.people.map(news))).toEqual([['case.transferred']])
  expect(await news(counselor)).toEqual([])
})

test('a referral is heard at the hub, and its steps where it came from', async () => {
  const { counselor, clerk, stranger } = await aNetwork(database)
  const { id } = await sendReferral(clerk, {
    ...sent(),
    who: '送迎に来る母親',
    reach: '平日の送迎のとき',
    noticed: '腕にあざ',
    agreement: 'knows',
  })
  expect(await news(counselor)).toEqual(['referral.sent'])
  await receiveReferral(counselor, { referralId: id })
  expect(await news(clerk)).toEqual(['referral.moved'])
  expect(await news(stranger)).toEqual([])
})
