import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, aConsultationIn, blockPerson, registerCaseSources, showCase } from '../cases/testing.ts'
import { openRequest } from '../requests/index.ts'
import { aNetwork, aRequest } from '../requests/testing.ts'
import { giveViewerReport, prepareViewerReport, printViewerReport } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
const give = (who: TestPerson, caseId: string, copySafe: 'yes' | 'no' = 'yes') =>
  giveViewerReport(who, {
    submissionId: crypto.randomUUID(),
    caseId,
    from: today(),
    until: today(),
    copySafe,
  })
const outcome = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error) => error.code,
  )

test('she is told who opened it: the holding desk, the asked desk, and a facility as nobody in particular', async () => {
  const network = await aNetwork(database)
  const { counselor, manager, caseId, asked } = network
  const [worker] = asked.people
  if (!worker) throw new Error('nobody was asked')
  const requestId = await aRequest(network)
  await openRequest(worker, { requestId })
  await showCase(counselor, { caseId })
  await showCase(counselor, { caseId })

  const first = await prepareViewerReport(manager, { caseId })
  const told = first.lines.map(({ agency, role, purpose, name }) => ({ agency, role, purpose, name }))
  expect(told).toContainEqual({
    agency: expect.any(String),
    role: 'counselor',
    purpose: 'support',
    name: null,
  })
  // The asked desk's opening is written down under the request alone; her list has it all the same.
  const ofAsked = first.lines.filter((line) => line.role === 'desk_worker' || line.role === 'desk_lead')
  expect(ofAsked).toHaveLength(1)
  expect(ofAsked[0]?.agency).not.toBe('')

  await database.superuser.query(
    "update desk_entry set public_phone = '', extension = '', name = '窓口', kind = 'facility' where desk_id = $1",
    [asked.id],
  )
  const again = await prepareViewerReport(manager, { caseId })
  expect(again.lines.some((line) => line.role === 'desk_worker' || line.role === 'desk_lead')).toBe(false)
  expect(again.lines.filter((line) => line.agency === '' && line.role === '')).toHaveLength(1)
})

test('a copy leaves through the gate, to her alone, for a day, and says nothing later than its own moment', async () => {
  const { counselor, supervisor, manager: colleague, caseId } = await aNetwork(database)
  await aConsultationIn(counselor, caseId, {})
  await showCase(counselor, { caseId })
  const { id: unprinted } = await give(supervisor, caseId, 'no')
  expect(await outcome(printViewerReport(supervisor, { caseId, reportId: unprinted }))).toBe('not-found')

  const { id } = await give(supervisor, caseId)
  const printed = await printViewerReport(supervisor, { caseId, reportId: id })
  expect(printed.stamp.document).toBe('own_viewer_report')
  const before = printed.content.lines.length
  const { rows } = await database.superuser.query(
    'select recipient_kind, highest_class, subject_id, purpose from release where case_id = $1',
    [caseId],
  )
  expect(rows).toEqual([
    { recipient_kind: 'client', highest_class: 'P', subject_id: id, purpose: 'read_with_her' },
  ])
  expect(before).toBe(1)
  await showCase(colleague, { caseId })
  expect((await prepareViewerReport(supervisor, { caseId })).lines).toHaveLength(2)
  expect((await printViewerReport(supervisor, { caseId, reportId: id })).content.lines).toHaveLength(before)
  // Printed tomorrow it would be another list.
  await database.superuser.query(
    "update viewer_report set made_at = made_at - interval '25 hours' where id = $1",
    [id],
  )
  expect(await outcome(printViewerReport(supervisor, { caseId, reportId: id }))).toBe('not-found')
})

test('nobody else makes it: the wrong role, another desk, another tenant, somebody who was named', async () => {
  const office = await TestOffice.open(database)
  const [counselor, supervisor, manager] = (await office.desk(['counselor', 'supervisor', 'manager'])).people
  const [stranger] = (await office.desk(['manager'])).people
  const [elsewhere] = (await (await TestOffice.open(database)).desk(['manager'])).people
  if (!counselor || !supervisor || !manager || !stranger || !elsewhere) throw new Error('people are missing')
  const caseId = await aCase(counselor)
  await showCase(counselor, { caseId })
  const { id: reportId } = await give(supervisor, caseId)
  const auditor = await office.person({ tenantRole: 'auditor' })
  const all = async (who: TestPerson) => [
    await outcome(prepareViewerReport(who, { caseId })),
    await outcome(give(who, caseId)),
    await outcome(printViewerReport(who, { caseId, reportId })),
  ]
  expect(await all(counselor)).toEqual(['forbidden', 'forbidden', 'forbidden'])
  expect(await all(auditor)).toEqual(['forbidden', 'forbidden', 'forbidden'])
  expect(await all(stranger)).toEqual(['not-found', 'not-found', 'not-found'])
  expect(await all(elsewhere)).toEqual(['not-found', 'not-found', 'not-found'])
  expect(await all(manager)).toEqual(['done', 'done', 'done'])
  await blockPerson(counselor, { caseId, userId: manager.userId, reason: '届出による' })
  expect(await all(manager)).toEqual(['not-found', 'not-found', 'not-found'])

  // The function behind it gives nothing away to somebody who calls it by hand.
  const raw = await database.as('yorube_app')
  for (const [who, rows] of [
    [supervisor, true],
    [counselor, false],
    [manager, false],
    [stranger, false],
    [elsewhere, false],
  ] as const) {
    await raw.query('begin')
    await enterRaw(raw, who)
    const found = await raw.query("select * from audit.lookers($1, '2000-01-01', '2999-01-01', now(), 10)", [
      caseId,
    ])
    await raw.query('rollback')
    expect(found.rowCount !== 0).toBe(rows)
  }
})
