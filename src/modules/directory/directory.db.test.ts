import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { onStatement } from '../../platform/db/tx.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { addBody } from './add-body.ts'
import { addContactRole } from './add-contact-role.ts'
import { addDesk } from './add-desk.ts'
import { changeBody } from './change-body.ts'
import { changeContactRole } from './change-contact-role.ts'
import { endBody } from './end-body.ts'
import { endContactRole } from './end-contact-role.ts'
import { foundNetwork, listAskableDesks } from './index.ts'
import { listDirectory } from './list-directory.ts'
import { showBody } from './show-body.ts'
import { showDesk } from './show-desk.ts'

const database = useDatabase()

const prepare = defineUseCase({
  name: 'test.prepare-directory',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'body' }),
  output: z.object({}),
  run: (scene) => foundNetwork(scene, 'ageo'),
  audit: () => ({}),
})
const askable = defineUseCase({
  name: 'test.askable',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({}),
  subject: () => ({ objectType: 'desk' }),
  output: z.array(z.string()),
  run: async ({ tx }) => (await listAskableDesks(tx)).map((desk) => desk.name),
  audit: (result) => ({ count: result.length }),
})

let admin: TestPerson
let clerk: TestPerson
let stranger: TestPerson

beforeAll(async () => {
  const office = await TestOffice.open(database)
  admin = await office.person({ tenantRole: 'tenant_admin' })
  await prepare(admin, {})
  const [one] = (await office.desk(['desk_worker'], 'asked')).people
  const elsewhere = await TestOffice.open(database, '別の架空市')
  if (!one) throw new Error('the clerk is missing')
  clerk = one
  stranger = await elsewhere.person({ tenantRole: 'tenant_admin' })
})

const waterworks = {
  kind: 'department',
  type: 'water',
  name: '水道料金課',
  kana: 'スイドウリョウキンカ',
  dutyGround: 'local_public_service_34',
  activeFrom: '令和8年4月1日',
} as const

async function found(words: string, ended = false) {
  const { bodies } = await listDirectory(clerk, { words, ...(ended ? { ended: 'yes' as const } : {}) })
  return bodies.map((body) => body.name)
}

test('the directory is searched by name, kana in any script and width, and filtered by kind', async () => {
  expect(await found('のうぜい')).toEqual(['納税課'])
  expect(await found('ﾉｳｾﾞｲ')).toEqual(['納税課'])
  expect(await found('pta')).toEqual(['上尾市PTA連合会'])
  expect(await found('%')).toEqual([])
  expect(await found("'; drop table body --")).toEqual([])
  const { bodies, canManage } = await listDirectory(clerk, { kind: 'agency' })
  expect(bodies).toHaveLength(11)
  expect(canManage).toBe(false)
})

test('a body is added, changed and ended; history keeps it, requests do not', async () => {
  const { id } = await addBody(admin, waterworks)
  expect(await found('すいどう')).toEqual(['水道料金課'])
  const desk = await addDesk(admin, { bodyId: id, name: '料金係', kind: 'department', terminal: 'asked' })
  expect(await askable(clerk, {})).toContain('料金係')

  await changeBody(admin, { ...waterworks, bodyId: id, name: '料金課', rev: 1 })
  expect((await showBody(clerk, { bodyId: id })).body).toMatchObject({ name: '料金課', rev: 2 })

  await endBody(admin, { bodyId: id, rev: 2, lastDay: '2026-04-30' })
  expect(await askable(clerk, {})).not.toContain('料金係')
  expect(await found('料金課')).toEqual([])
  expect(await found('料金課', true)).toEqual(['料金課'])
  expect((await showDesk(clerk, { deskId: desk.id })).desk.activeUntil).toBe('2026-04-30')
})

test('the second of two editors is told, and nothing of the first is lost', async () => {
  const { id } = await addBody(admin, { ...waterworks, name: '下水道課' })
  await changeBody(admin, { ...waterworks, bodyId: id, name: '下水道課', bureau: '先の人', rev: 1 })
  await expect(
    changeBody(admin, { ...waterworks, bodyId: id, name: '下水道課', bureau: '後の人', rev: 1 }),
  ).rejects.toMatchObject({ code: 'conflict', key: 'directory_error_conflict', facts: { rev: 2 } })
  expect((await showBody(admin, { bodyId: id })).body.bureau).toBe('先の人')
})

