import { csvLines } from '../../../src/modules/directory/csv-text.ts'
import { planImport } from '../../../src/modules/directory/import-plan.ts'
import type { Sheet } from '../../../src/modules/directory/sheet.ts'
import { bodySheet, deskSheet, windowSheet } from '../../../src/modules/directory/sheets.ts'
import { bytesLike, joined } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

/** A table of the directory, as a spreadsheet saves it or as somebody made it up. */
export async function sheetTargets(): Promise<Target[]> {
  const kinds = { bodies: new Set(['\u898b\u672c\u8ab2']), kindOf: () => 'city' }
  return [
    lines(),
    plans('import-bodies', bodySheet as unknown as Sheet),
    plans('import-desks', deskSheet(kinds.bodies, kinds.kindOf, true) as unknown as Sheet),
    plans('import-windows', windowSheet(kinds.bodies, kinds.kindOf) as unknown as Sheet),
  ]
}

const utf8 = new TextEncoder()
const mark = Uint8Array.of(0xef, 0xbb, 0xbf)
/** The Shift_JIS of two kanji and a comma. */
const shiftJis = Uint8Array.of(0x8c, 0xa9, 0x96, 0x7b, 0x2c, 0x31, 0x0d, 0x0a)
const samples = [
  joined(mark, utf8.encode('"a","b"\r\n"1","2\n3"\r\n"# \u756a\u53f7",""\r\n')),
  utf8.encode('a,b\n\'=1+1,\'-2\n"x""y",\r'),
  shiftJis,
]

function lines(): Target {
  return target<Uint8Array>({
    name: 'csv',
    of: ['src/modules/directory/csv-text.ts'],
    make: (random) => bytesLike(random, samples),
    read(bytes) {
      const read = csvLines(bytes)
      if ('fault' in read) return
      must(read.lines.length > 0, 'neither lines nor a fault')
      must(!read.lines.some(({ cells }) => cells.some((cell) => cell.includes('\0'))), 'a zero in a cell')
    },
  })
}

function plans(name: string, sheet: Sheet): Target {
  const heading = sheet.columns.map((column) => column.word({}, { locale: 'ja' })).join(',')
  const row = sheet.columns.map((column) => cellOf(column.key)).join(',')
  const whole = utf8.encode(`${heading}\r\n${row}\r\n${row}\r\n`)
  return target<Uint8Array>({
    name,
    of: ['src/modules/directory/import-plan.ts', 'src/modules/directory/sheets.ts'],
    make: (random) => bytesLike(random, [whole]),
    read(bytes) {
      const read = csvLines(bytes)
      if ('fault' in read) return
      const plan = planImport(sheet, [], read.lines)
      must(
        plan.lines.length + plan.errors.length >= Math.min(read.lines.length - 1, 1),
        'a line that vanished',
      )
    },
  })
}

const cells: Readonly<Record<string, string>> = {
  id: '',
  kind: 'city',
  type: 'other',
  body: '\u898b\u672c\u8ab2',
  name: '\u898b\u672c\u7a93\u53e3',
  kana: '\u307f\u307b\u3093',
  dutyGround: 'public_servant',
  terminal: 'staff',
  languages: 'ja en',
  sort: '10',
  activeFrom: '\u4ee4\u548c8\u5e744\u67081\u65e5',
  checkedOn: '2026-11-21',
  phone: '03-0000-0000',
}
function cellOf(key: string): string {
  return cells[key] ?? ''
}
