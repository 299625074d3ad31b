import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { csvFile } from '../../platform/documents/testing.ts'
import { enterRaw, TestOffice } from '../../platform/testing/office.ts'
import { addBody } from './add-body.ts'
import { addContactRole } from './add-contact-role.ts'
import { addDesk } from './add-desk.ts'
import { addWindow } from './add-window.ts'
import { applyImport } from './apply-import.ts'
import { changeBody } from './change-body.ts'
import { changeDesk } from './change-desk.ts'
import { previewImport } from './preview-import.ts'

const database = useDatabase()
const facility = {
  kind: 'facility' as const,
  type: 'self_reliance_facility' as const,
  name: '施設「ひばり」',
  dutyGround: 'womens_act_9_8' as const,
}
const desk = { name: '窓口', kind: 'facility' as const, terminal: 'asked' as const }
const field = (name: string, key: string) => ({ code: 'invalid', fields: { [name]: key } })

async function anAdmin() {
  const office = await TestOffice.open(database)
  return { office, admin: await office.person({ tenantRole: 'tenant_admin' }) }
}

test('a facility has a pseudonym, a desk without a number, and a role to ask for; nothing else is taken', async () => {
  const { admin } = await anAdmin()
  await expect(addBody(admin, { ...facility, name: '架空寮' })).rejects.toMatchObject(
    field('name', 'directory_facility_name'),
  )
  await expect(addBody(admin, { ...facility, bureau: '架空町1-2-3' })).rejects.toMatchObject(
    field('bureau', 'directory_facility_blank'),
  )
  const { id: bodyId } = await addBody(admin, facility)
  await expect(addDesk(admin, { ...desk, bodyId, publicPhone: '048-000-0000' })).rejects.toMatchObject(
    field('publicPhone', 'directory_facility_phone'),
  )
  const { id: deskId } = await addDesk(admin, { ...desk, bodyId })
  await expect(
    changeDesk(admin, { ...desk, kind: 'agency', deskId, rev: 1, extension: '2101' }),
  ).rejects.toMatchObject(field('extension', 'directory_facility_phone'))
  await expect(addContactRole(admin, { deskId, title: '寮長', note: '裏門から' })).rejects.toMatchObject(
    field('note', 'directory_facility_blank'),
  )
  await addContactRole(admin, { deskId, title: '施設連絡担当' })
  await expect(addWindow(admin, { name: '夜間の相談', bodyId })).rejects.toMatchObject(
    field('bodyId', 'directory_facility_window'),
  )
})

test('a body becomes a facility only when nothing telling is left of it', async () => {
  const { admin } = await anAdmin()
  const agency = { kind: 'agency' as const, name: '架空支援の家', dutyGround: 'womens_act_15_5' as const }
  const { id: bodyId } = await addBody(admin, { ...agency, bureau: '架空町' })
  const { id: deskId } = await addDesk(admin, {
    ...desk,
    kind: 'agency',
    bodyId,
    publicPhone: '048-000-0000',
  })
  const { id: roleId } = await addContactRole(admin, { deskId, title: '担当', note: '火曜' })
  const become = { ...facility, bodyId, rev: 1 }
  await expect(changeBody(admin, become)).rejects.toMatchObject(field('kind', 'directory_facility_left'))
  await changeDesk(admin, { ...desk, kind: 'agency', deskId, rev: 1 })
  await expect(changeBody(admin, become)).rejects.toMatchObject(field('kind', 'directory_facility_left'))
  await database.superuser.query("update contact_role set note = '' where id = $1", [roleId])
  await changeBody(admin, become)
  const { rows } = await database.superuser.query(
    'select b::text || d::text as text from body b join desk_entry d on d.body_id = b.id where b.id = $1',
    [bodyId],
  )
  expect(rows[0].text).not.toMatch(/架空|048-000/)
})

test('a file puts no place and no number of a facility in, and is refused line by line', async () => {
  const { admin } = await anAdmin()
  const { id: bodyId } = await addBody(admin, facility)
  await addDesk(admin, { ...desk, bodyId })
  const preview = (kind: 'bodies' | 'desks' | 'windows', lines: string[][]) =>
    previewImport(admin, { kind, file: new Blob([csvFile(lines)]) })
  const bodies = await preview('bodies', [
    ['名称', '種別', '部局', '守秘義務の根拠'],
    ['架空寮', '施設', '', 'womens_act_9_8'],
    ['施設「つばめ」', '施設', '架空町1丁目', 'womens_act_9_8'],
  ])
  expect(bodies.errors).toMatchObject([
    { line: 2, column: '名称', key: 'directory_facility_name' },
    { line: 3, column: '部局', key: 'directory_facility_blank' },
  ])
  const desks = await preview('desks', [
    ['機関・課', '窓口名', '窓口の種別', '受け取り方', '電話'],
    ['施設「ひばり」', '窓口', '施設', 'asked', '048-000-0000'],
  ])
  expect(desks.errors).toMatchObject([{ line: 2, key: 'directory_facility_phone' }])
  const windows = await preview('windows', [
    ['相談窓口名', '機関・課'],
    ['夜間の相談', '施設「ひばり」'],
  ])
  expect(windows.errors).toMatchObject([{ line: 2, key: 'directory_facility_window' }])
  for (const { kind, content, hash, mark } of [bodies, desks, windows])
    await expect(applyImport(admin, { kind, content, hash, mark: mark || '0'.repeat(64) })).rejects.toThrow()
})

test('an injected statement cannot write it either', async () => {
  const { admin } = await anAdmin()
  const { id: bodyId } = await addBody(admin, facility)
  const { id: deskId } = await addDesk(admin, { ...desk, bodyId })
  const { id: other } = await addBody(admin, {
    kind: 'agency',
    name: '架空相談所',
    dutyGround: 'womens_act_15_5',
  })
  await addDesk(admin, { ...desk, kind: 'agency', bodyId: other, publicPhone: '048-000-0000' })
  const app = await database.as('yorube_app')
  const attempts: [string, unknown[]][] = [
    ["update body set name = '架空寮' where id = $1", [bodyId]],
    ["update body set bureau = '架空町1-2-3' where id = $1", [bodyId]],
    ["update body set duty_source = '048-000-0000' where id = $1", [bodyId]],
    ["update body set name_kana = 'かくうちょう 1-2-3' where id = $1", [bodyId]],
    ["update desk_entry set public_phone = '048-000-0000' where desk_id = $1", [deskId]],
    ["update desk_entry set extension = '2101', kind = 'agency' where desk_id = $1", [deskId]],
    ["update desk_entry set name = '架空町分室' where desk_id = $1", [deskId]],
    [
      "insert into contact_role (tenant_id, id, desk_id, title, note) select tenant_id, gen_random_uuid(), desk_id, '担当', '裏門' from desk_entry where desk_id = $1",
      [deskId],
    ],
    [
      "insert into public_window (tenant_id, id, body_id, name) select tenant_id, gen_random_uuid(), id, '夜間' from body where id = $1",
      [bodyId],
    ],
    ["update body set kind = 'facility', name = '施設A' where id = $1", [other]],
    ["update body set type_code = 'self_reliance_facility' where id = $1", [other]],
  ]
  try {
    for (const [statement, values] of attempts) {
      await app.query('begin')
      await enterRaw(app, admin)
      await expect(app.query(statement, values), statement).rejects.toMatchObject({ code: '23514' })
      await app.query('rollback')
    }
  } finally {
    await app.end()
  }
})
