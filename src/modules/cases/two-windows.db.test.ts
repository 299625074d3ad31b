import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { saveDraft } from '../drafts/testing.ts'
import { assign } from './assign.ts'
import { registerCaseSources } from './own-sources.ts'
import { setCaseRules, showCaseRules } from './set-case-rules.ts'
import { setRisk } from './set-risk.ts'
import { showCase } from './show-case.ts'
import { aCase } from './testing.ts'
import { noteDraftKind, writeNote } from './write-note.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

async function aNoteBegun() {
  const desk = await (await TestOffice.open(database)).desk(['counselor'])
  const [counselor] = desk.people
  if (!counselor) throw new Error('people are missing')
  const caseId = await aCase(counselor)
  const draft = { kind: noteDraftKind, subjectId: caseId }
  const { rev } = await saveDraft(counselor, { ...draft, content: '{"fact":"一つ目の窓"}' })
  return { counselor, caseId, draft, rev }
}

const drafts = async (caseId: string) => {
  const { rows } = await database.superuser.query('select rev from draft where subject_id = $1', [caseId])
  return rows.map((row) => Number(row.rev))
}

test('a note takes its own draft with it, not what another window has written since', async () => {
  const { counselor, caseId, draft, rev } = await aNoteBegun()
  await saveDraft(counselor, { ...draft, rev, content: '{"fact":"二つ目の窓で書き足した"}' })
  await writeNote(counselor, {
    caseId,
    submissionId: crypto.randomUUID(),
    draftRev: rev,
    body: { fact: '一つ目の窓' },
  })
  expect(await drafts(caseId)).toEqual([2])
  await writeNote(counselor, {
    caseId,
    submissionId: crypto.randomUUID(),
    draftRev: 2,
    body: { fact: '二つ目の窓で書き足した' },
  })
  expect(await drafts(caseId)).toEqual([])
})

test('without JavaScript a draft is left alone; a second try with more drafts kept is still the same note', async () => {
  const { counselor, caseId } = await aNoteBegun()
  const note = { caseId, submissionId: crypto.randomUUID(), body: { fact: '同じ文' } }
  const first = await writeNote(counselor, note)
  expect(await drafts(caseId)).toEqual([1])
  expect(await writeNote(counselor, { ...note, draftRev: 1 })).toEqual(first)
  await expect(writeNote(counselor, { ...note, body: { fact: '書き換えた文' } })).rejects.toMatchObject({
    key: 'error_sent_before',
  })
  const { timeline } = await showCase(counselor, { caseId })
  expect(timeline.filter((one) => one.kind === 'note')).toHaveLength(1)
})

test('an assessment of risk that is sent twice stands once on the timeline; so does a new assignee', async () => {
  const desk = await (await TestOffice.open(database)).desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = desk.people
  if (!counselor || !supervisor) throw new Error('people are missing')
  const caseId = await aCase(counselor)
  const risk = {
    caseId,
    riskLevel: 'low' as const,
    reason: '落ち着いている',
    submissionId: crypto.randomUUID(),
  }
  for (let tries = 0; tries < 2; tries += 1) {
    await setRisk(counselor, risk)
    await assign(supervisor, { caseId, assigneeId: counselor.userId })
  }
  const codes = (await showCase(counselor, { caseId })).timeline.map((one) => one.code)
  expect(codes.filter((code) => code.startsWith('risk_changed'))).toHaveLength(1)
  expect(codes.filter((code) => code.startsWith('assigned'))).toHaveLength(1)
})

test('rules that somebody else has set meanwhile are not written over unseen', async () => {
  const desk = await (await TestOffice.open(database)).desk(['supervisor', 'supervisor'])
  const [first, second] = desk.people
  if (!first || !second) throw new Error('people are missing')
  const rules = { deskId: desk.id, quietDays: 30, retentionYears: 5, childAge: 20 }
  const seen = (await showCaseRules(second, {})).rules.mark
  await setCaseRules(first, rules)
  const conflict = { code: 'conflict', key: 'cases_conflict' }
  await expect(setCaseRules(second, { ...rules, quietDays: 60, mark: seen })).rejects.toMatchObject(conflict)
  const now = (await showCaseRules(second, {})).rules
  expect(now.quietDays).toBe(30)
  await setCaseRules(second, { ...rules, quietDays: 60, mark: now.mark })
  await expect(setCaseRules(first, { ...rules, mark: now.mark })).rejects.toMatchObject(conflict)
  expect((await showCaseRules(first, {})).rules.quietDays).toBe(60)
})
