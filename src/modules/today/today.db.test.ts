import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { aCase, assign, blockPerson, registerCaseSources, reviewCase, setRisk } from '../cases/testing.ts'
import { aConsultation, leaveHandoverNote } from '../consultations/testing.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { acceptRequest, answerRequest, askBack, openRequest } from '../requests/index.ts'
import { aNetwork, aRequest, type Network } from '../requests/testing.ts'
import type { TodayPart } from './contract.ts'
import { listMatter } from './list-matter.ts'
import { type Matter, matters } from './matters.ts'
import { showToday } from './show-today.ts'
import { sources } from './sources.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const today = japanDay(new Date())
const sent = () => ({ submissionId: crypto.randomUUID() })

/** How many of each matter stand on her page, in the page's order. */
async function countsFor(who: TestPerson): Promise<[Matter, number][]> {
  return (await showToday(who, {})).parts.map(({ matter, total }) => [matter, total])
}
async function partFor(who: TestPerson, matter: Matter): Promise<TodayPart | undefined> {
  return (await showToday(who, {})).parts.find((part) => part.matter === matter)
}

/** Days pass: what was due in the future was due so many days ago. */
async function dueDaysAgo(requestId: string, days: number): Promise<void> {
  await database.superuser.query('update request set due_on = $2::date where id = $1', [
    requestId,
    dayAfter(today, -days),
  ])
}

/** A hub with a case in danger, requests in all states, a promise for today and a note; and nothing else. */
async function aDay(network: Network) {
  const { counselor, supervisor, clerk, caseId } = network
  await assign(supervisor, { caseId, assigneeId: counselor.userId })
  await reviewCase(supervisor, { caseId, nextReviewOn: dayAfter(today, -2) })
  const late = await aRequest(network, { title: '期限を過ぎた依頼' })
  await dueDaysAgo(late, 9)
  const back = await aRequest(network, { title: '問い返された依頼' })
  await askBack(clerk, { requestId: back, turn: 1, text: '何歳ですか' })
  const answered = await aRequest(network, { title: '回答のある依頼' })
  await acceptRequest(clerk, { requestId: answered, turn: 1 })
  await answerRequest(clerk, { requestId: answered, turn: 2, text: '済みました' })
  await aConsultation(counselor, {
    day: dayAfter(today, -1),
    nextContact: { on: today, at: '13:30', by: 'こちらから電話' },
    person: { family: '架空', given: '約束' },
  })
  await leaveHandoverNote(supervisor, { ...sent(), text: '午後に来所があります' })
  const grave = await aCase(counselor, { family: '危険' })
  await assign(supervisor, { caseId: grave, assigneeId: counselor.userId })
  await setRisk(counselor, {
    caseId: grave,
    riskLevel: 'extreme',
    reason: '首を絞められた',
    reassessBy: dayAfter(today, 3),
  })
  return { late, back, answered, grave }
}

test('danger to a person stands first, then what is late, then today, then what came in', async () => {
  const network = await aNetwork(database)
  const { grave } = await aDay(network)
  expect(await countsFor(network.counselor)).toEqual([
    ['new_high_risk', 1],
    ['reply_overdue', 1],
    ['review_overdue', 1],
    ['contact_today', 1],
    ['asked_back', 1],
    ['answered', 1],
    ['moved', 2],
    ['note', 1],
  ])
  const [first] = (await showToday(network.counselor, {})).parts
  expect(first?.lines[0]).toMatchObject({ href: `/cases/${grave}`, title: '危険 花', code: 'extreme' })
  expect((await partFor(network.counselor, 'contact_today'))?.lines[0]).toMatchObject({
    title: '架空 約束',
    detail: '13:30 こちらから電話',
  })
  expect((await partFor(network.counselor, 'note'))?.lines[0]?.title).toBe('午後に来所があります')
})

test('it says since when in office days, and who waits', async () => {
  const network = await aNetwork(database)
  await aDay(network)
  const [line] = (await partFor(network.counselor, 'reply_overdue'))?.lines ?? []
  expect(line).toMatchObject({ title: '期限を過ぎた依頼', desk: '保育課 窓口', day: dayAfter(today, -9) })
  expect(line?.officeDays).toBeLessThan(0)
  expect(line?.officeDays).toBeGreaterThanOrEqual(-9)
})

test('the other desk has its own page, a third one an empty one', async () => {
  const network = await aNetwork(database)
  await aDay(network)
  expect(await countsFor(network.clerk)).toEqual([
    ['asked_overdue', 1],
    ['asked_waiting', 1],
  ])
  expect(await countsFor(network.stranger)).toEqual([])
  const asked = await aRequest(network, { title: '新しい依頼' })
  expect((await partFor(network.clerk, 'asked_new'))?.lines.map((line) => line.title)).toEqual(['新しい依頼'])
  await acceptRequest(network.clerk, { requestId: asked, turn: 1 })
  expect(await countsFor(network.secondClerk)).toEqual([
    ['asked_overdue', 1],
    ['asked_in_hand', 1],
    ['asked_waiting', 1],
  ])
})

test('a case that does not exist for somebody counts nowhere on her page, at either desk', async () => {
  const network = await aNetwork(database)
  const { counselor, supervisor, clerk, caseId } = network
  const { grave } = await aDay(network)
  for (const who of [supervisor, clerk])
    for (const id of [caseId, grave])
      await blockPerson(counselor, { caseId: id, userId: who.userId, reason: '知人' })
  expect(await countsFor(clerk)).toEqual([])
  expect(await countsFor(supervisor)).toEqual([['unread_consultation', 1]])
  for (const matter of ['new_high_risk', 'review_overdue', 'reply_overdue', 'asked_back'] as const)
    expect(await listMatter(supervisor, { matter })).toMatchObject({ total: 0, lines: [] })
})

