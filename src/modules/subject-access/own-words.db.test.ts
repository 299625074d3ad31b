import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { registerCaseSources } from '../cases/testing.ts'
import { aNetwork } from '../requests/testing.ts'
import { decideAccess, identifyAccess, proposeAccess, receiveAccess, showAccess } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error) => `${error.code} ${error.key}`,
  )

async function anIdentified() {
  const network = await aNetwork(database)
  const { id: accessId } = await receiveAccess(network.counselor, {
    submissionId: crypto.randomUUID(),
    caseId: network.caseId,
    requester: 'herself',
    receivedOn: today(),
    name: '架空 花',
    reach: '',
    asked: '',
  } as never)
  await identifyAccess(network.counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const { items } = await showAccess(network.counselor, { accessId })
  return { ...network, accessId, items }
}

test('her own words stay hers when a colleague saves the page once more without a change', async () => {
  const { supervisor, counselor, accessId, items } = await anIdentified()
  const words = items.map(({ id, version }) => ({
    id,
    version,
    choice: 'disclose' as const,
    thirdParty: 'off',
  }))
  await proposeAccess(supervisor, { accessId, items: words })
  // The colleague's form carries what stands there (item-form.tsx sends the whole page): she presses "save" and changed nothing.
  await proposeAccess(counselor, { accessId, items: words })
  const { turn } = await showAccess(supervisor, { accessId })
  expect(await code(decideAccess(supervisor, { accessId, turn }))).toBe(
    'refused access_refused_second_person',
  )
})

test('a page opened before a colleague proposed does not write over it unseen', async () => {
  const { supervisor, counselor, accessId, items } = await anIdentified()
  await proposeAccess(supervisor, {
    accessId,
    items: items.map(({ id, version }) => ({
      id,
      version,
      choice: 'withhold' as const,
      ground: 1,
      thirdParty: 'on',
    })),
  })
  const stale = proposeAccess(counselor, {
    accessId,
    items: items.map(({ id, version }) => ({ id, version, choice: 'disclose' as const, thirdParty: 'off' })),
  })
  expect(await code(stale)).toContain('conflict')
  // Whoever has seen it may; whoever looked at another page of the list is in nobody's way.
  const [first, second] = items
  if (!first || !second) throw new Error('nothing is held')
  const { turn } = await showAccess(counselor, { accessId })
  await proposeAccess(counselor, {
    accessId,
    turn,
    items: [{ id: first.id, version: first.version, choice: 'disclose' }],
  })
  const elsewhere = {
    accessId,
    turn,
    items: [{ id: second.id, version: second.version, choice: 'partly' as const, ground: 2 }],
  }
  expect(await code(proposeAccess(supervisor, elsewhere))).toBe('done')
})
