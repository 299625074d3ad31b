import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import {
  aConsultationIn,
  addPersonToCase,
  aPlace,
  blockPerson,
  registerCaseSources,
} from '../cases/testing.ts'
import { aNetwork } from '../requests/testing.ts'
import {
  decideAccess,
  endAccess,
  extendAccess,
  giveAccess,
  identifyAccess,
  listAccess,
  printAccess,
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
const herself = { name: '架空 花', proofs: ['photo_id' as const] }

async function received(who: TestPerson, caseId: string | undefined, more: object = {}) {
  const { id } = await receiveAccess(who, {
    submissionId: crypto.randomUUID(),
    ...(caseId ? { caseId } : {}),
    requester: 'herself',
    receivedOn: today(),
    name: '架空 花',
    reach: '姉の携帯へ、平日の昼',
    asked: '相談の記録のすべて',
    ...more,
  })
  return id
}
async function aRequest() {
  const network = await aNetwork(database)
  const { counselor, caseId } = network
  const place = await aPlace(database, counselor, caseId, 'present_address', '秘密の住所1-2-3')
  await aConsultationIn(counselor, caseId, {})
  const accessId = await received(counselor, caseId)
  return { ...network, accessId, place }
}
async function decideAsSeen(who: TestPerson, accessId: string) {
  const { turn } = await showAccess(who, { accessId })
  return await decideAccess(who, { accessId, turn })
}
/** Neither with SQL of her own, nor by whoever may write every column: the rule stands under the grants as well. */
async function refusesDecision(who: TestPerson, accessId: string) {
  const sentence =
    "update access_request set state = 'decided', decided_by = $1, decided_at = now() where id = $2"
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, who)
  await expect(raw.query(sentence, [who.userId, accessId])).rejects.toMatchObject({ code: '42501' })
  await raw.query('rollback')
  await expect(database.superuser.query(sentence, [who.userId, accessId])).rejects.toMatchObject({
    code: '23514',
  })
}
/** Everything shown, but where she is, and what speaks of somebody else. */
async function proposeAll(who: TestPerson, accessId: string) {
  const { items } = await showAccess(who, { accessId })
  await proposeAccess(who, {
    accessId,
    items: items.map(({ id, version, kind, thirdParty }) =>
      kind === 'whereabouts' || kind === 'safety'
        ? { id, version, choice: 'withhold' as const, ground: kind === 'safety' ? 2 : 1, thirdParty: 'on' }
        : { id, version, choice: 'disclose' as const, thirdParty: thirdParty ? 'on' : 'off' },
    ),
  })
  return items
}

test('from the letter to the packet: checked, listed, proposed, decided by another, given through the gate', async () => {
  const { counselor, supervisor, caseId, accessId } = await aRequest()
  await identifyAccess(counselor, { accessId, ...herself })
  const items = await proposeAll(counselor, accessId)
  const kinds = new Set(items.map((item) => item.kind))
  for (const kind of ['core', 'safety', 'person', 'whereabouts', 'consultation', 'hands'] as const)
    expect(kinds).toContain(kind)
  expect(items.find((item) => item.kind === 'consultation')?.thirdParty).toBe(true)
  expect(await code(giveAccess(counselor, { submissionId: crypto.randomUUID(), accessId }))).toBe(
    'conflict access_moved_on',
  )
  expect(await code(decideAsSeen(counselor, accessId))).toContain('forbidden')
  await decideAsSeen(supervisor, accessId)
  await giveAccess(counselor, { submissionId: crypto.randomUUID(), accessId })
  const { stamp, content } = await printAccess(counselor, { accessId })
  expect(stamp.document).toBe('subject_access_packet')
  expect(content.items).toHaveLength(items.length)
  const said = JSON.stringify(content)
  expect(content.items.find((item) => item.kind === 'consultation')).toMatchObject({
    isPrinted: true,
    choice: 'disclose',
  })
  expect(said).not.toContain('秘密の住所')
  // What was held back is named with its ground, and nothing of it is said.
  expect(content.items.find((item) => item.kind === 'safety')).toMatchObject({
    choice: 'withhold',
    ground: 2,
    headline: '',
    lines: [],
  })
  const { rows } = await database.superuser.query(
    'select recipient_kind, highest_class from release where subject_id = $1',
    [accessId],
  )
  expect(rows).toEqual([{ recipient_kind: 'client', highest_class: 'S' }])
  await database.superuser.query(
    "update access_request set ended_at = now() - interval '2 days' where id = $1",
    [accessId],
  )
  expect(await code(printAccess(counselor, { accessId }))).toContain('not-found')
  expect((await listAccess(counselor, {})).ended).toMatchObject([
    { id: accessId, state: 'given', name: '架空 花' },
  ])
  expect(caseId).toBeTruthy()
})

