import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { saveDraft } from '../drafts/testing.ts'
import { registerCaseSources } from './own-sources.ts'
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
