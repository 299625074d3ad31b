import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { applyImport } from './apply-import.ts'
import { listDirectory } from './list-directory.ts'
import { foundStandardNetwork, previewImport } from './testing.ts'

const database = useDatabase()
async function preparedOffice() {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  await foundStandardNetwork(admin, {})
  return { office, admin }
}
const fileOf = (text: string) => new Blob([text])
const confirmed = ({ kind, content, hash, mark }: Awaited<ReturnType<typeof previewImport>>) => ({
  kind,
  content,
  hash,
  mark,
})
async function names(person: TestPerson, words: string) {
  return (await listDirectory(person, { words })).bodies.map((body) => body.name)
}

test('a preview writes nothing; the confirmed file is written whole', async () => {
  const { admin } = await preparedOffice()
  const file =
    '名称,種別,分野,守秘義務の根拠,部局\n防災課,庁内の課,その他,地方公務員法 第34条,危機管理部\n学務課,庁内の課,学務,地方公務員法 第34条,教育部\n'
  const preview = await previewImport(admin, { kind: 'bodies', file: fileOf(file) })
  expect(preview.counts).toEqual({ added: 1, changed: 1, ended: 0, unchanged: 0, errors: 0 })
  expect(await names(admin, '防災課')).toEqual([])

  await expect(applyImport(admin, confirmed(preview))).resolves.toEqual({ added: 1, changed: 1, ended: 0 })
  expect(await names(admin, '防災課')).toEqual(['防災課'])
  expect((await listDirectory(admin, { words: '学務課' })).bodies[0]).toMatchObject({
    bureau: '教育部',
    rev: 2,
  })
})

test('another file than the previewed one, or a directory that moved on, is refused and writes nothing', async () => {
  const { admin } = await preparedOffice()
  const preview = await previewImport(admin, {
    kind: 'bodies',
    file: fileOf('名称,種別,守秘義務の根拠\n防災課,庁内の課,地方公務員法 第34条\n'),
  })
  const other = Buffer.from('名称,種別,守秘義務の根拠\n偽の課,庁内の課,地方公務員法 第34条\n').toString(
    'base64url',
  )
  await expect(applyImport(admin, { ...confirmed(preview), content: other })).rejects.toMatchObject({
    key: 'directory_import_other_file',
  })
  await applyImport(admin, confirmed(preview))
  await expect(applyImport(admin, confirmed(preview))).rejects.toMatchObject({
    key: 'directory_import_changed',
  })
  expect(await names(admin, '偽の課')).toEqual([])
  expect(await names(admin, '防災課')).toEqual(['防災課'])
})

test('one wrong line stops the whole file', async () => {
  const { admin } = await preparedOffice()
  const preview = await previewImport(admin, {
    kind: 'bodies',
    file: fileOf(
      '名称,種別,守秘義務の根拠\n防災課,庁内の課,地方公務員法 第34条\n公園課,なにか,地方公務員法 第34条\n',
    ),
  })
  expect(preview.errors).toEqual([{ line: 3, column: '種別', key: 'directory_error_kind' }])
  await expect(applyImport(admin, confirmed(preview))).rejects.toMatchObject({ code: 'conflict' })
  expect(await names(admin, '防災課')).toEqual([])
})

test('desks and windows are added by file; a supervisor may change but not add desks', async () => {
  const { office, admin } = await preparedOffice()
  const desks =
    '機関・課,窓口名,窓口の種別,受け取り方,内線\n住宅課,管理係,庁内の課,端末で受け取る,2301\n住宅課,住宅課,庁内の課,端末で受け取る,2300\n'
  const preview = await previewImport(admin, { kind: 'desks', file: fileOf(desks) })
  expect(preview.counts).toMatchObject({ added: 1, changed: 1, errors: 0 })
  await applyImport(admin, confirmed(preview))
  const [housing] = (await listDirectory(admin, { words: '住宅課' })).bodies
  expect(housing?.desks.map((desk) => [desk.name, desk.extension, desk.terminal]).sort()).toEqual([
    ['住宅課', '2300', 'asked'],
    ['管理係', '2301', 'asked'],
  ])

  const [, supervisor] = (await office.desk(['counselor', 'supervisor'])).people
  if (!supervisor) throw new Error('the supervisor is missing')
  const more = await previewImport(supervisor, {
    kind: 'desks',
    file: fileOf('機関・課,窓口名,窓口の種別,受け取り方\n住宅課,第三係,庁内の課,端末で受け取る\n'),
  })
  expect(more.errors).toEqual([{ line: 2, column: '', key: 'directory_csv_desk_admin' }])

  const windows = await previewImport(supervisor, {
    kind: 'windows',
    file: fileOf('相談窓口名,電話,公開\n夜間相談,048-000-0000,はい\nDV相談ナビ,#8008,いいえ\n'),
  })
  expect(windows.counts).toMatchObject({ added: 1, ended: 1, errors: 0 })
  await applyImport(supervisor, confirmed(windows))
})

test('a file that is no table, or too big, is refused in words; a clerk does not get so far', async () => {
  const { office, admin } = await preparedOffice()
  const broken = await previewImport(admin, { kind: 'bodies', file: fileOf('名称\n"開いたまま\n') })
  expect(broken.fault).toEqual({ key: 'directory_csv_broken', line: 2 })
  await expect(
    previewImport(admin, { kind: 'bodies', file: new Blob([new Uint8Array(1_000_001)]) }),
  ).rejects.toMatchObject({ fields: { file: 'directory_csv_too_large' } })
  await expect(previewImport(admin, { kind: 'bodies', file: 'text' as never })).rejects.toMatchObject({
    fields: { file: 'directory_error_file' },
  })
  const [clerk] = (await office.desk(['desk_worker'], 'asked')).people
  if (!clerk) throw new Error('the clerk is missing')
  await expect(previewImport(clerk, { kind: 'bodies', file: fileOf('名称\nA\n') })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a sheet with a virus is refused before it is read, and again when it is confirmed', async () => {
  const { admin } = await preparedOffice()
  const file = fileOf('名称,種別,守秘義務の根拠\n消防課,庁内の課,地方公務員法 第34条\n')
  const preview = await previewImport(admin, { kind: 'bodies', file })
  const looked: number[] = []
  const scan = async (bytes: Uint8Array) => {
    looked.push(bytes.byteLength)
    return { kind: 'found', signature: 'Kakuu-1' } as const
  }
  Object.assign(platform(), { scan })
  try {
    const infected = { code: 'refused', key: 'error_file_infected' }
    await expect(previewImport(admin, { kind: 'bodies', file })).rejects.toMatchObject(infected)
    await expect(applyImport(admin, confirmed(preview))).rejects.toMatchObject(infected)
  } finally {
    Object.assign(platform(), { scan: undefined })
  }
  expect(looked).toEqual([file.size, file.size])
  expect(await names(admin, '消防課')).toEqual([])
})
