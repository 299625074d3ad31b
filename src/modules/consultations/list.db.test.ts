import { expect, test } from 'vitest'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { japanDay } from '../directory/index.ts'
import { mergePeople, openSamePeople, separatePeople } from '../people/testing.ts'
import { confirmHandoverNote, endHandoverNote } from './confirm-handover-note.ts'
import { consultationsForToday, notesForToday } from './for-today.ts'
import { leaveHandoverNote } from './leave-handover-note.ts'
import { listConsultations } from './list-consultations.ts'
import { listHandoverNotes } from './list-handover-notes.ts'
import { openConsultation } from './open-consultation.ts'
import { reviewConsultation } from './review-consultation.ts'
import { listViews, removeView, saveView } from './saved-views.ts'
import { aConsultation, present, twoHubs } from './testing.ts'

const database = useDatabase()

test('のべ and 実人員 are counted apart, anonymous and liaison shown as such; a merge counts one person less', async () => {
  const office = await TestOffice.open(database)
  const { counselor, stranger } = await twoHubs(office)
  const first = await aConsultation(counselor, { day: 'R8.5.1', person: { phone: '090-0000-0001' } })
  const second = await aConsultation(counselor, { day: 'R8.6.1', person: { phone: '090-0000-0001' } })
  await aConsultation(counselor, { day: 'R8.7.1' })
  await aConsultation(counselor, { day: 'R8.7.2', countedAs: 'liaison' })
  await aConsultation(stranger, { day: 'R8.7.3' })
  expect((await listConsultations(counselor, {})).counts).toEqual({
    contacts: 3,
    persons: 3,
    anonymous: 1,
    liaison: 1,
  })

  const personOf = async (id: string) =>
    present((await openConsultation(counselor, { consultationId: id })).personId)
  const [one, other] = [await personOf(first), await personOf(second)]
  expect((await openSamePeople(counselor, { personId: one })).likelyIds).toEqual([other])
  const { id: linkId } = await mergePeople(counselor, { personId: one, otherId: other })
  expect((await mergePeople(counselor, { personId: other, otherId: one })).id).toBe(linkId)
  expect((await listConsultations(counselor, {})).counts.persons).toBe(2)
  await expect(mergePeople(stranger, { personId: one, otherId: other })).rejects.toMatchObject({
    code: 'not-found',
  })

  await separatePeople(counselor, { linkId })
  expect((await listConsultations(counselor, {})).counts.persons).toBe(3)
  expect((await openSamePeople(counselor, { personId: one })).links).toMatchObject([
    { otherId: other, unsaidAt: expect.any(Date) },
  ])
})

test('a carried-over person counts once in each fiscal year', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await twoHubs(office)
  const days = ['R8.3.31', 'R8.4.1', 'R8.4.2']
  const ids: string[] = []
  for (const day of days) {
    const id = await aConsultation(counselor, { day, person: { phone: '090-0000-0001' } })
    ids.push(present((await openConsultation(counselor, { consultationId: id })).personId))
  }
  await mergePeople(counselor, { personId: present(ids[0]), otherId: present(ids[1]) })
  await mergePeople(counselor, { personId: present(ids[1]), otherId: present(ids[2]) })
  expect((await listConsultations(counselor, {})).counts).toMatchObject({ contacts: 3, persons: 2 })
})

test('filters narrow the list, and a hostile address is refused by name', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await twoHubs(office)
  const phone = await aConsultation(counselor, { day: 'R8.11.1', channel: 'phone', chiefComplaint: 'debt' })
  const visit = await aConsultation(counselor, { day: 'R8.11.2', channel: 'visit', isBackEntry: 'on' })
  const sealed = await aConsultation(counselor, { day: 'R8.11.3', chiefComplaint: 'pregnancy' })
  const listed = async (filters: object) =>
    (await listConsultations(counselor, filters)).items.map((item) => item.id)
  expect(await listed({})).toEqual([sealed, visit, phone])
  expect(await listed({ channel: 'visit' })).toEqual([visit])
  expect(await listed({ complaint: 'debt' })).toEqual([phone])
  expect(await listed({ complaint: 'sealed' })).toEqual([sealed])
  expect(await listed({ complaint: 'pregnancy' })).toEqual([])
  expect(await listed({ from: 'R8.11.2', until: 'R8.11.2' })).toEqual([visit])
  expect(await listed({ backEntry: '1' })).toEqual([visit])
  expect(await listed({ standing: 'attached' })).toEqual([])
  expect(await listed({ unreviewed: '1' })).toHaveLength(3)
  await expect(listed({ after: "2026-11-01|x'; drop table|1" })).rejects.toMatchObject({
    fields: { after: expect.any(String) },
  })
  await expect(listed({ channel: 'carrier-pigeon' })).rejects.toMatchObject({ code: 'invalid' })
})

