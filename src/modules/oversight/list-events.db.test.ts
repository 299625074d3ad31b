import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
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
