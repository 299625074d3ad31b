import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase, aFile } from '../cases/testing.ts'
import { listReleases } from './list-releases.ts'
import { prepareOriginal, releaseOriginal } from './release-original.ts'

const database = useDatabase()

async function aCaseWithFile() {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = hub.people as [TestPerson, TestPerson]
  const caseId = await aCase(counselor)
  const attachmentId = await aFile(counselor, caseId, '陳述書.pdf', '%PDF kakuu')
  return { office, counselor, supervisor, file: { caseId, attachmentId } }
}

test('an original leaves with a reason, freshly confirmed, under a number of the register', async () => {
  const { office, counselor, supervisor, file } = await aCaseWithFile()
  const wish = { ...file, reason: '裁判所へ出すため' }
  const unconfirmed = { code: 'step-up-required' }
  await expect(prepareOriginal(counselor, file)).rejects.toMatchObject(unconfirmed)
  await expect(releaseOriginal(counselor, wish)).rejects.toMatchObject(unconfirmed)
  await office.stepUp(counselor)
  expect(await prepareOriginal(counselor, file)).toMatchObject({ label: { name: '陳述書.pdf' } })
  await expect(releaseOriginal(counselor, { ...file, reason: ' ' })).rejects.toMatchObject({
    fields: { reason: 'cases_error_reason_missing' },
  })
  expect((await listReleases(supervisor, {})).lines).toEqual([])

  const released = await releaseOriginal(counselor, wish)
  expect(new TextDecoder().decode(released.content.bytes)).toBe('%PDF kakuu')
  expect(released.content.name).toMatch(/^R\d+-0001_陳述書\.pdf$/)
  expect((await listReleases(supervisor, {})).lines).toMatchObject([
    {
      serial: released.stamp.serial,
      document: 'original_file',
      subjectId: file.attachmentId,
      caseId: file.caseId,
      recipientKind: 'internal',
      highestClass: 'S',
      purpose: 'original_opened',
    },
  ])
  const { rows } = await database.superuser.query(
    `select action, case_id, object_id from audit.event where tenant_id = $1 and result = 'ok'
     and action in ('document.release', 'file.release-original') order by seq`,
    [office.tenantId],
  )
  expect(rows).toMatchObject([
    { action: 'document.release', case_id: file.caseId, object_id: released.stamp.id },
    { action: 'file.release-original', case_id: file.caseId, object_id: file.attachmentId },
  ])
  const events = await database.superuser.query(
    "select count(*)::int as count, bool_and(position($2::bytea in reason) = 0) as sealed from case_event where case_id = $1 and kind = 'original_opened'",
    [file.caseId, Buffer.from('裁判所')],
  )
  expect(events.rows).toEqual([{ count: 1, sealed: true }])
})

test('for a stranger, and for whoever is blocked, there is no file', async () => {
  const { office, counselor, supervisor, file } = await aCaseWithFile()
  const stranger = (await office.desk(['counselor', 'supervisor'])).people[0] as TestPerson
  for (const person of [stranger, counselor]) await office.stepUp(person)
  await database.superuser.query(
    'insert into auth.case_block (tenant_id, case_id, user_id, created_by) values ($1, $2, $3, $4)',
    [office.tenantId, file.caseId, counselor.userId, supervisor.userId],
  )
  for (const person of [stranger, counselor]) {
    await expect(releaseOriginal(person, { ...file, reason: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(prepareOriginal(person, file)).rejects.toMatchObject({ code: 'not-found' })
  }
  expect((await listReleases(supervisor, {})).lines).toEqual([])
})

test('a damaged file does not leave, and the alarm is raised', async () => {
  const { office, counselor, file } = await aCaseWithFile()
  await office.stepUp(counselor)
  await database.superuser.query(
    'update attachment set content = set_byte(content, 60, 1 + get_byte(content, 60) % 255) where id = $1',
    [file.attachmentId],
  )
  await expect(releaseOriginal(counselor, { ...file, reason: '確かめる' })).rejects.toMatchObject({
    key: 'documents_refused_damaged',
  })
  expect(database.alarms).toContainEqual(expect.objectContaining({ label: 'attachment.content' }))
})
