import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { blockPerson, registerCaseSources } from '../cases/testing.ts'
import { aConsultation } from '../consultations/testing.ts'
import {
  aDueCase,
  aKeepingOffice,
  asIntruder,
  askForDisposal,
  askForRules,
  decideOnDisposal,
  decideOnRules,
  listDue,
  outcomeOf,
  proposeDisposal,
  rulesOfTwo,
  setAgreedRules,
  setRetentionRules,
  showDisposal,
  showKeeping,
  showRetentionRules,
  shredDisposal,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

test('a lead who must not know of one case finds no trace of it in what becomes of another', async () => {
  const one = await aKeepingOffice(database)
  const [hidden, hers] = [await aDueCase(database, one), await aDueCase(database, one)]
  await blockPerson(one.manager, {
    caseId: hidden,
    userId: one.supervisor.userId,
    reason: '知人のため',
  } as never)
  expect((await listDue(one.supervisor, {})).due.map((r) => r.recordId)).toEqual([hers])
  await proposeDisposal(one.manager, { deskId: one.hub.id, records: [`case:${hidden}`, `case:${hers}`] })
  const seen = await listDue(one.supervisor, {})
  const state = await showKeeping(one.supervisor, { kind: 'case', recordId: hers })
  // Either it is on a list that she sees, or it is due: "on a list" without any list says that something on it is hidden from her.
  expect({ due: seen.due.length, lists: seen.lists.length, isListed: state.record.isListed }).not.toEqual({
    due: 0,
    lists: 0,
    isListed: true,
  })
})

test('somebody who manages another desk does not by herself make the records of this desk due', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query(
    "update consultation set day = (now() - interval '30 months')::date where id = $1",
    [consultationId],
  )
  expect((await listDue(one.supervisor, {})).due).toEqual([])
  const outcome = await outcomeOf(
    setRetentionRules(one.stranger, {
      caseYears: 1,
      consultationYears: 1,
      childAge: 0,
      countsFrom: 'day',
      backupDays: 1,
      rev: 0,
    }),
  )
  expect({ outcome, due: (await listDue(one.supervisor, {})).due.length }).not.toEqual({
    outcome: 'done',
    due: 1,
  })
})

test('whoever is named after a list was made parts it: her other record stays on a list that she sees', async () => {
  const one = await aKeepingOffice(database)
  const [hidden, hers] = [await aDueCase(database, one), await aDueCase(database, one)]
  const { listId, lists } = await proposeDisposal(one.manager, {
    deskId: one.hub.id,
    records: [`case:${hidden}`, `case:${hers}`],
  })
  expect(lists).toBe(1)
  await askForDisposal(one.manager, { listId })
  const { act } = await showDisposal(one.second, { listId })
  await blockPerson(one.manager, {
    caseId: hidden,
    userId: one.supervisor.userId,
    reason: '知人のため',
  } as never)
  const seen = await listDue(one.supervisor, {})
  expect(seen.lists.map((list) => list.items)).toEqual([1])
  expect(
    (await showDisposal(one.supervisor, { listId: seen.lists[0]?.listId ?? '' })).items.map(
      (item) => item.recordId,
    ),
  ).toEqual([hers])
  expect((await listDue(one.manager, {})).lists.map((list) => list.items)).toEqual([1, 1])
  // What two people agreed to was another list.
  await decideOnDisposal(one.second, {
    listId,
    actId: act?.id ?? '',
    seal: act?.seal ?? '',
    answer: 'agree',
  }).catch(() => undefined)
  expect(await outcomeOf(shredDisposal(one.manager, { listId }))).toBe('retention_refused_unagreed')
})

