import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { declareKin } from '../conflicts/testing.ts'
import { aConsultation } from '../consultations/testing.ts'
import { findAnything } from './find.ts'

/** Callers of consultations without a case lie in drawers as people of cases do, except those who must not be known to somebody. */
const database = useDatabase()
const enough = 32

const found = async (who: TestPerson) => {
  const { people, unopenable } = await findAnything(who, { words: '仮名', breadth: 'many' })
  return { people: people.total, unopenable }
}
const drawerOf = async (consultationId: string): Promise<string | null> => {
  const { rows } = await database.superuser.query(
    'select s.drawer_id from auth.search_place s join consultation c on c.person_id = s.row_id where c.id = $1',
    [consultationId],
  )
  return rows[0].drawer_id
}

test('whom she must not know of is found by colleagues alone, filed before or never', {
  timeout: 90_000,
}, async () => {
  const office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  const [counselor, colleague, supervisor] = people as [TestPerson, TestPerson, TestPerson]
  const person = { family: '仮名', given: '花' }
  for (let at = 0; at < enough; at++) await aConsultation(counselor, { person })
  const filed = await aConsultation(counselor, { person, counterpartName: { name: '見本　太郎' } })
  expect(await found(supervisor)).toEqual({ people: enough + 1, unopenable: 0 })
  expect(await drawerOf(filed)).not.toBeNull()

  await declareKin(colleague, {
    submissionId: crypto.randomUUID(),
    relation: 'child',
    ...{ family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' },
  })
  expect(await found(colleague)).toEqual({ people: enough, unopenable: 0 })
  const later = await aConsultation(counselor, { person, counterpartName: { name: '見本　太郎' } })
  for (const who of [supervisor, counselor, supervisor])
    expect(await found(who)).toEqual({ people: enough + 2, unopenable: 0 })
  expect(await found(colleague)).toEqual({ people: enough, unopenable: 0 })
  expect([await drawerOf(filed), await drawerOf(later)]).toEqual([null, null])
})
