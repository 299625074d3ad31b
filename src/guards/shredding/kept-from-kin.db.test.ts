import { beforeAll, expect, test } from 'vitest'
import { registerCaseSources, viewersOfCase } from '../../modules/cases/testing.ts'
import { declareKin } from '../../modules/conflicts/testing.ts'
import { listReleases } from '../../modules/documents/index.ts'
import {
  aDueCase,
  aKeepingOffice,
  asIntruder,
  askForDisposal,
  holdKeptRecord,
  type KeepingOffice,
  listDue,
  outcomeOf,
  proposeCases,
  showDisposal,
  showKeeping,
} from '../../modules/retention/testing.ts'
import {
  decideAccess,
  endAccess,
  giveAccess,
  identifyAccess,
  proposeAccess,
  receiveAccess,
  showAccess,
} from '../../modules/subject-access/testing.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'

/** A request that does not exist for somebody leaves no trace where she works: no row, no act, no hold, no paper. */
const database = useDatabase()
beforeAll(registerCaseSources)
const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)

/** The supervisor is the sister of the one who asks. */
async function anOfficeWithKin() {
  const one = await aKeepingOffice(database)
  await declareKin(one.supervisor, {
    submissionId: crypto.randomUUID(),
    relation: 'sibling',
    family: '架空',
    given: '花',
    familyKana: 'かくう',
    givenKana: 'はな',
  } as never)
  return one
}

async function aRequest({ counselor }: Pick<KeepingOffice, 'counselor'>, caseId: string): Promise<string> {
  const { id } = await receiveAccess(counselor, {
    submissionId: crypto.randomUUID(),
    caseId,
    requester: 'herself',
    receivedOn: today(),
    name: '架空 花',
    reach: '姉の携帯へ、平日の昼',
    asked: '相談の記録のすべて',
  } as never)
  await identifyAccess(counselor, { accessId: id, name: '架空 花', proofs: ['photo_id'] } as never)
  return id
}

test('of a request that is kept from her she finds neither the records, nor who worked on it, nor what it let out', async () => {
  const one = await anOfficeWithKin()
  const { counselor, supervisor, manager, second } = one
  const caseId = await aDueCase(database, one)
  const before = (await viewersOfCase(manager, { caseId })).events.length
  const accessId = await aRequest(one, caseId)
  const { items, turn } = await showAccess(counselor, { accessId })
  await proposeAccess(counselor, {
    accessId,
    turn,
    items: items.map(({ id, version }) => ({ id, version, choice: 'disclose', ground: null })),
  } as never)
  const seen = await showAccess(manager, { accessId })
  await decideAccess(manager, { accessId, turn: seen.turn } as never)
  await giveAccess(second, { submissionId: crypto.randomUUID(), accessId, receiver: '' } as never)

  for (const statement of [
    `select 1 from access_item where access_id = '${accessId}'`,
    `select 1 from access_request where id = '${accessId}'`,
    `select 1 from release where subject_id = '${accessId}'`,
    `select 1 from audit.event where object_type = 'access-request'`,
    `select 1 from audit.event where object_id = '${accessId}'`,
  ]) {
    expect(await asIntruder(database, manager, statement), statement).toBeGreaterThan(0)
    expect(await asIntruder(database, supervisor, statement), statement).toBe(0)
  }
  // Nor by asking for what is kept from her: of an id she does not know there is nothing to be asked.
  const functions = await database.superuser.query<{ name: string }>(
    "select f.oid::regproc::text as name from pg_proc f join pg_namespace n on n.oid = f.pronamespace where n.nspname = 'auth' and f.proname like '%kept%' and f.pronargs = 0 and has_function_privilege('yorube_app', f.oid, 'execute')",
  )
  // Consultations without a case are as cases here (`auth.my_blocked_cases`): policies of whole lists ask for them (docs/threat-model.md).
  expect(functions.rows.map((row) => row.name).sort()).toEqual([
    'auth.my_kept_compartments',
    'auth.my_kept_consultations',
    'auth.my_kept_objects',
  ])
  for (const { name } of functions.rows)
    expect(await asIntruder(database, supervisor, `select 1 where ${name}() <> '{}'`), name).toBe(0)
  const acts = (await viewersOfCase(supervisor, { caseId })).events.map((event) => event.action)
  expect(acts.filter((action) => action.startsWith('access.'))).toEqual([])
  expect((await viewersOfCase(manager, { caseId })).events.length).toBeGreaterThan(before + 1)
  const papers = (await listReleases(supervisor, {})) as unknown
  expect(JSON.stringify(papers)).not.toContain('subject_access_packet')
})

test('that it holds the case is not shown to whom the request is kept from: the case is not due', async () => {
  const one = await anOfficeWithKin()
  const caseId = await aDueCase(database, one)
  const [record] = (await listDue(one.supervisor, {})).due
  expect(record).toMatchObject({ recordId: caseId, isHeld: false })
  const accessId = await aRequest(one, caseId)
  const keeping = async (who: KeepingOffice['manager']) =>
    (await showKeeping(who, { kind: 'case', recordId: caseId })).record
  expect(await keeping(one.manager)).toMatchObject({ isHeld: true, keepUntil: '2021-03-31' })
  expect((await listDue(one.manager, {})).due).toMatchObject([{ recordId: caseId, isHeld: true }])
  const hers = await keeping(one.supervisor)
  expect(hers.isHeld).toBe(false)
  expect(hers.keepUntil && hers.keepUntil > today()).toBe(true)
  expect((await listDue(one.supervisor, {})).due).toEqual([])
  expect(await outcomeOf(proposeCases(one, caseId))).not.toBe('done')
  // A hold of the desk's own is everybody's to see.
  await holdKeptRecord(one.manager, {
    kind: 'case',
    recordId: caseId,
    ground: 'claim',
    reason: '国家賠償の訴え',
  } as never)
  expect(await keeping(one.supervisor)).toMatchObject({ isHeld: true, keepUntil: '2021-03-31' })
  await endAccess(one.manager, { accessId, outcome: 'withdrawn', reason: '取り下げの申出' } as never)
  expect((await listDue(one.supervisor, {})).due).toMatchObject([{ recordId: caseId, isHeld: true }])
})

test('a list on which the case stood already goes out of her sight, and the other record on it stays there', async () => {
  const one = await anOfficeWithKin()
  const [caseId, other] = [await aDueCase(database, one), await aDueCase(database, one)]
  const { listId } = await proposeCases(one, caseId, other)
  await askForDisposal(one.supervisor, { listId })
  await aRequest(one, caseId)
  const { lists } = await listDue(one.supervisor, {})
  expect(lists).toHaveLength(1)
  const shown = await showDisposal(one.supervisor, { listId: lists[0]?.listId ?? '' })
  expect(shown.items.map((item) => item.recordId)).toEqual([other])
  expect((await listDue(one.manager, {})).lists).toHaveLength(2)
  const { record } = await showKeeping(one.supervisor, { kind: 'case', recordId: caseId })
  expect(record).toMatchObject({ isHeld: false, isListed: false })
})
