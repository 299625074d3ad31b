import { beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { namesWatched } from '../conflicts/index.ts'
import { aConsultation } from '../consultations/testing.ts'
import { mergePeople } from '../people/testing.ts'
import { openCase } from './open-case.ts'
import { declare, hana, him, looksInto, reason, sees, seesCase, taro } from './testing/kept-calls.ts'
import {
  aCase,
  addPersonToCase,
  assign,
  attachConsultation,
  blockPerson,
  callNamesake,
  editPersonOfCase,
  editSafety,
  liftBlock,
} from './testing.ts'

/** A declaration and an ordinary act that each wait for what the other has would go in a circle, and only where something was met. */
const database = useDatabase()
let office: TestOffice
let counselor: TestPerson
let colleague: TestPerson
let supervisor: TestPerson
let manager: TestPerson
const { blocksOf, personOf } = looksInto(database)

beforeEach(async () => {
  office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'counselor', 'supervisor', 'manager'])
  ;[counselor, colleague, supervisor, manager] = people as [TestPerson, TestPerson, TestPerson, TestPerson]
})

const jiro = { family: '例示', given: '次郎', familyKana: 'れいじ', givenKana: 'じろう' }
const submissionId = () => crypto.randomUUID()
const counterpart = (caseId: string, name: object) =>
  addPersonToCase(counselor, {
    submissionId: submissionId(),
    ...{ caseId, part: 'counterpart' as const, card: { names: [name], birthDate: null } },
  })