test('whoever proposed does not decide, whatever else she is; the database says so as well', async () => {
  const { supervisor, manager, accessId, counselor } = await aRequest()
  await identifyAccess(counselor, { accessId, ...herself })
  expect(await code(decideAsSeen(supervisor, accessId))).toBe('refused access_refused_not_proposed')
  await proposeAll(supervisor, accessId)
  expect(await code(decideAsSeen(supervisor, accessId))).toBe('refused access_refused_second_person')
  await refusesDecision(supervisor, accessId)
  await decideAsSeen(manager, accessId)
  expect((await showAccess(counselor, { accessId })).state).toBe('decided')
})

test('one word of a colleague among hers gives nobody the right to decide, nor what changed since she looked', async () => {
  const { supervisor, manager, accessId, counselor } = await aRequest()
  await identifyAccess(counselor, { accessId, ...herself })
  const items = await proposeAll(supervisor, accessId)
  const seen = await showAccess(manager, { accessId })
  const [first] = items
  if (!first) throw new Error('nothing is held')
  await proposeAccess(counselor, {
    accessId,
    turn: seen.turn,
    items: [{ id: first.id, version: first.version, choice: 'withhold', ground: 2 }],
  })
  expect((await showAccess(counselor, { accessId })).proposedBy).not.toBe(seen.proposedBy)
  expect(await code(decideAsSeen(supervisor, accessId))).toBe('refused access_refused_second_person')
  await refusesDecision(supervisor, accessId)
  expect(await code(decideAccess(manager, { accessId, turn: seen.turn }))).toBe('conflict access_moved_on')
  await decideAsSeen(manager, accessId)
})

test('the opposing party comes no further, under whichever name and with whichever papers', async () => {
  const { counselor, supervisor, caseId } = await aRequest()
  await addPersonToCase(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    part: 'relative',
    card: { names: [{ family: '架空', given: '義母', familyKana: 'かくう', givenKana: 'ぎぼ' }] },
  } as never)
  const everything = ['photo_id', 'two_papers', 'family_register', 'mandate'] as const
  const agent = { requester: 'mandated_agent', agentName: '架空 太郎' }
  const asAgent = await received(counselor, caseId, agent)
  for (const agentName of ['架空 太郎', '架空　太郎 様', '架空 義母'])
    expect(
      await code(
        identifyAccess(counselor, {
          accessId: asAgent,
          name: '架空 花',
          agentName,
          proofs: [...everything],
          askedHerself: 'on',
        }),
      ),
    ).toBe('refused access_refused_opposing')
  const pretending = await received(counselor, caseId)
  expect(
    await code(
      identifyAccess(counselor, { accessId: pretending, name: '架空 太郎', proofs: [...everything] }),
    ),
  ).toBe('refused access_refused_opposing')
  // Nothing was listed, and the answer that ends it says nothing either.
  const { rows } = await database.superuser.query('select 1 from access_item where access_id = any ($1)', [
    [asAgent, pretending],
  ])
  expect(rows).toEqual([])
  await endAccess(supervisor, { accessId: asAgent, outcome: 'refused', reason: '相手方と同じ名前だった' })
  expect((await showAccess(counselor, { accessId: asAgent })).state).toBe('refused')
  // A real agent, whom she confirmed, goes on; whoever takes the packet is compared once more.
  const friend = await received(counselor, caseId, { ...agent, agentName: '見本 友子' })
  const papers = {
    name: '架空 花',
    agentName: '見本 友子',
    proofs: ['photo_id', 'mandate'] as ['photo_id', 'mandate'],
  }
  expect(await code(identifyAccess(counselor, { accessId: friend, ...papers }))).toBe(
    'refused access_refused_ask_herself',
  )
  await identifyAccess(counselor, { accessId: friend, ...papers, askedHerself: 'on' })
  await proposeAll(counselor, friend)
  await decideAsSeen(supervisor, friend)
  const give = (receiver: string) =>
    code(giveAccess(counselor, { submissionId: crypto.randomUUID(), accessId: friend, receiver }))
  expect(await give('架空 太郎')).toBe('refused documents_refused_opposing')
  expect(await give('')).toContain('invalid')
  expect(await give('見本 友子')).toBe('done')
})