test('shorter rules take two managers and these very figures, and shorten nothing that was written down before', async () => {
  const one = await aKeepingOffice(database)
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query(
    "update consultation set day = (now() - interval '30 months')::date where id = $1",
    [consultationId],
  )
  const { ours } = await showRetentionRules(one.manager, {})
  const shorter = { ...ours, consultationYears: 1, countsFrom: 'day' as const, backupDays: 1, rev: 0 }
  expect(await outcomeOf(setRetentionRules(one.stranger, shorter))).toBe('retention_rules_two')
  await askForRules(one.stranger, shorter)
  const [asked] = (await showRetentionRules(one.manager, {})).asked
  if (!asked) throw new Error('nothing was asked')
  expect(asked.rules).toMatchObject({ consultationYears: 1, backupDays: 1 })
  const { id: actId, seal } = asked
  expect(await outcomeOf(decideOnRules(one.stranger, { actId, seal, answer: 'agree' }))).toBe(
    'retention_act_own',
  )
  expect(await outcomeOf(decideOnRules(one.supervisor, { actId, seal, answer: 'agree' }))).toBe('forbidden')
  expect(await outcomeOf(setAgreedRules(one.stranger, { actId }))).toBe('retention_act_absent')
  await decideOnRules(one.manager, { actId, seal, answer: 'agree' })
  expect(await outcomeOf(setAgreedRules(one.second, { actId }))).toBe('retention_act_absent')
  await setAgreedRules(one.stranger, { actId })
  expect((await showRetentionRules(one.manager, {})).rules).toMatchObject({
    consultationYears: 1,
    backupDays: 1,
    rev: 1,
  })
  expect((await listDue(one.supervisor, {})).due).toEqual([])
  expect(await outcomeOf(setAgreedRules(one.stranger, { actId }))).toBe('retention_act_absent')
  // Under the table nobody writes either.
  expect(await asIntruder(database, one.stranger, 'update retention_rule set consultation_years = 1')).toBe(
    'permission denied',
  )
})

test('what was asked over other rules, or is older than a day, changes nothing; a figure put right binds nothing from before it', async () => {
  const one = await aKeepingOffice(database)
  const { ours } = await showRetentionRules(one.manager, {})
  const consultationId = await aConsultation(one.counselor, {})
  await database.superuser.query("update consultation set day = '2015-05-01' where id = $1", [consultationId])
  const due = async () => (await listDue(one.supervisor, {})).due.map((record) => record.recordId)
  expect(await due()).toEqual([consultationId])
  await askForRules(one.manager, { ...ours, backupDays: 20, rev: 0 })
  const [asked] = (await showRetentionRules(one.second, {})).asked
  await decideOnRules(one.second, { actId: asked?.id ?? '', seal: asked?.seal ?? '', answer: 'agree' })
  await setRetentionRules(one.stranger, { ...ours, consultationYears: 100, rev: 0 })
  expect(await outcomeOf(setAgreedRules(one.manager, { actId: asked?.id ?? '' }))).toBe(
    'retention_rules_changed',
  )
  expect(await due()).toEqual([])
  await rulesOfTwo(one.manager, one.second, { ...ours, rev: 1 })
  expect(await due()).toEqual([consultationId])
})

test('behind fifty other requests for agreement a list that was agreed to is carried out all the same', async () => {
  const one = await aKeepingOffice(database)
  const made = await Promise.all(Array.from({ length: 51 }, () => aConsultation(one.counselor, {})))
  await database.superuser.query("update consultation set day = '2015-05-01' where id = any($1)", [made])
  const lists: string[] = []
  for (const id of made) {
    const { listId } = await proposeDisposal(one.supervisor, {
      deskId: one.hub.id,
      records: [`consultation:${id}`],
    })
    await askForDisposal(one.supervisor, { listId })
    lists.push(listId)
  }
  const listId = lists.at(-1) ?? ''
  const { act } = await showDisposal(one.manager, { listId })
  await decideOnDisposal(one.manager, {
    listId,
    actId: act?.id ?? '',
    seal: act?.seal ?? '',
    answer: 'agree',
  })
  expect(await outcomeOf(shredDisposal(one.supervisor, { listId }))).toBe('done')
}, 60_000)
