import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { openLedger, withdrawShare } from '../disclosures/index.ts'
import { listPaperOut, listReleases, printOwnList, readListWithHer, settlePaper } from '../documents/index.ts'
import { answerRequest } from './answer-request.ts'
import { decideRequest } from './decide-request.ts'
import { openRequest } from './open-request.ts'
import { answerOnBehalf, handOverSheet, printSheet } from './paper.ts'
import { aNetwork, aRequest } from './testing.ts'

const database = useDatabase()
const address = { code: 'present_address' as const, label: '居所', value: '架空市中央1-2-3', goes: 'on' }

test('a body without a terminal gets a numbered sheet; its answer is entered for it, and the sheet is settled', async () => {
  const network = await aNetwork(database)
  const { counselor, paper } = network
  const requestId = await aRequest(network, { toDeskId: paper.id })
  const first = await printSheet(counselor, { requestId })
  expect(first.content.sheet.items.map((item) => item.code)).toEqual(['name', 'phone'])
  expect(first.stamp.serial).toBe(1)
  expect((await printSheet(counselor, { requestId })).stamp.serial).toBe(1)

  const out = (await listPaperOut(counselor, {})).lines
  expect(out).toMatchObject([{ subjectId: requestId, paperState: 'out' }])
  await handOverSheet(counselor, {
    requestId,
    turn: 1,
    means: 'hand',
    person: '生活安全課 巡査部長',
    happenedAt: '',
  })
  await expect(answerRequest(counselor, { requestId, turn: 2, text: 'x' })).rejects.toMatchObject({
    code: 'refused',
  })
  await answerOnBehalf(counselor, {
    requestId,
    turn: 2,
    step: 'answer',
    means: 'telephone',
    person: '生活安全課 巡査部長',
    text: '巡回を始めた',
  })
  const seen = await openRequest(counselor, { requestId })
  expect(seen.state).toBe('answered')
  expect(seen.messages.at(-1)).toMatchObject({ means: 'telephone', words: { person: '生活安全課 巡査部長' } })
  const [sheet] = out
  if (!sheet) throw new Error('no sheet is out')
  await settlePaper(counselor, { releaseId: sheet.id, paperState: 'destroyed' })
  expect((await listPaperOut(counselor, {})).lines).toEqual([])
  await expect(
    settlePaper(counselor, { releaseId: sheet.id, paperState: 'collected' }),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test.each([
  ['it was finished', ['answer', 'finish']],
  ['it was declined', ['decline']],
  ['nothing had come back', []],
] as const)('a share that ended is neither printed nor handed over: %s', async (_when, steps) => {
  const network = await aNetwork(database)
  const { counselor, paper } = network
  const said = { means: 'telephone', person: '見本 警部補', text: '伝え聞いた', happenedAt: '' } as const
  const shared = async () => {
    const requestId = await aRequest(network, { toDeskId: paper.id })
    for (const [index, step] of steps.entries())
      await answerOnBehalf(counselor, { ...said, requestId, turn: index + 1, step })
    const { turn, asker } = await openRequest(counselor, { requestId })
    return { requestId, turn, disclosureId: asker?.disclosureId ?? '' }
  }
  const expectShut = async (requestId: string, state: string) => {
    const { turn, asker } = await openRequest(counselor, { requestId })
    expect(asker?.disclosureState).toBe(state)
    const { text: _text, ...handed } = said
    const refused = { code: 'refused' }
    await expect(printSheet(counselor, { requestId })).rejects.toMatchObject(refused)
    await expect(handOverSheet(counselor, { ...handed, requestId, turn })).rejects.toMatchObject(refused)
  }
  const withdrawn = await shared()
  await withdrawShare(counselor, { disclosureId: withdrawn.disclosureId, reason: '希望により' })
  await expectShut(withdrawn.requestId, 'withdrawn')

  const ended = await shared()
  await database.superuser.query("update disclosure set until_day = '2020-01-01' where id = $1", [
    ended.disclosureId,
  ])
  await expectShut(ended.requestId, 'ended')
})

test('a sheet with whereabouts is printed, and printed again, only by somebody who has just shown who she is', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, office, paper } = network
  const requestId = await aRequest(network, { toDeskId: paper.id, items: [address] })
  const { turn } = await openRequest(supervisor, { requestId })
  await decideRequest(supervisor, { requestId, turn, answer: 'approve', steadGround: 'absent' })
  const plain = await aRequest(network, { toDeskId: paper.id })
  await office.stepDown(counselor)
  await expect(printSheet(counselor, { requestId })).rejects.toMatchObject({ code: 'step-up-required' })
  expect((await printSheet(counselor, { requestId: plain })).content.sheet.items).toHaveLength(2)
  await office.stepUp(counselor)
  expect((await printSheet(counselor, { requestId })).content.sheet.items[0]?.value).toBe('架空市中央1-2-3')
})

test('the sheet is not handed to somebody with the counterpart’s name', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { toDeskId: network.paper.id })
  const hand = { requestId, turn: 1, means: 'hand' as const }
  await expect(handOverSheet(network.counselor, { ...hand, person: '架空　太郎 様' })).rejects.toMatchObject({
    code: 'refused',
    key: 'documents_refused_opposing',
  })
  await handOverSheet(network.counselor, { ...hand, person: '窓口 担当' })
})

