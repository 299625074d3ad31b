import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { shortNumber } from '../../ui/lookup/short-number.ts'
import { aCase, showCase } from '../cases/testing.ts'
import { saveDraft } from '../drafts/testing.ts'
import { listEvents } from './list-events.ts'

const database = useDatabase()

test('an auditor sees what everybody did, and only of the own tenant; nobody else sees the list', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people
  const auditor = await office.person({ tenantRole: 'auditor' })
  const elsewhere = await (await TestOffice.open(database)).person({ tenantRole: 'auditor' })
  if (!counselor) throw new Error('people are missing')
  await saveDraft(counselor, { kind: 'form', subjectId: crypto.randomUUID(), content: '{}' })

  const { events } = await listEvents(auditor, {})
  expect(events).toContainEqual(expect.objectContaining({ action: 'draft.save', result: 'ok' }))
  expect((await listEvents(elsewhere, {})).events.filter((event) => event.action === 'draft.save')).toEqual(
    [],
  )
  await expect(listEvents(counselor, {})).rejects.toMatchObject({ code: 'forbidden' })
  const refused = await listEvents(auditor, { result: 'refused', actorId: counselor.userId })
  expect(refused.events.map((event) => event.action)).toEqual(['audit.list'])
  const { events: drafts, acts } = await listEvents(auditor, { act: 'draft.save' })
  expect(drafts.map((event) => event.what)).toEqual(['下書きを保存する'])
  expect(acts).toContainEqual({ value: 'draft.save', label: '下書きを保存する' })
})

test('pages follow one another without a gap, and the days are Japanese ones', async () => {
  const office = await TestOffice.open(database)
  const auditor = await office.person({ tenantRole: 'auditor' })
  await database.superuser.query(
    `insert into audit.event (tenant_id, actor_id, action, purpose, result, at)
     select $1, $2, 'test.step', 'oversight', 'ok', timestamptz '2026-03-31 15:00Z' from generate_series(1, 130)`,
    [office.tenantId, auditor.userId],
  )
  const first = await listEvents(auditor, { from: '2026-04-01', until: '2026-04-01' })
  const second = await listEvents(auditor, {
    from: '2026-04-01',
    until: '2026-04-01',
    before: first.next ?? undefined,
  })
  expect([first.events.length, second.events.length, second.next]).toEqual([100, 30, null])
  expect((await listEvents(auditor, { until: '2026-03-31' })).events).toEqual([])
})

test('a line says what it was done to by number, and all of one case are found by that number', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people
  const auditor = await office.person({ tenantRole: 'auditor' })
  if (!counselor) throw new Error('people are missing')
  const [one, other] = [await aCase(counselor, { family: '見本' }), await aCase(counselor)]
  for (const caseId of [one, other, one]) await showCase(counselor, { caseId })

  const seen = await listEvents(auditor, { case: shortNumber(one), act: 'case.show' })
  expect(seen.events.map((event) => [event.objectType, event.object, event.case])).toEqual([
    ['case', '', shortNumber(one)],
    ['case', '', shortNumber(one)],
  ])
  const all = await listEvents(auditor, { case: `https://yorube.test/cases/${one}` })
  expect(all.events.length).toBeGreaterThan(2)
  expect(new Set(all.events.map((event) => event.case))).toEqual(new Set([shortNumber(one)]))
  expect(JSON.stringify(all.events)).not.toMatch(/見本|転居/)
  // What cannot be read narrows to nothing rather than widening to everything.
  expect((await listEvents(auditor, { case: 'R8-0123' })).events).toEqual([])
  expect((await listEvents(counselor, {}).catch((error) => error)).code).toBe('forbidden')
})

test('accounts and desks are named', async () => {
  const office = await TestOffice.open(database)
  const auditor = await office.person({ tenantRole: 'auditor' })
  const somebody = await office.person({ name: '例示 職員' })
  await database.superuser.query(
    `insert into audit.event (tenant_id, actor_id, action, object_type, object_id, purpose, result)
     values ($1, $2, 'account.confirm', 'account', $3, 'administration', 'ok')`,
    [office.tenantId, auditor.userId, somebody.userId],
  )
  const { events } = await listEvents(auditor, { act: 'account.confirm' })
  expect(events).toMatchObject([{ objectType: 'account', object: '例示 職員', case: '' }])
})