test('what was sent in danger to life stands first with the manager until she has looked, and comes as urgent', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { basis: 'art69_2_3_public_body', isLifeInDanger: true })
  expect((await countsFor(network.manager))[0]).toEqual(['acted_first', 1])
  expect(await openRequest(network.clerk, { requestId })).toMatchObject({ isUrgent: true, dueOn: today })
})

test('the supervisor reads what others wrote; the manager is left with danger and decisions while one is there', async () => {
  const network = await aNetwork(database)
  await aDay(network)
  await aRequest(network, { basis: 'art69_2_3_public_body' })
  expect((await countsFor(network.supervisor)).map(([matter]) => matter)).toEqual([
    'new_high_risk',
    'reply_overdue',
    'review_overdue',
    'asked_back',
    'request_to_decide',
    'unread_consultation',
    'disclosure_to_see',
  ])
  expect((await countsFor(network.manager)).map(([matter]) => matter)).toEqual([
    'new_high_risk',
    'request_to_decide',
    'note',
  ])
  await database.superuser.query("update auth.staff_user set state = 'suspended' where id = $1", [
    network.supervisor.userId,
  ])
  expect((await countsFor(network.manager)).map(([matter]) => matter)).toContain('unread_consultation')
})

test('beyond the first lines the number is still true, and its page has exactly as many', async () => {
  const network = await aNetwork(database)
  const { counselor } = network
  for (let made = 0; made < 53; made++)
    await aConsultation(counselor, { day: dayAfter(today, -2), nextContact: { on: dayAfter(today, -1) } })
  const part = await partFor(counselor, 'contact_overdue')
  expect([part?.total, part?.lines.length]).toEqual([53, 6])
  const pages = await Promise.all(
    [1, 2].map((page) => listMatter(counselor, { matter: 'contact_overdue', page })),
  )
  expect(pages.map(({ total, lines, hasMore }) => [total, lines.length, hasMore])).toEqual([
    [53, 50, true],
    [53, 3, false],
  ])
  const ids = new Set(pages.flatMap(({ lines }) => lines.map((line) => line.id)))
  expect(ids.size).toBe(53)
  expect(await listMatter(counselor, { matter: 'contact_overdue', page: 9 })).toMatchObject({
    page: 1,
    total: 53,
  })
})

test('what is not hers to see is not there to be asked for', async () => {
  const { clerk, counselor } = await aNetwork(database)
  await expect(listMatter(clerk, { matter: 'new_high_risk' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(listMatter(counselor, { matter: 'admission' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(listMatter(counselor, { matter: 'nothing' as Matter })).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('the page takes as many statements for many things as for one of each', async () => {
  const network = await aNetwork(database)
  const statements = async (who: TestPerson) => {
    let count = 0
    const stop = onStatement(() => count++)
    await showToday(who, {})
    stop()
    return count
  }
  const people = [network.counselor, network.supervisor, network.manager, network.clerk]
  const ofAll = async () => {
    const counts: number[] = []
    for (const who of people) counts.push(await statements(who))
    return counts
  }
  await aDay(network)
  const few = await ofAll()
  for (let more = 0; more < 3; more++) await aDay(network)
  expect(await ofAll()).toEqual(few)
  // One for each source, and eleven for who asks, the roster, the calendar, her open cases, names and the record.
  expect(Math.max(...few)).toBeLessThanOrEqual(Object.keys(sources).length + 10)
})

test('each matter is somebody’s: none is left without a source', async () => {
  const network = await aNetwork(database)
  const everybody = [
    network.manager,
    network.lead,
    await network.office.person({ tenantRole: 'tenant_admin' }),
    await network.office.person({ tenantRole: 'auditor' }),
  ]
  for (const matter of matters) {
    const asked = await Promise.allSettled(everybody.map((who) => listMatter(who, { matter })))
    expect([matter, asked.some((one) => one.status === 'fulfilled')]).toEqual([matter, true])
  }
})

test('who keeps the system sees desks and accounts; an auditor what was refused; no case of anybody', async () => {
  const network = await aNetwork(database)
  const { office, other, lead, stranger } = network
  await aDay(network)
  const administrator = await office.person({ tenantRole: 'tenant_admin' })
  const auditor = await office.person({ tenantRole: 'auditor' })
  const newcomer = await office.person({ name: '架空 新人' })
  await database.superuser.query(
    `insert into auth.admission (tenant_id, id, desk_id, user_id, role, asked_by)
     values ($1, gen_random_uuid(), $2, $3, 'desk_worker', $4)`,
    [office.tenantId, network.asked.id, newcomer.userId, administrator.userId],
  )
  expect(await countsFor(administrator)).toEqual([
    ['admission', 1],
    ['kits', 1],
    ['thin_desk', 1],
  ])
  expect((await partFor(administrator, 'thin_desk'))?.lines[0]?.href).toBe(`/desks/${other.id}/members`)
  expect((await partFor(lead, 'admission'))?.lines[0]).toMatchObject({ title: '架空 新人' })
  expect(await partFor(stranger, 'admission')).toBeUndefined()

  await expect(listMatter(stranger, { matter: 'note' })).rejects.toMatchObject({ code: 'not-found' })
  expect(await countsFor(auditor)).toEqual([['refused', 1]])
})
