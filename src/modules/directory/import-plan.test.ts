import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvFile } from '../../platform/documents/testing.ts'
import { csvLines } from './csv-text.ts'
import { planImport } from './import-plan.ts'
import { japanese, type Sheet, type SheetRow } from './sheet.ts'
import { type BodyRow, bodySheet, type DeskRow, deskSheet, WindowRow, windowSheet } from './sheets.ts'

const ids = Array.from({ length: 4 }, (_, index) => `${index}1111111-1111-4111-8111-111111111111`)
const taxOffice: BodyRow = {
  id: ids[0] ?? '',
  kind: 'department',
  type: 'tax',
  bureau: '税務部',
  name: '市民税課',
  kana: 'しみんぜいか',
  dutyGround: 'local_public_service_34',
  dutySource: '',
  isOutside: false,
  activeFrom: '2026-04-01',
  activeUntil: undefined,
  sort: 10,
}
const police: BodyRow = {
  ...taxOffice,
  id: ids[1] ?? '',
  kind: 'agency',
  type: 'police',
  name: '警察署',
  kana: 'けいさつしょ',
  bureau: '',
  isOutside: true,
  sort: 20,
}

function fileOf<Row extends SheetRow>(sheet: Sheet<Row>, rows: readonly Row[]): string {
  return csvFile([
    sheet.columns.map((column) => japanese(column.word)),
    ...rows.map((row) => sheet.columns.map((column) => column.write(row))),
  ])
}
function plan<Row extends SheetRow>(sheet: Sheet<Row>, existing: readonly Row[], text: string) {
  const read = csvLines(new TextEncoder().encode(text))
  if ('fault' in read) throw new Error(read.fault.key)
  return planImport(sheet, existing, read.lines)
}

test('what was exported changes nothing when it comes back', () => {
  const line = fc
    .string({
      unit: fc.constantFrom('課', '係', 'A', '=', '+', '-', "'", '"', ',', '1'),
      minLength: 1,
      maxLength: 12,
    })
    .map((text) => text.trim())
  const rows = fc
    .uniqueArray(line, { minLength: 1, maxLength: 4 })
    .map((names) =>
      names.map((name, index): BodyRow => ({ ...taxOffice, id: ids[index] ?? '', name, bureau: name })),
    )
  fc.assert(
    fc.property(rows, (existing) => {
      const planned = plan(bodySheet, existing, fileOf(bodySheet, existing))
      expect(planned.errors).toEqual([])
      expect(planned.lines.map((one) => one.change)).toEqual(existing.map(() => 'unchanged'))
    }),
  )
})

test('added, changed, ended and unchanged are told apart, with what changes', () => {
  const file = fileOf(bodySheet, [
    { ...taxOffice, bureau: '財務部' },
    { ...police, activeUntil: '2027-03-31' },
    { ...taxOffice, id: undefined, name: '住宅課', kana: 'じゅうたくか' },
  ])
  const planned = plan(bodySheet, [taxOffice, police], file)
  expect(planned.errors).toEqual([])
  expect(planned.lines.map(({ line, change, id }) => [line, change, id])).toEqual([
    [2, 'changed', taxOffice.id],
    [3, 'ended', police.id],
    [4, 'added', null],
  ])
  expect(planned.lines[0]?.changes).toEqual([{ column: '部局', from: '税務部', to: '財務部' }])
})

test('without a number the row of the same name is meant; a column left out is left alone, a blank cell clears', () => {
  const planned = plan(bodySheet, [taxOffice], '名称,かな\n市民税課,\n')
  expect(planned.lines).toMatchObject([
    { change: 'changed', id: taxOffice.id, row: { kana: '', bureau: '税務部', activeFrom: '2026-04-01' } },
  ])
})

test('each mistake names its line and its column in the words of the file', () => {
  const file = [
    '番号,名称,種別,かな,守秘義務の根拠,開始日,終了日',
    ',,庁内の課,,地方公務員法 第34条,,',
    ',住宅課,課だと思う,abc,地方公務員法 第34条,,',
    `${ids[3]},住宅課,庁内の課,,地方公務員法 第34条,,`,
    ',学務課,庁内の課,,地方公務員法 第34条,令和8年2月30日,',
    ',保育課,庁内の課,,地方公務員法 第34条,R8.4.1,R7.3.31',
    ',市民税課,庁内の課,,地方公務員法 第34条,,,はみ出し',
  ].join('\n')
  const { errors } = plan(bodySheet, [taxOffice], file)
  expect(errors.map((error) => [error.line, error.column, error.key])).toEqual([
    [2, '名称', 'directory_error_name'],
    [3, '種別', 'directory_error_kind'],
    [3, 'かな', 'directory_error_kana'],
    [4, '番号', 'directory_csv_unknown_id'],
    [5, '開始日', 'directory_error_day'],
    [6, '終了日', 'directory_error_end_before_start'],
    [7, '', 'directory_csv_too_wide'],
  ])
})

