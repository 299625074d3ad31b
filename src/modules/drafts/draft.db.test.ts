import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { discardDraft } from './discard-draft.ts'
import { listOwnDrafts } from './list-own-drafts.ts'
import { openDraft } from './open-draft.ts'
import { saveDraft } from './save-draft.ts'

const database = useDatabase()
const key = () => ({ kind: 'consultation', subjectId: crypto.randomUUID() })
const text = (memo: string) => JSON.stringify({ memo })

async function twoColleagues() {
  const desk = await (await TestOffice.open(database)).desk(['counselor', 'counselor'])
  const [mine, theirs] = desk.people
  if (!mine || !theirs) throw new Error('people are missing')
  return { mine, theirs }
}

test('what is typed comes back, to nobody else; throwing it away takes only the revision one has seen', async () => {
  const { mine, theirs } = await twoColleagues()
  const about = key()
  const first = await saveDraft(mine, { ...about, content: text('もしもし') })
  await saveDraft(mine, { ...about, content: text('もしもし、聞こえますか'), rev: first.rev })
  const { draft } = await openDraft(mine, about)
  expect(draft).toMatchObject({ rev: 2, content: { form: { memo: 'もしもし、聞こえますか' } } })
  expect((await openDraft(theirs, about)).draft).toBeNull()
  expect((await listOwnDrafts(mine, {})).drafts).toMatchObject([about])
  expect((await listOwnDrafts(theirs, {})).drafts).toEqual([])
  const stored = await database.superuser.query('select content from draft where subject_id = $1', [
    about.subjectId,
  ])
  expect(stored.rows[0].content.toString('utf8')).not.toContain('聞こえ')
  await discardDraft(mine, { ...about, rev: 1 })
  expect((await openDraft(mine, about)).draft).toMatchObject({ rev: 2 })
  await discardDraft(mine, { ...about, rev: 2 })
  expect((await openDraft(mine, about)).draft).toBeNull()
})

test('a second window overwrites the first only at the revision it has seen', async () => {
  const { mine } = await twoColleagues()
  const about = key()
  await saveDraft(mine, { ...about, content: text('一つ目の窓') })
  const second = saveDraft(mine, { ...about, content: text('二つ目の窓') })
  await expect(second).rejects.toMatchObject({ code: 'conflict', facts: { rev: 1 } })
  expect((await openDraft(mine, about)).draft?.content).toEqual({ form: { memo: '一つ目の窓' } })
  await saveDraft(mine, { ...about, rev: 1, content: text('二つ目の窓') })
  expect((await openDraft(mine, about)).draft?.content).toEqual({ form: { memo: '二つ目の窓' } })
})

test('a save that arrives late does not bring back what was sent or thrown away', async () => {
  const { mine } = await twoColleagues()
  const about = key()
  const { rev } = await saveDraft(mine, { ...about, content: text('送る前') })
  await discardDraft(mine, { ...about, rev })
  await expect(saveDraft(mine, { ...about, rev, content: text('遅れて届いた') })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect((await openDraft(mine, about)).draft).toBeNull()
})

test('many saves in an hour name the draft once in the record', async () => {
  const { mine } = await twoColleagues()
  const about = key()
  let rev = 0
  for (const memo of ['あ', 'あい', 'あいう'])
    rev = (await saveDraft(mine, { ...about, rev, content: text(memo) })).rev
  await database.superuser.query(
    "update draft set named_at = now() - interval '61 minutes' where subject_id = $1",
    [about.subjectId],
  )
  await saveDraft(mine, { ...about, rev, content: text('あいうえ') })
  const { rows } = await database.superuser.query(
    "select object_id from audit.event where action = 'draft.save' and actor_id = $1 order by seq",
    [mine.userId],
  )
  expect(rows.map((row) => row.object_id)).toEqual([about.subjectId, null, null, about.subjectId])
})

test('broken and huge content is refused by field', async () => {
  const { mine } = await twoColleagues()
  await expect(saveDraft(mine, { ...key(), content: '{"memo"' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(saveDraft(mine, { ...key(), content: text('あ'.repeat(300_000)) })).rejects.toMatchObject({
    fields: { content: 'drafts_too_long' },
  })
  await expect(saveDraft(mine, { kind: 'DROP TABLE', subjectId: 'x', content: '{}' })).rejects.toMatchObject({
    fields: { kind: expect.any(String), subjectId: expect.any(String) },
  })
})

test('an ordinary form is kept for a month, a record that was begun stays', async () => {
  const { mine } = await twoColleagues()
  const old = { kind: 'form', subjectId: crypto.randomUUID() }
  const fresh = { kind: 'form', subjectId: crypto.randomUUID() }
  const record = key()
  for (const about of [old, fresh, record]) await saveDraft(mine, { ...about, content: text('途中') })
  await database.superuser.query(
    "update draft set updated_at = now() - interval '31 days' where subject_id = any ($1)",
    [[old.subjectId, record.subjectId]],
  )
  await database.superuser.query('select auth.forget_old_forms()')
  const left = (await listOwnDrafts(mine, {})).drafts.map(({ subjectId }) => subjectId)
  expect(left.sort()).toEqual([fresh.subjectId, record.subjectId].sort())
})