test('whereabouts leave only when a second, freshly confirmed colleague says yes, within 24 hours', async () => {
  const network = await aNetwork(database)
  const { manager, supervisor, clerk, office } = network
  const own = await aRequest(network, { items: [address] }, manager)
  await expect(openRequest(clerk, { requestId: own })).rejects.toMatchObject({ code: 'not-found' })
  await office.stepDown(supervisor)
  await expect(decideRequest(manager, { requestId: own, turn: 1, answer: 'approve' })).rejects.toMatchObject({
    key: 'disclosures_own_proposal',
  })
  await expect(
    decideRequest(supervisor, { requestId: own, turn: 1, answer: 'approve' }),
  ).rejects.toMatchObject({
    code: 'step-up-required',
  })
  await office.stepUp(supervisor)
  await decideRequest(supervisor, { requestId: own, turn: 1, answer: 'approve' })
  expect((await openRequest(clerk, { requestId: own })).sheet?.items[0]?.value).toBe('架空市中央1-2-3')
  const { lines } = await listReleases(manager, {})
  expect(lines[0]).toMatchObject({ highestClass: 'A', secondBy: expect.stringContaining('架空') })

  const stale = await aRequest(network, { items: [address] }, manager)
  await database.superuser.query(
    "update release_order set asked_at = now() - interval '25 hours' where subject_id = $1",
    [stale],
  )
  await expect(
    decideRequest(supervisor, { requestId: stale, turn: 1, answer: 'approve' }),
  ).rejects.toMatchObject({
    key: 'documents_refused_stale',
  })
})

test('a dwelling in words written freely goes as whereabouts do, whatever was ticked', async () => {
  const network = await aNetwork(database)
  const { counselor, manager, clerk, office } = network
  const confirmed = ['みどり荘']
  const asked = { what: 'みどり荘に通う日を教えてください', confirmed }
  const requestId = await aRequest(network, asked)
  expect((await openRequest(counselor, { requestId })).state).toBe('proposed')
  await expect(openRequest(clerk, { requestId })).rejects.toMatchObject({ code: 'not-found' })
  await office.stepUp(manager)
  await decideRequest(manager, { requestId, turn: 1, answer: 'approve' })
  expect((await openRequest(clerk, { requestId })).sheet?.what).toContain('みどり荘')
  const generic = { what: '社員寮のある仕事を教えてください', confirmed: ['社員寮'] }
  expect((await openRequest(counselor, { requestId: await aRequest(network, generic) })).state).toBe('sent')
})

test('whereabouts never go to a registered establishment, and without consent nothing does', async () => {
  const network = await aNetwork(database)
  await database.superuser.query(
    "update body set kind = 'registered_establishment' where id = (select body_id from desk_entry where desk_id = $1)",
    [network.asked.id],
  )
  await expect(aRequest(network, { items: [address] })).rejects.toMatchObject({
    key: 'documents_refused_ceiling',
  })
  await expect(aRequest(network, { basis: 'within_purpose' })).rejects.toMatchObject({
    fields: { basis: 'disclosures_consent_only' },
  })
  await aRequest(network)
})

test('her list is read with her; a copy is released only where she said that it is safe to keep', async () => {
  const network = await aNetwork(database)
  const { counselor, caseId } = network
  await aRequest(network)
  const reading = { submissionId: crypto.randomUUID(), caseId }
  expect((await readListWithHer(counselor, { ...reading, copySafe: 'no' })).releaseId).toBeNull()
  const { releaseId } = await readListWithHer(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    copySafe: 'yes',
  })
  if (!releaseId) throw new Error('nothing was released')
  const printed = await printOwnList(counselor, { caseId, releaseId })
  expect(printed.content.lines.map((line) => line.ledger?.items.map((item) => item.label))).toEqual([
    ['氏名', '電話'],
  ])
  expect(JSON.stringify(printed)).not.toContain('090-0000')
  await expect(printOwnList(network.stranger, { caseId, releaseId })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const readings = await database.superuser.query(
    'select copy_safe, release_id is null as none from ledger_reading where case_id = $1 order by created_at',
    [caseId],
  )
  expect(readings.rows).toEqual([
    { copy_safe: 'no', none: true },
    { copy_safe: 'yes', none: false },
  ])
})

test('numbers run without gaps, a refused release takes none, and the ledger of a case is for its desk', async () => {
  const network = await aNetwork(database)
  await aRequest(network)
  await expect(aRequest(network, { toDeskId: network.hub.id })).rejects.toBeTruthy()
  await aRequest(network)
  const { lines } = await listReleases(network.supervisor, {})
  expect(lines.map((line) => line.serial)).toEqual([2, 1])
  await expect(listReleases(network.counselor, {})).rejects.toMatchObject({ code: 'forbidden' })
  expect((await openLedger(network.counselor, { caseId: network.caseId })).lines).toHaveLength(2)
  await expect(openLedger(network.clerk, { caseId: network.caseId })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
