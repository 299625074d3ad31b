import { beforeAll, expect, test } from 'vitest'
import { testVault, useDatabase } from '../../platform/db/testing/use-database.ts'
import { partiesNamed } from '../../platform/shredding/line.ts'
import { enterRaw, type TestPerson } from '../../platform/testing/office.ts'
import { registerCaseSources, showCase } from '../cases/testing.ts'
import {
  aDueCase,
  aKeepingOffice,
  anAgreedList,
  asIntruder,
  askForDisposal,
  decideOnDisposal,
  holdKeptRecord,
  type KeepingOffice,
  listDue,
  outcomeOf,
  proposeCases,
  showDisposal,
  shredDisposal,
  withdrawDisposal,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const anOffice = () => aKeepingOffice(database)
const due = async ({ supervisor }: KeepingOffice) =>
  (await listDue(supervisor, {})).due.map((one) => one.recordId).sort()
const dueCase = (one: KeepingOffice) => aDueCase(database, one)
test('two windows at once: one decides, one carries out; the other finds it done', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const proposals = await Promise.allSettled([proposeCases(one, caseId), proposeCases(one, caseId)])
  expect(proposals.filter((it) => it.status === 'fulfilled')).toHaveLength(1)
  const listId = proposals.flatMap((it) => (it.status === 'fulfilled' ? [it.value.listId] : []))[0] ?? ''
  await askForDisposal(one.supervisor, { listId })
  const { act } = await showDisposal(one.manager, { listId })
  const answer = (who: TestPerson, said: 'agree' | 'decline') =>
    outcomeOf(decideOnDisposal(who, { listId, actId: act?.id ?? '', seal: act?.seal ?? '', answer: said }))
  const decided = await Promise.all([answer(one.manager, 'agree'), answer(one.second, 'agree')])
  expect(decided.sort()).toEqual(['done', 'retention_act_absent'])
  const holdAt = holdKeptRecord(one.counselor, {
    kind: 'case',
    recordId: caseId,
    ground: 'claim',
    reason: 'その最中の訴え',
  })
  const outcomes = await Promise.all([
    outcomeOf(shredDisposal(one.supervisor, { listId })),
    outcomeOf(shredDisposal(one.supervisor, { listId })),
    outcomeOf(holdAt),
  ])
  const shredded = outcomes.slice(0, 2).filter((it) => it === 'done').length
  // Either the hold came first, and nothing was destroyed, or it found nothing to hold.
  expect([shredded, outcomes[2]]).toEqual(outcomes[2] === 'done' ? [0, 'done'] : [1, 'not-found'])
})

test('a process killed between the decision and the end of it leaves all or nothing, and it is done again', async () => {
  const one = await anOffice()
  const cases = [await dueCase(one), await dueCase(one)]
  const listId = await anAgreedList(
    one,
    one.hub.id,
    cases.map((id) => `case:${id}`),
  )
  const keysOf = async () =>
    (
      await database.superuser.query(
        'select count(*)::int as count from auth.compartment_grant g join auth.compartment c on c.id = g.compartment_id where c.case_id = any ($1)',
        [cases],
      )
    ).rows[0].count
  const before = await keysOf()
  // The second record cannot be destroyed: the first one's keys come back with the transaction.
  await database.superuser.query(
    `create function public.stop_here() returns trigger language plpgsql as $$ begin
       if new.id = '${cases.toSorted()[1]}' and new.label is null then raise exception 'killed here'; end if; return new; end $$;
     create trigger stop_here before update on case_ for each row execute function public.stop_here()`,
  )
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).not.toBe('done')
  await database.superuser.query('drop function public.stop_here() cascade')
  expect([before > 0, await keysOf()]).toEqual([true, before])
  expect((await showDisposal(one.manager, { listId })).act).toMatchObject({ isApproved: true, isSame: true })
  expect((await showCase(one.counselor, { caseId: cases[0] ?? '' })).core).not.toBeNull()
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('done')
  expect(await keysOf()).toBe(0)
})