async function untilWaiting(many: number): Promise<void> {
  const { superuser } = database
  for (let tries = 0; tries < 200; tries++) {
    await superuser.query('select pg_stat_clear_snapshot()')
    const { rows } = await superuser.query(
      `select count(*)::int as many from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rows[0].many >= many) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nobody waits')
}

/** Both acts, each as far as it comes while somebody has that row: the second begins when the first one waits. What became of them. */
async function atOnce(
  held: { table: 'consultation' | 'person' | 'auth.compartment'; id: string },
  acts: readonly [() => Promise<unknown>, () => Promise<unknown>],
): Promise<string[]> {
  const { superuser } = database
  const begun: Promise<string>[] = []
  await superuser.query('begin')
  try {
    await superuser.query(
      `select from ${held.table} where id = $1 for ${held.table === 'auth.compartment' ? 'key share' : 'update'}`,
      [held.id],
    )
    for (const act of acts) {
      begun.push(
        act().then(
          () => 'done',
          (error) => `${error.code} ${error.cause?.code}`,
        ),
      )
      await untilWaiting(begun.length)
    }
  } finally {
    await superuser.query('rollback')
  }
  return Promise.all(begun)
}
const bothDone = ['done', 'done']

test('whoever puts a call into a case from which somebody is blocked', async () => {
  const caseId = await aCase(counselor)
  await blockPerson(counselor, { caseId, userId: manager.userId, reason })
  const consultationId = await aConsultation(counselor, { ...him, person: hana })
  const held = { table: 'person' as const, id: await personOf('consultation', consultationId) }
  const attach = () => attachConsultation(counselor, { caseId, consultationId })
  expect(await atOnce(held, [attach, () => declare(colleague)])).toEqual(bothDone)
  expect(await sees(colleague, consultationId)).toBe(false)
  expect(await seesCase(colleague, caseId)).toBe(false)
})

test('whoever opens a case from a call and names somebody near to a third person', async () => {
  const consultationId = await aConsultation(counselor, { ...him, person: hana })
  await declare(manager, jiro)
  const { rows } = await database.superuser.query('select compartment_id from consultation where id = $1', [
    consultationId,
  ])
  const held = { table: 'auth.compartment' as const, id: rows[0].compartment_id }
  const open = () =>
    openCase(counselor, {
      ...{ submissionId: submissionId(), consultationId },
      safety: { counterpart: { name: '例示　次郎' } },
    })
  expect(await atOnce(held, [open, () => declare(colleague)])).toEqual(bothDone)
  expect(await sees(colleague, consultationId)).toBe(false)
  expect(await sees(manager, consultationId)).toBe(false)
})

test('whoever says that the client of a case with a block is who called', async () => {
  const caseId = await aCase(counselor)
  await blockPerson(counselor, { caseId, userId: manager.userId, reason })
  const consultationId = await aConsultation(counselor, { ...him, person: hana })
  const otherId = await personOf('consultation', consultationId)
  const merge = async () => mergePeople(counselor, { personId: await personOf('case_', caseId), otherId })
  expect(await atOnce({ table: 'person', id: otherId }, [merge, () => declare(colleague)])).toEqual(bothDone)
  expect(await sees(colleague, consultationId)).toBe(false)
  expect(await sees(manager, consultationId)).toBe(false)
})

test('whoever blocks her by hand in a case that she meets', async () => {
  const caseId = await aCase(counselor)
  await counterpart(caseId, taro)
  const id = await aConsultation(counselor, him)
  const block = () => blockPerson(counselor, { caseId, userId: colleague.userId, reason })
  expect(await atOnce({ table: 'consultation', id }, [() => declare(colleague), block])).toEqual(bothDone)
  expect(await sees(colleague, id)).toBe(false)
  expect(await blocksOf(caseId)).toEqual([{ user_id: colleague.userId, origin: 'named' }])
  await liftBlock(counselor, { caseId, userId: colleague.userId, reason })
  expect(await seesCase(colleague, caseId)).toBe(false)
})

test('whoever lifts what was said by hand where she meets the case', async () => {
  const caseId = await aCase(counselor)
  await counterpart(caseId, taro)
  await blockPerson(counselor, { caseId, userId: colleague.userId, reason })
  const id = await aConsultation(counselor, him)
  const lift = () => liftBlock(counselor, { caseId, userId: colleague.userId, reason })
  expect(await atOnce({ table: 'consultation', id }, [() => declare(colleague), lift])).toEqual(bothDone)
  expect(await sees(colleague, id)).toBe(false)
  expect(await blocksOf(caseId)).toEqual([{ user_id: colleague.userId, origin: 'conflict' }])
})

test('whoever calls a namesake who is met by another declaration', async () => {
  const caseId = await aCase(counselor)
  await counterpart(caseId, taro)
  await declare(colleague)
  await office.stepUp(supervisor)
  const held = await aConsultation(counselor, { counterpartName: { name: '例示　次郎' } })
  await counterpart(caseId, jiro)
  const call = () => callNamesake(supervisor, { caseId, userId: colleague.userId, reason })
  expect(await atOnce({ table: 'consultation', id: held }, [() => declare(colleague, jiro), call])).toEqual(
    bothDone,
  )
  expect(await sees(colleague, held)).toBe(false)
})

test('whoever writes him down in a case of hers, in its notes or as a person', async () => {
  const write = {
    notes: async (caseId: string) => () =>
      editSafety(counselor, { caseId, rev: 1, safety: { counterpart: { name: '見本　太郎' } } }),
    person: async (caseId: string) => () => counterpart(caseId, taro),
    correction: async (caseId: string) => {
      const { id: personId } = await counterpart(caseId, jiro)
      const card = { names: [taro], birthDate: null }
      return () => editPersonOfCase(counselor, { caseId, personId, rev: 1, card })
    },
  }
  for (const prepare of Object.values(write)) {
    const caseId = await aCase(counselor)
    await counterpart(caseId, taro)
    await assign(supervisor, { caseId, assigneeId: colleague.userId })
    const act = await prepare(caseId)
    const id = await aConsultation(counselor, him)
    expect(await atOnce({ table: 'consultation', id }, [() => declare(colleague), act])).toEqual(bothDone)
    expect(await sees(colleague, id)).toBe(false)
    expect(await seesCase(colleague, caseId)).toBe(false)
    await database.superuser.query('delete from auth.kin where user_id = $1', [colleague.userId])
  }
})

test('she who is in the way of others all the same declares again by herself, and nobody is told', async () => {
  const id = await aConsultation(counselor, him)
  const { superuser } = database
  const { locks } = namesWatched(office.tenantId, id, ['見本　太郎'])
  await superuser.query('begin')
  await superuser.query("select pg_advisory_xact_lock(hashtextextended('disposal lists ' || $1, 0))", [
    office.tenantId,
  ])
  const declared = declare(colleague)
  await untilWaiting(1)
  // The other way round: the database ends her who has waited longer.
  await superuser.query('select pg_advisory_xact_lock(l) from unnest($1::bigint[]) l', [locks])
  await superuser.query('rollback')
  await declared
  expect(await sees(colleague, id)).toBe(false)
  const { rows } = await superuser.query(
    `select (select count(*)::int from auth.kin where user_id = $1) as kin,
       (select array_agg(result) from audit.event where action = 'kin.declare' and actor_id = $1) as lines`,
    [colleague.userId],
  )
  expect(rows).toEqual([{ kin: 1, lines: ['ok'] }])
})

test('of all who declare one at a time is before the lists, so that whoever proposes one waits for one', async () => {
  const { superuser } = database
  await superuser.query('begin')
  const declared: Promise<unknown>[] = []
  try {
    await superuser.query("select pg_advisory_xact_lock(hashtextextended('disposal lists ' || $1, 0))", [
      office.tenantId,
    ])
    for (const [place, who] of [counselor, colleague, manager].entries())
      declared.push(declare(who, { family: `例示${place}`, familyKana: `れいじ${'あいう'[place]}` }))
    await untilWaiting(3)
    const { rows } = await superuser.query(
      'select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid))',
    )
    expect(rows).toHaveLength(1)
  } finally {
    await superuser.query('rollback')
    await Promise.all(declared)
  }
})