test('mistakes are named by field', async () => {
  const wrong = { ...waterworks, name: ' ', kana: 'abc', activeFrom: '令和8年2月30日', sort: -1 }
  await expect(addBody(admin, wrong)).rejects.toMatchObject({
    code: 'invalid',
    fields: {
      name: 'directory_error_name',
      kana: 'directory_error_kana',
      activeFrom: 'directory_error_day',
      sort: 'directory_error_sort',
    },
  })
  await expect(addBody(admin, { ...waterworks, name: '長'.repeat(200_000) })).rejects.toMatchObject({
    fields: { name: 'directory_error_too_long' },
  })
  await expect(addBody(admin, { ...waterworks, name: '二行\nの名' })).rejects.toMatchObject({
    fields: { name: 'directory_error_text' },
  })
  await expect(addBody(admin, { ...waterworks, name: '納税課' })).rejects.toMatchObject({
    fields: { name: 'directory_error_name_taken' },
  })
})

test('a form sent twice adds one body', async () => {
  const submissionId = crypto.randomUUID()
  const once = { ...waterworks, name: '公園課', submissionId }
  expect(await addBody(admin, once)).toEqual(await addBody(admin, once))
  expect(await found('公園課')).toEqual(['公園課'])
})

test('contact roles come and go without losing history', async () => {
  const { bodies } = await listDirectory(clerk, { words: '納税課' })
  const deskId = bodies[0]?.desks[0]?.id ?? ''
  const { id } = await addContactRole(admin, { deskId, title: '徴収担当' })
  await changeContactRole(admin, { roleId: id, rev: 1, title: '徴収担当', note: '月曜は不在' })
  await expect(changeContactRole(admin, { roleId: id, rev: 1, title: '古い画面' })).rejects.toMatchObject({
    code: 'conflict',
  })
  await endContactRole(admin, { roleId: id, rev: 2 })
  const { contactRoles } = await showDesk(clerk, { deskId })
  expect(contactRoles.map((role) => [role.title, role.activeUntil !== null])).toEqual(
    expect.arrayContaining([
      ['連絡担当', false],
      ['徴収担当', true],
    ]),
  )
})

test('a clerk changes nothing, and another tenant sees nothing', async () => {
  const { bodies } = await listDirectory(clerk, { words: '納税課' })
  const body = bodies[0]
  if (!body) throw new Error('the body is missing')
  await expect(addBody(clerk, { ...waterworks, name: '勝手な課' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect((await listDirectory(stranger, {})).bodies).toEqual([])
  await expect(showBody(stranger, { bodyId: body.id })).rejects.toMatchObject({ code: 'not-found' })
  await expect(showDesk(stranger, { deskId: body.desks[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(endBody(stranger, { bodyId: body.id, rev: 1, lastDay: '2030-01-01' })).rejects.toMatchObject({
    code: 'not-found',
  })
  const { rows } = await database.superuser.query(
    "select result from audit.event where action = 'directory.show-body' and object_id = $1",
    [body.id],
  )
  expect(rows).toEqual([{ result: 'absent' }])
})

test('a page of the list costs the same however long the directory is', async () => {
  const count = async () => {
    let statements = 0
    const stop = onStatement(() => statements++)
    const page = await listDirectory(clerk, {})
    stop()
    return { statements, page }
  }
  const before = await count()
  for (let index = 0; index < 60; index++) await addBody(admin, { ...waterworks, name: `課 ${index}` })
  const after = await count()
  expect(after.statements).toBe(before.statements)
  expect(after.page.bodies).toHaveLength(50)
  const next = await listDirectory(clerk, { after: after.page.next ?? undefined })
  const shown = [...after.page.bodies, ...next.bodies].map((body) => body.id)
  expect(new Set(shown).size).toBe(shown.length)
  expect(shown.length).toBeGreaterThan(80)
})
