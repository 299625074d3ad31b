import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, type TestPerson } from '../../platform/testing/office.ts'
import { registerCaseSources } from '../cases/testing.ts'
import { aNetwork } from '../requests/testing.ts'
import {
  askEndAccess,
  decideAccess,
  endAccess,
  giveAccess,
  identifyAccess,
  proposeAccess,
  receiveAccess,
  showAccess,
} from './testing.ts'

/** What two have decided, nobody undoes alone: one asks to end it, another ends it. */
const database = useDatabase()
beforeAll(registerCaseSources)
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error) => `${error.code} ${error.key}`,
  )
const refused = { outcome: 'refused' as const, reason: '答えを出さないことにした' }
const withdrawn = { outcome: 'withdrawn' as const, reason: '本人が取り下げた' }

async function aDecidedRequest() {
  const network = await aNetwork(database)
  const { counselor, manager, caseId } = network
  const { id: accessId } = await receiveAccess(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    requester: 'herself',
    receivedOn: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    name: '架空 花',
    reach: '',
    asked: '',
  } as never)
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const { items, turn } = await showAccess(counselor, { accessId })
  await proposeAccess(counselor, {
    accessId,
    turn,
    items: items.map(({ id, version }) => ({ id, version, choice: 'disclose' as const, ground: null })),
  })
  await decideAccess(manager, { accessId, turn: (await showAccess(manager, { accessId })).turn })
  return { ...network, accessId }
}

/** One statement of hers, as injected SQL would send it; nothing of it stays. */
async function verdictOf(who: TestPerson, statement: string, values: unknown[]) {
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, who)
  const { rows } = await raw.query({ text: statement, values, rowMode: 'array' })
  await raw.query('rollback')
  return rows[0]?.[0]
}

test('a supervisor alone neither refuses nor ends what two have decided', async () => {
  const { supervisor, manager, counselor, accessId } = await aDecidedRequest()
  expect(await code(endAccess(supervisor, { accessId, ...refused }))).toBe(
    'refused access_refused_end_unasked',
  )
  expect(await verdictOf(supervisor, "select auth.end_access($1, 'withdrawn')", [accessId])).toBe('unasked')
  // Nor with her own word beside it, nor with somebody's word for another outcome.
  await askEndAccess(supervisor, { accessId, ...refused })
  expect(await code(endAccess(supervisor, { accessId, ...refused }))).toBe('refused access_refused_end_own')
  expect(await code(endAccess(manager, { accessId, ...withdrawn }))).toBe(
    'refused access_refused_end_unasked',
  )
  const shown = await showAccess(manager, { accessId })
  expect(shown.ending).toMatchObject({ outcome: 'refused', isMine: false })
  expect((await showAccess(supervisor, { accessId })).ending?.isMine).toBe(true)
  expect(shown.state).toBe('decided')
  // Whoever may write every column is refused by the row itself.
  await expect(
    database.superuser.query(
      "update access_request set state = 'refused', ended_by = $1, ended_at = now() where id = $2",
      [supervisor.userId, accessId],
    ),
  ).rejects.toMatchObject({ code: '23514' })
  await endAccess(manager, { accessId, ...refused })
  expect((await showAccess(counselor, { accessId })).state).toBe('refused')
})

test('whoever works on it asks, somebody who leads ends it; asked again, it is the newer word that counts', async () => {
  const { supervisor, manager, counselor, accessId } = await aDecidedRequest()
  await askEndAccess(counselor, { accessId, ...refused })
  await askEndAccess(supervisor, { accessId, ...withdrawn })
  expect(await code(endAccess(supervisor, { accessId, ...withdrawn }))).toBe('refused access_refused_end_own')
  await endAccess(manager, { accessId, ...withdrawn })
  expect((await showAccess(counselor, { accessId })).state).toBe('withdrawn')
  expect(await code(askEndAccess(counselor, { accessId, ...withdrawn }))).toBe('conflict access_moved_on')
})

test('what was asked to end is still given where the two see it so, and before the decision one ends it as before', async () => {
  const { office, supervisor, manager, counselor, accessId, caseId } = await aDecidedRequest()
  await askEndAccess(counselor, { accessId, ...withdrawn })
  await office.stepUp(manager)
  await giveAccess(manager, { submissionId: crypto.randomUUID(), accessId, receiver: '' })
  expect((await showAccess(counselor, { accessId })).state).toBe('given')
  const { id } = await receiveAccess(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    requester: 'herself',
    receivedOn: new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10),
    name: '架空 花',
    reach: '',
    asked: '',
  } as never)
  expect(await code(askEndAccess(counselor, { accessId: id, ...withdrawn }))).toBe('conflict access_moved_on')
  await endAccess(supervisor, { accessId: id, ...withdrawn })
  expect((await showAccess(counselor, { accessId: id })).state).toBe('withdrawn')
})
