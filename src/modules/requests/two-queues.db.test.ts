import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { registerWaitingElsewhere, reviewQueue } from '../cases/index.ts'
import { decisionsWaiting } from '../disclosures/index.ts'
import { listWaiting } from './list-waiting.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()
beforeAll(() => registerWaitingElsewhere('/requests/decisions', decisionsWaiting))

test('whoever leads sees on either page how much waits on the other', async () => {
  const network = await aNetwork(database)
  const { counselor, manager } = network
  await aRequest(network, { basis: 'art69_2_3_public_body' })
  await aRequest(network)
  const decisions = await listWaiting(manager, {})
  const review = await reviewQueue(manager, {})
  expect(review.elsewhere).toEqual([
    { href: '/requests/decisions', count: decisions.proposed.length + decisions.unseen.length },
  ])
  expect(review.elsewhere[0]?.count).toBe(2)
  expect(decisions.caseReviews).toEqual({ approvals: 0, toSee: 0, toRead: review.counts.new })
  expect(review.counts.new).toBe(1)

  // A counsellor sees what waits, and reviews no cases.
  expect((await listWaiting(counselor, {})).caseReviews).toBeNull()
})
