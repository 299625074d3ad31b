import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, type TestPerson } from '../../platform/testing/office.ts'
import { aConsultationIn, registerCaseSources } from '../cases/testing.ts'
import { aNetwork } from '../requests/testing.ts'
import {
  decideAccess,
  giveAccess,
  identifyAccess,
  proposeAccess,
  receiveAccess,
  showAccess,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error) => `${error.code} ${error.key}`,
  )

async function aRequest(more: object = {}) {
  const network = await aNetwork(database)
  await aConsultationIn(network.counselor, network.caseId, {})
  const { id } = await receiveAccess(network.counselor, {
    submissionId: crypto.randomUUID(),
    caseId: network.caseId,
    requester: 'herself',
    receivedOn: today(),
    name: '架空 花',
    reach: '',
    asked: '',
    ...more,
  } as never)
  return { ...network, accessId: id }
}

/** What became of each statement, within one session of hers, each tried by itself. */
async function withInjectedSql(who: TestPerson, statements: readonly [string, unknown[]][]) {
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, who)
  const answers: unknown[] = []
  for (const [text, values] of statements) {
    await raw.query('savepoint one')
    answers.push(
      await raw.query({ text, values, rowMode: 'array' }).then(
        ({ rows, rowCount }) => rows[0]?.[0] ?? rowCount,
        (error) => error.code,
      ),
    )
    await raw.query('rollback to savepoint one').catch(() => undefined)
  }
  await raw.query('rollback')
  return answers
}

test('one person with injected SQL does not both propose and decide', async () => {
  const { supervisor, counselor, accessId, caseId, hub } = await aRequest()
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const proposing = "update access_item set choice = 'disclose', proposed_by = $1 where access_id = $2"
  const deciding =
    "update access_request set state = 'decided', proposed_by = $1, decided_by = $2, decided_at = now() where id = $3"
  const refused = await withInjectedSql(supervisor, [
    [proposing, [counselor.userId, accessId]],
    [deciding, [counselor.userId, supervisor.userId, accessId]],
    // Nor is anything written down as proposed, or decided, from the beginning.
    [
      'insert into access_item (tenant_id, id, access_id, case_id, desk_id, kind, object_id, day, third_party, choice, proposed_by) ' +
        "select tenant_id, gen_random_uuid(), id, case_id, desk_id, 'note', gen_random_uuid(), received_on, false, 'disclose', $1 " +
        'from access_request where id = $2',
      [counselor.userId, accessId],
    ],
    [
      'insert into access_request (tenant_id, id, desk_id, compartment_id, case_id, requester, received_on, due_on, made_by, words, state) ' +
        "select tenant_id, gen_random_uuid(), desk_id, compartment_id, case_id, requester, received_on, due_on, made_by, words, 'decided' " +
        'from access_request where id = $1 and case_id = $2 and desk_id = $3',
      [accessId, caseId, hub.id],
    ],
  ])
  expect(refused).toEqual(['42501', '42501', '42501', '42501'])
  // Whoever may write every column is refused by the rows themselves.
  await database.superuser.query(proposing, [supervisor.userId, accessId])
  const byHand = database.superuser.query(deciding, [counselor.userId, supervisor.userId, accessId])
  await expect(byHand).rejects.toMatchObject({ code: '23514' })
})

test('the functions take the person from the session, and know every word of hers', async () => {
  const { supervisor, manager, counselor, accessId } = await aRequest()
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const { items } = await showAccess(supervisor, { accessId })
  const say = async (who: TestPerson, choice: 'disclose' | 'withhold') => {
    const { turn } = await showAccess(who, { accessId })
    const ground = choice === 'withhold' ? 2 : null
    return proposeAccess(who, {
      accessId,
      turn,
      items: items.map(({ id, version }) => ({ id, version, choice, ground })),
    })
  }
  await say(supervisor, 'disclose')
  // A colleague has changed every one of them since; the words were hers all the same.
  await say(counselor, 'withhold')
  await say(counselor, 'disclose')
  const { turn } = await showAccess(supervisor, { accessId })
  const decide: [string, unknown[]] = ['select auth.decide_access($1, $2)', [accessId, turn]]
  expect(await withInjectedSql(supervisor, [decide])).toEqual(['own'])
  expect(await withInjectedSql(counselor, [decide])).toEqual(['absent'])
  expect(await withInjectedSql(manager, [decide])).toEqual(['done'])
  await expect(decideAccess(supervisor, { accessId, turn })).rejects.toMatchObject({
    key: 'access_refused_second_person',
  })
  await decideAccess(manager, { accessId, turn })
  expect((await showAccess(manager, { accessId })).proposers).toHaveLength(2)
})

test('not even two names are asked for: the state alone is enough, with nobody who decided', async () => {
  const { counselor, accessId } = await aRequest()
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, counselor)
  const decided = await raw
    .query("update access_request set state = 'decided' where id = $1", [accessId])
    .then(
      (answer) => answer.rowCount,
      (error) => error.code,
    )
  await raw.query('rollback')
  expect(decided).not.toBe(1)
})

