import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { csvOf } from '../../platform/documents/csv.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { sheetKinds } from '../directory/index.ts'
import { foundStandardNetwork, previewImport } from '../directory/testing.ts'
import { exportDirectory } from './export-directory.ts'
import { listReleases } from './list-releases.ts'

const database = useDatabase()

async function preparedOffice() {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin', name: '架空 次長' })
  await office.stepUp(admin)
  await foundStandardNetwork(admin, {})
  return { office, admin }
}

test.each(sheetKinds)(
  'an export of %s comes back without a change, under a number of its own',
  async (kind) => {
    const { admin } = await preparedOffice()
    const released = await exportDirectory(admin, { kind })
    const { fileName, rows, footer } = released.content
    expect(fileName).toMatch(new RegExp(`^${kind}-\\d{4}-\\d{2}-\\d{2}\\.csv$`))
    expect(footer).toMatch(/第0001号 .* 架空 次長$/)
    const preview = await previewImport(admin, { kind, file: new Blob([csvOf(released)]) })
    expect(preview).toMatchObject({ fault: null, errors: [], lines: [] })
    expect(preview.counts.unchanged).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(5)
  },
)

test('each export stands in the register of the hub; whoever does not keep the directory cannot export it', async () => {
  const { office, admin } = await preparedOffice()
  const first = await exportDirectory(admin, { kind: 'bodies' })
  const { rows } = await database.superuser.query(
    `select r.*, d.kind as desk_kind from release r join auth.desk d on d.tenant_id = r.tenant_id and d.id = r.desk_id
     where r.tenant_id = $1`,
    [office.tenantId],
  )
  expect(rows).toMatchObject([
    {
      id: first.stamp.id,
      serial: 1,
      document: 'directory_sheet',
      recipient_kind: 'internal',
      highest_class: 'P',
      released_by: admin.userId,
      case_id: null,
      desk_kind: 'hub',
    },
  ])
  const audit = await database.superuser.query(
    "select count(*)::int as lines from audit.event where tenant_id = $1 and action = 'document.release'",
    [office.tenantId],
  )
  expect(audit.rows[0].lines).toBe(1)

  const hub = await office.desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = hub.people
  const clerk = (await office.desk(['desk_worker'], 'asked')).people[0]
  if (!counselor || !supervisor || !clerk) throw new Error('people are missing')
  for (const person of [counselor, clerk])
    await expect(exportDirectory(person, { kind: 'bodies' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(exportDirectory(supervisor, { kind: 'desks' })).rejects.toMatchObject({
    code: 'step-up-required',
  })
  await office.stepUp(supervisor)
  const second = await exportDirectory(supervisor, { kind: 'desks' })
  expect(second.stamp.serial).toBe(2)
  // Of the network's own hub, which is not hers.
  expect((await listReleases(supervisor, {})).lines).toEqual([])
})

test('the register cannot be filled around the gate', async () => {
  const { admin } = await preparedOffice()
  const { stamp } = await exportDirectory(admin, { kind: 'bodies' })
  const row = await database.superuser.query('select desk_id from release where id = $1', [stamp.id])
  const app = await database.as('yorube_app')
  try {
    const { rowCount, rows } = await app.query(
      'select public.register_directory_release($1, $2, 9, 2026, $3, $4, now()) as done',
      [crypto.randomUUID(), row.rows[0].desk_id, 'none', Buffer.alloc(32)],
    )
    expect([rowCount, rows[0]]).toEqual([1, { done: null }])
  } finally {
    await app.end()
  }
})
