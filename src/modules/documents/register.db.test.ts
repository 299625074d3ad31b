import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { aCase, blockPerson } from '../cases/testing.ts'
import { listPaperOut, listReleases } from './list-releases.ts'
import { printOwnList, readListWithHer } from './own-list.ts'
import { release } from './release.ts'
import { settlePaper } from './settle-paper.ts'

const database = useDatabase()

/** A sheet on paper that leaves; or whose use-case comes to nothing after it had its number. */
const letOut = defineUseCase({
  name: 'test.let-out-or-not',
  permission: 'document.release',
  purpose: 'coordination',
  input: z.object({ caseId: z.uuid(), deskId: z.uuid(), fails: z.boolean().default(false) }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ id: z.uuid(), serial: z.number() }),
  async run(scene, { caseId, deskId, fails }) {
    const { id, serial } = await release(scene, {
      document: 'own_disclosure_list',
      subjectId: caseId,
      recipient: { kind: 'client' },
      fields: [{ name: 'items', class: 'S' }],
      purpose: 'coordination',
      caseId,
      deskId,
      isPaper: true,
    })
    if (fails) throw new Error('the rest came to nothing')
    return { id, serial }
  },
  audit: () => ({}),
})

async function twoHubs() {
  const office = await TestOffice.open(database)
  const [hub, other] = [
    await office.desk(['counselor', 'supervisor', 'manager']),
    await office.desk(['counselor', 'supervisor', 'manager']),
  ]
  const [counselor, supervisor, manager] = hub.people as [TestPerson, TestPerson, TestPerson]
  const caseId = await aCase(counselor)
  return { office, hub, other, counselor, supervisor, manager, caseId, sheet: { caseId, deskId: hub.id } }
}

const oneTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

test('two releases at the same moment have two numbers, and one that comes to nothing leaves no gap', async () => {
  const { office, counselor, supervisor, manager, sheet } = await twoHubs()
  const people = [counselor, supervisor, manager]
  const attempts = oneTo(15).map((index) =>
    letOut(people[index % 3] as TestPerson, { ...sheet, fails: index % 5 === 0 }),
  )
  const left = (await Promise.allSettled(attempts)).filter((one) => one.status === 'fulfilled')
  const serials = left.map((one) => one.value.serial).sort((one, next) => one - next)
  expect(serials).toEqual(oneTo(12))
  const lines = (await listReleases(supervisor, {})).lines
  expect(lines.map((line) => line.serial).sort((one, next) => one - next)).toEqual(oneTo(12))
  const audit = await database.superuser.query(
    "select count(*)::int as lines from audit.event where tenant_id = $1 and action = 'document.release'",
    [office.tenantId],
  )
  expect(audit.rows[0].lines).toBe(12)
})

test('the second waits for the first: a number is given only when its release stands or falls', async () => {
  const { counselor, manager, sheet } = await twoHubs()
  const raw = await database.as('yorube_app')
  try {
    await raw.query('begin')
    await enterRaw(raw, manager)
    const year = "extract(year from now() at time zone 'Asia/Tokyo' - interval '3 months')::int"
    const taken = await raw.query(`select public.next_release_serial(${year}) as serial`)
    expect(taken.rows[0].serial).toBe(1)
    let isThrough = false
    const waiting = letOut(counselor, sheet).finally(() => {
      isThrough = true
    })
    await expect.poll(waiters, { timeout: 5_000 }).toBe(1)
    expect(isThrough).toBe(false)
    await raw.query('rollback')
    expect((await waiting).serial).toBe(1)
  } finally {
    await raw.end()
  }
})

async function waiters(): Promise<number> {
  const { rows } = await database.superuser.query(
    "select count(*)::int as waiting from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'",
    [database.name],
  )
  return rows[0].waiting
}

test('each municipality counts for itself', async () => {
  const [one, another] = [await twoHubs(), await twoHubs()]
  expect((await letOut(one.counselor, one.sheet)).serial).toBe(1)
  expect((await letOut(another.counselor, another.sheet)).serial).toBe(1)
  expect((await listReleases(another.supervisor, {})).lines).toHaveLength(1)
})

test('the register is read at the desk that let it out, by whoever leads it, and nowhere else', async () => {
  const { office, hub, other, counselor, supervisor, manager, caseId, sheet } = await twoHubs()
  const asked = await office.desk(['desk_worker', 'desk_lead', 'partner_worker', 'shelter_worker'], 'asked')
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  const { id } = await letOut(counselor, sheet)
  for (const who of [supervisor, manager])
    expect((await listReleases(who, {})).lines).toMatchObject([{ id, caseId, paperState: 'out' }])
  for (const who of [counselor, admin, ...asked.people])
    await expect(listReleases(who, {})).rejects.toMatchObject({ code: 'forbidden' })
  const [, otherSupervisor, otherManager] = other.people as [TestPerson, TestPerson, TestPerson]
  for (const who of [otherSupervisor, otherManager]) expect((await listReleases(who, {})).lines).toEqual([])
  const app = await database.as('yorube_app')
  try {
    for (const who of [...other.people, ...asked.people, admin]) {
      await app.query('begin')
      await enterRaw(app, who)
      for (const table of ['release', 'release_order'])
        expect((await app.query(`select id from ${table} where desk_id = $1`, [hub.id])).rows).toEqual([])
      await app.query('rollback')
    }
  } finally {
    await app.end()
  }
})

test('whoever the case is hidden from does not find its sheets in the register either', async () => {
  const { counselor, supervisor, manager, caseId, sheet } = await twoHubs()
  const { id } = await letOut(counselor, sheet)
  await blockPerson(counselor, { caseId, userId: supervisor.userId, reason: '相手方の親族' })
  expect((await listReleases(supervisor, {})).lines).toEqual([])
  expect((await listPaperOut(supervisor, {})).lines).toEqual([])
  await expect(settlePaper(supervisor, { releaseId: id, paperState: 'collected' })).rejects.toMatchObject({
    code: 'not-found',
  })
  expect((await listReleases(manager, {})).lines).toMatchObject([{ id }])
})

test('another hub neither finds a paper that is out nor settles it', async () => {
  const { counselor, other, sheet } = await twoHubs()
  const { id: releaseId } = await letOut(counselor, sheet)
  for (const who of other.people) {
    expect((await listPaperOut(who, {})).lines).toEqual([])
    await expect(settlePaper(who, { releaseId, paperState: 'destroyed' })).rejects.toMatchObject({
      code: 'not-found',
    })
  }
  expect((await listPaperOut(counselor, {})).lines).toMatchObject([{ id: releaseId, paperState: 'out' }])
})

test('a number of one case prints the list of no other, nor from another desk, nor on another day', async () => {
  const { counselor, other, caseId } = await twoHubs()
  const next = await aCase(counselor, { family: '見本' })
  const { releaseId } = await readListWithHer(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    copySafe: 'yes',
  })
  if (!releaseId) throw new Error('nothing was released')
  expect((await printOwnList(counselor, { caseId, releaseId })).stamp.id).toBe(releaseId)
  const absent = { code: 'not-found' }
  await expect(printOwnList(counselor, { caseId: next, releaseId })).rejects.toMatchObject(absent)
  for (const who of other.people)
    await expect(printOwnList(who, { caseId, releaseId })).rejects.toMatchObject(absent)
  await database.superuser.query("update release set at = at - interval '25 hours' where id = $1", [
    releaseId,
  ])
  await expect(printOwnList(counselor, { caseId, releaseId })).rejects.toMatchObject(absent)
})