test('headings that nobody knows, twice or not at all stop the file at its first line', () => {
  expect(plan(bodySheet, [], '名称,住所\nA,B\n').errors).toEqual([
    { line: 1, column: '住所', key: 'directory_csv_unknown_column' },
  ])
  expect(plan(bodySheet, [], 'かな,かな\nあ,い\n').errors.map((error) => error.key)).toEqual([
    'directory_csv_column_twice',
    'directory_csv_column_missing',
  ])
})

test('two lines cannot mean one row, nor two active rows carry one name', () => {
  const twice = plan(bodySheet, [taxOffice], '名称,部局\n市民税課,A\n市民税課,B\n')
  expect(twice.errors.map((error) => error.key)).toContain('directory_csv_row_twice')
  const rename = plan(bodySheet, [taxOffice, police], `番号,名称\n${police.id},市民税課\n`)
  expect(rename.errors).toEqual([{ line: 2, column: '名称', key: 'directory_csv_name_twice' }])
})

test('the mark names this file over this directory', () => {
  const file = '名称,部局\n市民税課,財務部\n'
  const { mark } = plan(bodySheet, [taxOffice], file)
  expect(plan(bodySheet, [taxOffice], file).mark).toBe(mark)
  expect(plan(bodySheet, [taxOffice], '名称,部局\n市民税課,総務部\n').mark).not.toBe(mark)
  expect(plan(bodySheet, [{ ...taxOffice, kana: '' }], file).mark).not.toBe(mark)
  expect(plan(bodySheet, [taxOffice, police], file).mark).not.toBe(mark)
})

const desk: DeskRow = {
  id: ids[0] ?? '',
  body: '市民税課',
  name: '窓口係',
  kind: 'department',
  terminal: 'asked',
  publicPhone: '048-000-0000',
  extension: '2101',
  activeFrom: '2026-04-01',
  activeUntil: undefined,
  sort: 10,
}

test('a desk keeps its body and its terminal, and only administrators add one', () => {
  const bodies = new Set(['市民税課', '警察署'])
  const keys = (sheet: Sheet<DeskRow>, row: DeskRow) =>
    plan(sheet, [desk], fileOf(sheet, [row])).errors.map((error) => error.key)
  const sheet = deskSheet(bodies, () => 'department', true)
  expect(keys(sheet, { ...desk, extension: '2102' })).toEqual([])
  expect(keys(sheet, { ...desk, terminal: 'hub' })).toEqual(['directory_csv_terminal_fixed'])
  expect(keys(sheet, { ...desk, body: '警察署' })).toEqual(['directory_csv_body_fixed'])
  expect(keys(sheet, { ...desk, id: undefined, body: '知らない課' })).toEqual(['directory_csv_body'])
  expect(keys(sheet, { ...desk, id: undefined, name: '第二係' })).toEqual([])
  expect(
    keys(
      deskSheet(bodies, () => 'department', false),
      { ...desk, id: undefined, name: '第二係' },
    ),
  ).toEqual(['directory_csv_desk_admin'])
})

test('a window reads its languages in any order and separator, and goes out of publication as an end', () => {
  const sheet = windowSheet(new Set(), () => '')
  const window = WindowRow.parse({ id: ids[0], name: '女性相談室', isPublished: true, phone: '048-000-0000' })
  const planned = plan(
    sheet,
    [window],
    '相談窓口名,対応する言語,公開\n女性相談室,英語、日本語・やさしい日本語,いいえ\n',
  )
  expect(planned.errors).toEqual([])
  expect(planned.lines).toMatchObject([{ change: 'ended', row: { languages: ['en', 'ja', 'ja_easy'] } }])
  expect(
    plan(sheet, [window], '相談窓口名,対応する言語\n女性相談室,韓国・朝鮮語 英語\n').lines,
  ).toMatchObject([{ row: { languages: ['ko', 'en'] } }])
  expect(plan(sheet, [window], '相談窓口名,対応する言語\n女性相談室,ギリシャ語\n').errors).toEqual([
    { line: 2, column: '対応する言語', key: 'directory_error_languages' },
  ])
})
