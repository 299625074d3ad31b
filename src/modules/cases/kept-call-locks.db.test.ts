import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { namesWatched } from '../conflicts/index.ts'
import { declareKin } from '../conflicts/testing.ts'
import { aConsultation, amendConsultation, keepOut } from '../consultations/testing.ts'
import { openCase } from './open-case.ts'
import { aCase, attachConsultation } from './testing.ts'

/** In which order acts take what others wait for: names, lists of what is to be destroyed, the row. */
const database = useDatabase()
let office: TestOffice
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson

beforeEach(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor'])
  ;[counselor, colleague, supervisor] = people as [TestPerson, TestPerson, TestPerson]
})

const him = { counterpartName: { name: '見本　太郎' } }
const taro = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }
const declare = (who: TestPerson) =>
  declareKin(who, { submissionId: crypto.randomUUID(), relation: 'sibling', ...taro })
const lists = () => ({
  sql: "select pg_advisory_xact_lock(hashtextextended('disposal lists ' || $1, 0))",
  values: [office.tenantId],
})
const amend = (consultationId: string) =>
  amendConsultation(counselor, { consultationId, rev: 1, day: 'R8.11.20', channel: 'phone', ...him } as never)

/** Whether nobody has the row while an act waits for what somebody else holds. */
async function isFreeMeanwhile(
  id: string,
  held: { sql: string; values: unknown[] },
  act: () => Promise<unknown>,
): Promise<boolean> {
  const { superuser } = database
  await superuser.query('begin')
  let done: Promise<unknown> = Promise.resolve()
  try {
    await superuser.query(held.sql, held.values)
    done = act()
    done.catch(() => {})
    for (let tries = 0; tries < 200 && !(await isWaiting()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 25))
    expect(await isWaiting()).toBe(true)
    return await superuser.query('select from consultation where id = $1 for update nowait', [id]).then(
      () => true,
      (error) => {
        if (error.code !== '55P03') throw error
        return false
      },
    )
  } finally {
    await superuser.query('rollback')
    await done
  }
}
async function isWaiting(): Promise<boolean> {
  const { rows } = await database.superuser.query(
    'select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))',
  )
  return rows.length > 0
}

async function onAList(id: string): Promise<string> {
  const listId = crypto.randomUUID()
  await database.superuser.query(
    `insert into disposal_list (tenant_id, id, desk_id, made_by) select tenant_id, $2, desk_id, $3 from consultation where id = $1`,
    [id, listId, supervisor.userId],
  )
  await database.superuser.query(
    `insert into disposal_item (tenant_id, id, list_id, desk_id, kind, consultation_id, compartment_id)
     select tenant_id, gen_random_uuid(), $2, desk_id, 'consultation', id, compartment_id from consultation where id = $1`,
    [id, listId],
  )
  return listId
}

test('whoever opens a case from it waits for the names before she has the row, as whoever declares does', async () => {
  const id = await aConsultation(counselor)
  const { locks } = namesWatched(office.tenantId, id, ['見本　太郎'])
  const opens = () =>
    openCase(counselor, {
      submissionId: crypto.randomUUID(),
      consultationId: id,
      safety: { counterpart: { name: '見本　太郎' } },
    } as never)
  expect(
    await isFreeMeanwhile(
      id,
      { sql: 'select pg_advisory_xact_lock(l) from unnest($1::bigint[]) l', values: [locks] },
      opens,
    ),
  ).toBe(true)
})

test('what is to be destroyed is held before the row of a call that is corrected, kept out by hand or put into a case', async () => {
  await declare(colleague)
  const [corrected, listed] = [await aConsultation(counselor), await aConsultation(counselor)]
  const joined = await aConsultation(counselor, him)
  await onAList(corrected)
  const listId = await onAList(listed)
  expect(await isFreeMeanwhile(corrected, lists(), () => amend(corrected))).toBe(true)
  expect(
    await isFreeMeanwhile(
      listed,
      { sql: 'select from disposal_list where id = $1 for update', values: [listId] },
      () =>
        keepOut(counselor, { consultationId: listed, userId: colleague.userId, reason: '見本の理由です' }),
    ),
  ).toBe(true)
  expect(
    await isFreeMeanwhile(joined, lists(), () =>
      openCase(counselor, { submissionId: crypto.randomUUID(), consultationId: joined } as never),
    ),
  ).toBe(true)
})

test('so it is before the row of a call that stands on no list and is kept from nobody', async () => {
  const caseId = await aCase(counselor)
  const [opened, attached, kept] = [
    await aConsultation(counselor),
    await aConsultation(counselor),
    await aConsultation(counselor),
  ]
  const acts = {
    [opened]: () =>
      openCase(counselor, { submissionId: crypto.randomUUID(), consultationId: opened } as never),
    [attached]: () => attachConsultation(counselor, { caseId, consultationId: attached }),
    [kept]: () =>
      keepOut(counselor, { consultationId: kept, userId: colleague.userId, reason: '見本の理由です' }),
  }
  for (const [id, act] of Object.entries(acts)) expect(await isFreeMeanwhile(id, lists(), act)).toBe(true)
})
