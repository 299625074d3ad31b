import { expect, test } from 'vitest'
import { testRootSecret, useDatabase } from '../../platform/db/testing/use-database.ts'
import { rewriteKin } from '../../platform/rotation/kin-documents.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { Rotation } from '../../platform/vault/index.ts'
import { declareKin } from './testing.ts'

/** What somebody declared about her kin, while the root secret is replaced. */
const database = useDatabase()

async function rewritten() {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('begin')
  await migrator.query('set local role yorube_definer')
  const rotation = new Rotation(testRootSecret, new Uint8Array(32).fill(7), [])
  const { counted } = await rewriteKin(migrator, rotation, () => undefined)
  await migrator.query('rollback')
  return counted
}

test('an older version that somebody put back is left as it is, and not made the newest', async () => {
  const office = await TestOffice.open(database)
  const desk = await office.desk(['counselor', 'supervisor'])
  await declareKin(desk.people[0] as TestPerson, {
    submissionId: crypto.randomUUID(),
    relation: 'partner',
    family: '見本',
    given: '太郎',
    familyKana: 'みほん',
    givenKana: 'たろう',
    birthDate: '1980-03-04',
  })
  expect(await rewritten()).toEqual({ made: 1, left: 0 })
  await database.superuser.query(
    `insert into audit.written select tenant_id, seq + 1, label, row_id, sha256('what she declared last')
     from audit.written where label = 'kin.document'`,
  )
  expect(await rewritten()).toEqual({ made: 0, left: 1 })
})