test('a list takes as many statements for many rows as for one', async () => {
  const office = await TestOffice.open(database)
  const { counselor } = await twoHubs(office)
  const statements = async () => {
    let seen = 0
    const stop = onStatement(() => seen++)
    await listConsultations(counselor, {})
    stop()
    return seen
  }
  await aConsultation(counselor, { person: { phone: '090-0000-0001' } })
  const one = await statements()
  for (let index = 0; index < 4; index++)
    await aConsultation(counselor, { person: { phone: `090-0000-001${index}` } })
  expect(await statements()).toBe(one)
})

test('a view of codes is kept for myself or the desk, its name sealed', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague, stranger } = await twoHubs(office)
  const view = (name: string, isShared: boolean) =>
    saveView(counselor, {
      submissionId: crypto.randomUUID(),
      name,
      channel: 'phone',
      unreviewed: '1',
      ...(isShared ? { isShared } : {}),
    })
  await view('わたしの電話', false)
  const shared = await view('未供覧の電話', true)
  expect((await listViews(counselor, {})).views.map((one) => one.name)).toEqual([
    '未供覧の電話',
    'わたしの電話',
  ])
  expect((await listViews(colleague, {})).views).toEqual([
    {
      id: shared.id,
      name: '未供覧の電話',
      filters: 'channel=phone&unreviewed=1',
      isShared: true,
      isMine: false,
    },
  ])
  expect((await listViews(stranger, {})).views).toEqual([])
  await expect(removeView(colleague, { id: shared.id })).rejects.toMatchObject({ code: 'not-found' })
  await removeView(counselor, { id: shared.id })
  await expect(saveView(counselor, { submissionId: crypto.randomUUID(), name: ' ' })).rejects.toMatchObject({
    fields: { name: 'consultations_error_view_name' },
  })
})

test('申し送り: read by the desk, confirmed by each, gone when ended; another desk sees none', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague, stranger } = await twoHubs(office)
  const { id } = await leaveHandoverNote(counselor, {
    submissionId: crypto.randomUUID(),
    text: '明日11時にお電話があります。合言葉は青い傘。',
    until: '2099-12-31',
  })
  expect((await listHandoverNotes(colleague, {})).notes).toMatchObject([
    {
      id,
      text: '明日11時にお電話があります。合言葉は青い傘。',
      isMine: false,
      isReadByMe: false,
      readers: [],
    },
  ])
  await expect(endHandoverNote(colleague, { noteId: id })).rejects.toMatchObject({
    key: 'consultations_error_read_first',
  })
  await confirmHandoverNote(colleague, { noteId: id })
  await confirmHandoverNote(colleague, { noteId: id })
  expect((await listHandoverNotes(counselor, {})).notes[0]?.readers).toHaveLength(1)
  expect((await listHandoverNotes(stranger, {})).notes).toEqual([])
  await expect(confirmHandoverNote(stranger, { noteId: id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(endHandoverNote(stranger, { noteId: id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(
    leaveHandoverNote(counselor, {
      submissionId: crypto.randomUUID(),
      text: '昨日まで',
      until: '2020-01-01',
    }),
  ).rejects.toMatchObject({ fields: { until: 'consultations_error_past_day' } })
  await endHandoverNote(colleague, { noteId: id })
  expect((await listHandoverNotes(colleague, {})).notes).toEqual([])
  const { notes } = await listHandoverNotes(counselor, { past: '1' })
  expect(notes).toMatchObject([{ id, readers: [{ name: expect.any(String) }] }])
  expect((await listHandoverNotes(stranger, { past: '1' })).notes).toEqual([])
  await database.superuser.query('update handover_note set until = current_date - 40 where id = $1', [id])
  expect((await listHandoverNotes(counselor, { past: '1' })).notes).toEqual([])
})

const countForToday = defineUseCase({
  name: 'test.count-for-today',
  permission: 'consultation.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({}),
  output: z.record(z.string(), z.number()),
  async run(scene) {
    const all = { from: 0, count: 50 }
    const found = [
      ...(await consultationsForToday(
        scene,
        { readsAt: desksFor(scene.actor, 'consultation.review'), newRiskCaseIds: [] },
        all,
      )),
      ...(await notesForToday(scene, japanDay(new Date()), all)),
    ]
    return Object.fromEntries(found.map(({ matter, total }) => [matter, total]))
  },
  audit: () => ({}),
})

test('the first page is told what waits at my desks, and nothing of another', async () => {
  const office = await TestOffice.open(database)
  const { counselor, colleague, supervisor, stranger } = await twoHubs(office)
  const urgent = await aConsultation(counselor, { urgency: 'now' })
  await aConsultation(counselor)
  await leaveHandoverNote(counselor, { submissionId: crypto.randomUUID(), text: '明日の人へ' })
  expect(await countForToday(supervisor, {})).toEqual({
    urgent_consultation: 1,
    unread_consultation: 1,
    note: 1,
  })
  expect(await countForToday(colleague, {})).toEqual({ note: 1 })
  expect(await countForToday(counselor, {})).toEqual({})
  await reviewConsultation(supervisor, { consultationId: urgent })
  expect(await countForToday(supervisor, {})).toEqual({ unread_consultation: 1, note: 1 })
  expect(await countForToday(stranger, {})).toEqual({})
})