test('a request about nobody’s case is written down, goes no further, and ends in the same words', async () => {
  const { counselor, supervisor } = await aNetwork(database)
  const accessId = await received(counselor, undefined, { name: '見本 だれか' })
  expect(await code(identifyAccess(counselor, { accessId, name: '見本 だれか', proofs: ['photo_id'] }))).toBe(
    'refused access_refused_no_case',
  )
  await endAccess(supervisor, { accessId, outcome: 'refused', reason: '該当を確かめられなかった' })
  expect(
    await code(endAccess(supervisor, { accessId, outcome: 'withdrawn', reason: 'もう一度終える' })),
  ).toBe('conflict access_moved_on')
})

test('thirty days, thirty more once, and nothing of the case may be destroyed meanwhile', async () => {
  const { counselor, supervisor, caseId, office, accessId } = await aRequest()
  const held = async () =>
    (
      await database.superuser.query('select public.held_for_access($1, $2) as held', [
        office.tenantId,
        caseId,
      ])
    ).rows[0].held
  expect(await held()).toBe(true)
  const before = (await showAccess(counselor, { accessId })).dueOn
  expect(Date.parse(before) - Date.parse(today())).toBe(30 * 86_400_000)
  expect(await code(extendAccess(counselor, { accessId }))).toContain('forbidden')
  await extendAccess(supervisor, { accessId })
  expect(Date.parse((await showAccess(counselor, { accessId })).dueOn) - Date.parse(before)).toBe(
    30 * 86_400_000,
  )
  expect(await code(extendAccess(supervisor, { accessId }))).toBe('refused access_refused_extended')
  await endAccess(supervisor, { accessId, outcome: 'refused', reason: '本人ではなかった' })
  expect(await held()).toBe(true)
  await database.superuser.query(
    "update access_request set ended_at = now() - interval '4 months' where id = $1",
    [accessId],
  )
  expect(await held()).toBe(false)
  expect(await code(received(counselor, caseId, { receivedOn: '2199-01-01' }))).toContain('invalid')
})

test('no other desk, no other tenant, no other role, and nobody for whom the case does not exist', async () => {
  const { counselor, manager, supervisor, office, caseId, accessId, clerk } = await aRequest()
  const [stranger] = (await office.desk(['manager'])).people
  const [elsewhere] = (await (await TestOffice.open(database)).desk(['manager'])).people
  const auditor = await office.person({ tenantRole: 'auditor' })
  if (!stranger || !elsewhere) throw new Error('people are missing')
  for (const who of [stranger, elsewhere]) {
    expect(await code(showAccess(who, { accessId }))).toContain('not-found')
    expect(await code(identifyAccess(who, { accessId, ...herself }))).toContain('not-found')
    expect((await listAccess(who, {})).open).toEqual([])
  }
  for (const who of [auditor, clerk]) expect(await code(showAccess(who, { accessId }))).toContain('forbidden')
  await blockPerson(counselor, { caseId, userId: manager.userId, reason: '届出による' })
  expect(await code(showAccess(manager, { accessId }))).toContain('not-found')
  expect((await listAccess(manager, {})).open).toEqual([])
  await office.stepDown(counselor)
  await identifyAccess(counselor, { accessId, ...herself })
  await proposeAll(counselor, accessId)
  await decideAsSeen(supervisor, accessId)
  expect(await code(giveAccess(counselor, { submissionId: crypto.randomUUID(), accessId }))).toContain(
    'step-up-required',
  )
  // What was said and how to reach her lies sealed.
  const { rows } = await database.superuser.query('select * from access_request where id = $1', [accessId])
  expect(
    JSON.stringify(rows, (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString() : value,
    ),
  ).not.toContain('姉の携帯')
})
