import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { amendNote } from './amend-note.ts'
import { assign } from './assign.ts'
import { closeCase } from './close-case.ts'
import { editCore } from './edit-core.ts'
import { editSafety } from './edit-safety.ts'
import { listCases } from './list-cases.ts'
import { openCase } from './open-case.ts'
import { registerCaseSources } from './own-sources.ts'
import { reopenCase } from './reopen-case.ts'
import { setRisk } from './set-risk.ts'
import { setWaiting } from './set-waiting.ts'
import { showCase } from './show-case.ts'
import { showForEdit } from './show-for-edit.ts'
import { aCase } from './testing.ts'
import { writeNote } from './write-note.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

async function hubOf(roles: readonly ('counselor' | 'supervisor')[] = ['counselor', 'supervisor']) {
  const office = await TestOffice.open(database)
  const desk = await office.desk(roles)
  const [counselor, supervisor] = desk.people
  if (!counselor || !supervisor) throw new Error('people are missing')
  return { office, desk, counselor, supervisor }
}

const sent = () => ({ submissionId: crypto.randomUUID() })

test('a case is opened, has a number, and its page shows who, what never to do and what happened', async () => {
  const { counselor } = await hubOf()
  const first = await aCase(counselor)
  const second = await aCase(counselor, { family: '別人' })
  const page = await showCase(counselor, { caseId: first })
  expect(page.core).toMatchObject({
    number: expect.stringMatching(/^R\d+-\d{4}$/),
    title: '転居と離婚の相談',
  })
  expect(page.safety).toMatchObject({ never: '自宅の電話にかけない', counterpart: { name: '架空 太郎' } })
  expect(page.people.map((one) => [one.part, one.card?.names[0]?.family])).toEqual([['client', '架空']])
  expect(page.timeline.map((one) => one.code)).toEqual(['opened'])
  expect(page.may).toMatchObject({ write: true, assign: false, viewers: false })
  expect((await showCase(counselor, { caseId: second })).core?.number).not.toBe(page.core?.number)

  const stored = await database.superuser.query('select core, safety, label from case_ where id = $1', [
    first,
  ])
  for (const bytes of Object.values(stored.rows[0] as Record<string, Buffer>))
    expect(bytes.toString('utf8')).not.toContain('架空')
})

test('what is sent twice opens one case', async () => {
  const { counselor } = await hubOf()
  const submission = sent()
  const first = await openCase(counselor, { ...submission, core: { title: '一度だけ' } })
  expect(await openCase(counselor, { ...submission, core: { title: '一度だけ' } })).toEqual(first)
  expect((await listCases(counselor, { view: 'desk' })).cases).toHaveLength(1)
})

test('another desk finds nothing and is on the record as having found nothing; a desk worker is refused', async () => {
  const { office, counselor } = await hubOf()
  const caseId = await aCase(counselor)
  const stranger = (await office.desk(['supervisor'])).people[0] as TestPerson
  const clerk = (await office.desk(['desk_worker'], 'asked')).people[0] as TestPerson
  await expect(showCase(stranger, { caseId })).rejects.toMatchObject({ code: 'not-found' })
  await expect(showCase(stranger, { caseId: crypto.randomUUID() })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(showCase(clerk, { caseId })).rejects.toMatchObject({ code: 'forbidden' })
  const { rows } = await database.superuser.query(
    "select actor_id, result from audit.event where action = 'case.show' and case_id = $1 order by seq",
    [caseId],
  )
  expect(rows).toEqual([
    { actor_id: stranger.userId, result: 'absent' },
    { actor_id: clerk.userId, result: 'refused' },
  ])
})

test('the page takes three trips and as many statements for forty notes as for one', async () => {
  const { counselor } = await hubOf()
  const caseId = await aCase(counselor)
  const count = async () => {
    let statements = 0
    let trips = 0
    let isOnItsWay = false
    const stop = onStatement(() => {
      statements++
      // What is sent before the next answer can come back travels together.
      if (isOnItsWay) return
      isOnItsWay = true
      trips++
      setImmediate(() => {
        isOnItsWay = false
      })
    })
    await showCase(counselor, { caseId })
    stop()
    expect(trips).toBe(3)
    return statements
  }
  const few = await count()
  for (let index = 0; index < 40; index++)
    await writeNote(counselor, { ...sent(), caseId, body: { fact: `記録${index}` } })
  expect(await count()).toBe(few)
  expect(few).toBeLessThanOrEqual(18)
})

test('the timeline goes on where it stopped: nothing skipped, nothing twice, filtered by kind', async () => {
  const { counselor } = await hubOf()
  const caseId = await aCase(counselor)
  for (let index = 0; index < 70; index++)
    await writeNote(counselor, { ...sent(), caseId, body: { fact: String(index) } })
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await showCase(counselor, { caseId, ...(before ? { before } : {}) })
    seen.push(...page.timeline.map((one) => one.id))
    before = page.next ?? undefined
  } while (before)
  expect(seen).toHaveLength(71)
  expect(new Set(seen).size).toBe(71)
  const hands = await showCase(counselor, { caseId, kinds: ['hands'] })
  expect(hands.timeline.map((one) => one.kind)).toEqual(['hands'])
  expect((await showCase(counselor, { caseId, before: "'; drop table" })).timeline).toHaveLength(30)
})

