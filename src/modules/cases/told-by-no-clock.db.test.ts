import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { evenSteps } from '../../platform/even-refusal.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { declareKin } from '../conflicts/testing.ts'
import { aConsultation } from '../consultations/testing.ts'

/** In which order a declaration waits, holds what others wait for, ends and answers. */
const database = useDatabase()
let counselor: TestPerson
let colleague: TestPerson
const taro = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }

beforeEach(async () => {
  const office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  ;[counselor, colleague] = people as [TestPerson, TestPerson]
})

afterEach(() => vi.restoreAllMocks())

async function orderOf(who: TestPerson, typed: object = taro): Promise<string[]> {
  const order: string[] = []
  vi.spyOn(evenSteps, 'until').mockImplementation(async (_began, stepMs) => {
    order.push(`waits for a step of ${stepMs} ms`)
  })
  const stop = onStatement((sql) => {
    if (sql.includes('auth.note_declared')) order.push('holds the lists')
    if (sql === 'commit' || sql === 'rollback') order.push(sql)
  })
  const submissionId = crypto.randomUUID()
  await declareKin(who, { submissionId, relation: 'sibling', ...taro, ...typed }).catch(() => {})
  stop()
  return order
}

test('it waits before it holds the lists, ends on a step, and answers on one after that, whether or not it met anything', async () => {
  const none = await orderOf(colleague)
  await aConsultation(counselor, { counterpartName: { name: '見本　次郎' } })
  const met = await orderOf(colleague, { given: '次郎', givenKana: 'じろう' })
  expect(none).toEqual([
    'waits for a step of 400 ms',
    'holds the lists',
    'waits for a step of 400 ms',
    'commit',
    'waits for a step of 400 ms',
  ])
  expect(met).toEqual(none)
  const { rows } = await database.superuser.query('select cardinality(kept_from) as many from consultation')
  expect(rows).toEqual([{ many: 1 }])
})

test('a refusal is answered on a step too, and not while anything is held', async () => {
  await database.superuser.query(
    `insert into auth.kin (tenant_id, id, user_id, document)
     select tenant_id, gen_random_uuid(), id, '' from auth.staff_user, generate_series(1, 60) where id = $1`,
    [colleague.userId],
  )
  const order = await orderOf(colleague)
  expect(order[0]).toBe('rollback')
  expect(order.at(-1)).toBe('waits for a step of 400 ms')
  expect(order).not.toContain('holds the lists')
})