test('a list taken back destroys nothing, and what was on it is due again', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const listId = await anAgreedList(one, one.hub.id, [`case:${caseId}`])
  expect(await due(one)).toEqual([])
  expect(await outcomeOf(withdrawDisposal(one.stranger, { listId }))).toBe('not-found')
  await withdrawDisposal(one.manager, { listId })
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).not.toBe('done')
  expect(await due(one)).toEqual([caseId])
})

test('by hand, in the middle of her transaction: no role destroys without two, and none changes the ledger', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const { listId } = await proposeCases(one, caseId)
  const attempts = [
    `select internal.shred_record('${one.office.tenantId}', 'case', '${caseId}', '{}')`,
    `select internal.replay_shredding('${one.office.tenantId}', '${caseId}', 'case', '${one.hub.id}', '${listId}', current_date, current_date + 35, '', '{}')`,
    `insert into auth.shred_ledger values ('${one.office.tenantId}', '${caseId}', 'case', '${one.hub.id}', '${listId}', current_date, current_date + 35, '')`,
    `update disposal_list set state = 'done'`,
    `insert into retention_hold select * from retention_hold`,
    `delete from disposal_item`,
    `select * from auth.shreddings()`,
  ]
  for (const attempt of attempts)
    expect(await asIntruder(database, one.supervisor, attempt), attempt).toBe('permission denied')
  const verdict = await asIntruder(
    database,
    one.supervisor,
    `select 1 where (auth.shred_disposal(gen_random_uuid(), '', '${listId}', '{${caseId}}', '{""}', '{}', internal_day(), internal_day() + 35)).verdict = 'done'`.replaceAll(
      'internal_day()',
      "(now() at time zone 'Asia/Tokyo')::date",
    ),
  )
  expect(verdict).toBe(0)
  expect(await outcomeOf(showCase(one.counselor, { caseId }))).toBe('done')
})

test('with an agreed list in hand, her own SQL gets no line without a MAC in; one that nobody can check is an alarm', async () => {
  const one = await anOffice()
  const caseId = await dueCase(one)
  const listId = await anAgreedList(one, one.hub.id, [`case:${caseId}`])
  const [act] = (
    await database.superuser.query(
      "select id, mac from auth.act_approval where state = 'approved' and fields like $1",
      [`%${listId}`],
    )
  ).rows
  const parties = await database.superuser.query("select internal.parties_of($1, 'case', $2) as words", [
    one.office.tenantId,
    caseId,
  ])
  const names = partiesNamed(testVault(), one.office.tenantId, parties.rows[0].words).map((name) =>
    name.toString('hex'),
  )
  const shredded = (mac: string, named = names) =>
    `select verdict from auth.shred_disposal('${act.id}', '\\x${act.mac.toString('hex')}', '${listId}', '{${caseId}}',
       array['\\x${mac}']::bytea[], array[${named.map((name) => `'\\x${name}'`)}]::bytea[], (now() at time zone 'Asia/Tokyo')::date, (now() at time zone 'Asia/Tokyo')::date + 35)`
  for (const mac of ['', '00', '00'.repeat(31)])
    expect(await asIntruder(database, one.supervisor, shredded(mac))).toMatch('shred_ledger_mac_is_whole')
  expect(await outcomeOf(showCase(one.counselor, { caseId }))).toBe('done')
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, one.supervisor)
  // Nor with other names of counterparts than two agreed to: none of them would be forgotten, or somebody else's.
  const strange = '11'.repeat(32)
  for (const named of [[], names.slice(1), [...names, strange], names.with(0, strange)])
    expect((await raw.query(shredded('00'.repeat(32), named))).rows).toEqual([{ verdict: 'unagreed' }])
  expect((await raw.query(shredded('00'.repeat(32)))).rows).toEqual([{ verdict: 'done' }])
  await raw.query('commit')
  database.alarms.length = 0
  expect((await showDisposal(one.manager, { listId })).state).toBe('done')
  expect(database.alarms).toEqual([
    { tenantId: one.office.tenantId, label: 'auth.shred_ledger', rowId: caseId, deskId: one.hub.id },
  ])
})