test('after the decision nothing of what was decided changes any more', async () => {
  const { counselor, supervisor, accessId } = await aRequest()
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const { items } = await showAccess(counselor, { accessId })
  await proposeAccess(counselor, {
    accessId,
    items: items.map(({ id, version }) => ({
      id,
      version,
      choice: 'withhold' as const,
      ground: 2,
      thirdParty: 'on',
    })),
  })
  const { turn } = await showAccess(supervisor, { accessId })
  await decideAccess(supervisor, { accessId, turn })
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, counselor)
  const changed = await raw
    .query("update access_item set choice = 'disclose', ground = null where access_id = $1", [accessId])
    .then(
      (answer) => answer.rowCount,
      (error) => error.code,
    )
  await raw.query('rollback')
  expect(changed === '23514' || changed === 0 || changed === '42501').toBe(true)
  // Nor by whoever may write every column: neither an answer, nor the decision, nor the step before it.
  for (const text of [
    "update access_item set choice = 'disclose', ground = null where access_id = $1",
    'update access_request set decided_by = made_by where id = $1',
    "update access_request set state = 'identified' where id = $1",
  ])
    await expect(database.superuser.query(text, [accessId])).rejects.toMatchObject({ code: '23514' })
})

test('somebody of another name with her own photo card is not the person herself', async () => {
  const { counselor, accessId } = await aRequest({ name: '見知らぬ 探偵' })
  expect(
    await code(identifyAccess(counselor, { accessId, name: '見知らぬ 探偵', proofs: ['photo_id'] })),
  ).not.toBe('done')
})

test('what was decided for one agent is not handed to another', async () => {
  const { counselor, supervisor, accessId } = await aRequest({
    requester: 'mandated_agent',
    agentName: '甲野 一郎',
  })
  await identifyAccess(counselor, {
    accessId,
    name: '架空 花',
    agentName: '甲野 一郎',
    askedHerself: 'on',
    proofs: ['photo_id', 'mandate'],
  } as never)
  const { items } = await showAccess(counselor, { accessId })
  await proposeAccess(counselor, {
    accessId,
    items: items.map(({ id, version }) => ({ id, version, choice: 'disclose' as const, thirdParty: 'off' })),
  })
  const { turn } = await showAccess(supervisor, { accessId })
  await decideAccess(supervisor, { accessId, turn })
  const give = (receiver: string) =>
    code(giveAccess(counselor, { submissionId: crypto.randomUUID(), accessId, receiver }))
  expect(await give('乙野 二郎')).toBe('refused access_refused_other_agent')
  expect(await give('甲野　一郎')).toBe('done')
})

test('papers in another agent’s name do not go on for the one who asked', async () => {
  const { counselor, accessId } = await aRequest({ requester: 'mandated_agent', agentName: '甲野 一郎' })
  const papers = {
    name: '架空 花',
    askedHerself: 'on',
    proofs: ['photo_id', 'mandate'] as ('photo_id' | 'mandate')[],
  }
  expect(await code(identifyAccess(counselor, { accessId, ...papers, agentName: '乙野 二郎' }))).toBe(
    'refused access_refused_other_agent',
  )
  expect(
    await code(identifyAccess(counselor, { accessId, ...papers, name: '見本 友子', agentName: '甲野 一郎' })),
  ).toBe('refused access_refused_not_hers')
  expect(await code(identifyAccess(counselor, { accessId, ...papers, agentName: '甲野 一郎' }))).toBe('done')
})

test('what came to the file between the listing and the decision is listed before it is decided', async () => {
  const { counselor, supervisor, accessId, caseId } = await aRequest()
  await identifyAccess(counselor, { accessId, name: '架空 花', proofs: ['photo_id'] })
  const before = (await showAccess(counselor, { accessId })).items.length
  await aConsultationIn(counselor, caseId, {})
  const { items } = await showAccess(counselor, { accessId })
  await proposeAccess(counselor, {
    accessId,
    items: items.map(({ id, version }) => ({ id, version, choice: 'disclose' as const, thirdParty: 'off' })),
  })
  const { turn } = await showAccess(supervisor, { accessId })
  const verdict = await code(decideAccess(supervisor, { accessId, turn }))
  expect({ verdict, listed: items.length > before }).not.toEqual({ verdict: 'done', listed: false })
  // Saving listed it: it is answered like the others, and then somebody decides on all there is.
  const added = (await showAccess(counselor, { accessId })).items.filter((item) => item.choice === null)
  expect(added.map((item) => item.kind)).toContain('consultation')
  await proposeAccess(counselor, {
    accessId,
    items: added.map(({ id, version }) => ({ id, version, choice: 'withhold' as const, ground: 2 })),
  })
  await aConsultationIn(counselor, caseId, {})
  const seen = await showAccess(supervisor, { accessId })
  expect(seen.added).toBeGreaterThan(0)
  expect(await code(decideAccess(supervisor, { accessId, turn: seen.turn }))).toBe(
    'refused access_refused_added',
  )
})