test('a note keeps fact, words and opinion apart; a correction stands beside it and the first wording stays', async () => {
  const { counselor } = await hubOf()
  const caseId = await aCase(counselor)
  const submission = sent()
  const note = { ...submission, caseId, body: { fact: '来所', words: '眠れない', opinion: '疲労が強い' } }
  const { id } = await writeNote(counselor, note)
  expect(await writeNote(counselor, note)).toEqual({ id })
  await amendNote(counselor, { ...sent(), caseId, noteId: id, body: { fact: '来所（15時）' } })
  const { timeline } = await showCase(counselor, { caseId, kinds: ['note'] })
  expect(timeline.map((one) => [one.amendsId, one.lines])).toEqual([
    [id, [{ mark: 'fact', text: '来所（15時）' }]],
    [
      null,
      [
        { mark: 'fact', text: '来所' },
        { mark: 'words', text: '眠れない' },
        { mark: 'opinion', text: '疲労が強い' },
      ],
    ],
  ])
  await expect(writeNote(counselor, { ...sent(), caseId, body: {} })).rejects.toMatchObject({
    fields: { 'body.fact': 'cases_error_note_empty' },
  })
  await expect(
    writeNote(counselor, { ...sent(), caseId, body: { fact: 'あ'.repeat(9000) } }),
  ).rejects.toMatchObject({ code: 'invalid', fields: { 'body.fact': expect.any(String) } })
})

test('two edit the core: the second is told, loses nothing, and saves over the newer wording', async () => {
  const { counselor, supervisor } = await hubOf()
  const caseId = await aCase(counselor)
  const mine = await showForEdit(counselor, { caseId })
  const theirs = await showForEdit(supervisor, { caseId })
  await editCore(supervisor, {
    caseId,
    rev: theirs.coreRev,
    core: { ...theirs.core, judgement: '責任者の見立て' },
  })
  const mineToo = { ...mine.core, judgement: '相談員の見立て' }
  await expect(editCore(counselor, { caseId, rev: mine.coreRev, core: mineToo })).rejects.toMatchObject({
    code: 'conflict',
    facts: { rev: 2 },
  })
  // The page now shows both: the newer one from the server beside what was typed.
  const now = await showForEdit(counselor, { caseId })
  expect(now).toMatchObject({ coreRev: 2, core: { judgement: '責任者の見立て' } })
  expect(now.coreChanged?.name).toBeTruthy()
  await editCore(counselor, { caseId, rev: now.coreRev, core: mineToo })
  // Safety has a revision of its own and is not disturbed.
  await editSafety(supervisor, { caseId, rev: theirs.safetyRev, safety: { never: '夜に電話しない' } })
  const page = await showCase(counselor, { caseId })
  expect(page.core?.judgement).toBe('相談員の見立て')
  expect(page.safety?.never).toBe('夜に電話しない')
})

test('risk, waiting, closing and reopening: each with its reason, none by itself', async () => {
  const { counselor, supervisor } = await hubOf()
  const caseId = await aCase(counselor)
  await expect(setRisk(counselor, { caseId, riskLevel: 'extreme', reason: '凶器' })).rejects.toMatchObject({
    fields: { reassessBy: 'cases_error_reassess_by_missing' },
  })
  await setRisk(counselor, { caseId, riskLevel: 'extreme', reason: '凶器', reassessBy: '2099-01-01' })
  const closing = {
    caseId,
    why: 'settled' as const,
    reason: '新しい住まいに落ち着いた',
    retainUntil: '2099-01-01',
  }
  await expect(closeCase(counselor, closing)).rejects.toMatchObject({ key: 'cases_refused_risk_extreme' })
  await setRisk(counselor, { caseId, riskLevel: 'low', reason: '転居した' })
  await setWaiting(counselor, { caseId, waitingFor: 'own_decision' })
  await expect(closeCase(counselor, { ...closing, retainUntil: '2027-01-01' })).rejects.toMatchObject({
    fields: { retainUntil: 'cases_error_retention_short' },
  })
  expect(await closeCase(counselor, closing)).toEqual({ outcome: 'closed' })
  await expect(writeNote(counselor, { ...sent(), caseId, body: { fact: '後から' } })).rejects.toMatchObject({
    key: 'cases_refused_closed',
  })
  await reopenCase(counselor, { caseId, reason: '再び相談があった' })
  await assign(supervisor, { caseId, assigneeId: counselor.userId })
  await expect(assign(supervisor, { caseId, assigneeId: crypto.randomUUID() })).rejects.toMatchObject({
    fields: { assigneeId: 'cases_error_not_a_member' },
  })
  const page = await showCase(counselor, { caseId })
  expect(page.timeline.map((one) => one.code)).toEqual([
    'assigned',
    'reopened',
    'closed.settled',
    'waiting_set.own_decision',
    'risk_changed.low',
    'risk_changed.extreme',
    'opened',
  ])
  expect(page.case).toMatchObject({ status: 'open', retainUntil: null, assigneeId: counselor.userId })
})

test('lists: mine, the desk, nobody; page by page; one key and a fixed number of statements', async () => {
  const { counselor, supervisor } = await hubOf()
  for (let index = 0; index < 55; index++) await aCase(counselor, { family: `架空${index}` })
  const first = await listCases(counselor, { view: 'desk' })
  const rest = await listCases(counselor, { view: 'desk', after: first.next ?? '' })
  const ids = [...first.cases, ...rest.cases].map((one) => one.id)
  expect([first.cases.length, rest.cases.length, new Set(ids).size, rest.next]).toEqual([50, 5, 55, null])
  expect(first.cases.every((one) => one.canOpen && one.name.startsWith('架空'))).toBe(true)
  expect(first.counts).toMatchObject({ mine: 0, desk: 55, unassigned: 55 })
  await assign(supervisor, { caseId: ids[0] ?? '', assigneeId: counselor.userId })
  expect((await listCases(counselor, {})).cases.map((one) => one.id)).toEqual([ids[0]])
  const statements: string[] = []
  const stop = onStatement((sql) => statements.push(sql))
  await listCases(counselor, { view: 'desk' })
  stop()
  expect(statements.filter((sql) => sql.includes('my_grants'))).toHaveLength(0)
  expect(statements.length).toBeLessThanOrEqual(9)
})

test('since you last looked: what a colleague did afterwards is marked, also after a reload', async () => {
  const { counselor, supervisor } = await hubOf()
  const caseId = await aCase(counselor)
  await showCase(counselor, { caseId })
  await database.superuser.query(
    "update case_seen set seen_at = now() - interval '1 hour' where case_id = $1",
    [caseId],
  )
  await database.superuser.query("update case_event set at = now() - interval '2 hours' where case_id = $1", [
    caseId,
  ])
  await writeNote(supervisor, { ...sent(), caseId, body: { fact: '責任者の記録' } })
  for (const _ of ['first', 'reload']) {
    const { timeline } = await showCase(counselor, { caseId })
    expect(timeline.map((one) => one.isNew)).toEqual([true, false])
  }
})
