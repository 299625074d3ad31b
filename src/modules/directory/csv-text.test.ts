import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvFile } from '../../platform/documents/testing.ts'
import { largestSheet } from './csv-size.ts'
import { csvLines } from './csv-text.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
function cellsIn(text: string): string[][] {
  const read = csvLines(bytesOf(text))
  if ('fault' in read) throw new Error(read.fault.key)
  return read.lines.map((line) => line.cells)
}
const faultOf = (bytes: Uint8Array) => {
  const read = csvLines(bytes)
  return 'fault' in read ? read.fault : null
}

/** Texts as people and spreadsheets make them; lone surrogates and NUL are no text in any file. */
const cell = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom("'", '=', '+', '-', '@', '"', ',', '\n', '\r', '\t', '課', '髙', '1'),
    }),
  )
  .filter((text) => !text.includes('\0') && text.isWellFormed())
const filled = fc
  .array(cell, { minLength: 1, maxLength: 6 })
  .filter((row) => row.some((one) => one.trim() !== ''))

test('whatever is written comes back unchanged', () => {
  fc.assert(
    fc.property(fc.array(filled, { minLength: 1, maxLength: 8 }), (rows) => {
      expect(cellsIn(csvFile(rows))).toEqual(rows)
    }),
  )
})

test('a spreadsheet that saves the file again pads its last line; it is still no row', () => {
  expect(cellsIn('名称,種別\n防災課,庁内の課\n# 令和8年度 第0001号,\n')).toEqual([
    ['名称', '種別'],
    ['防災課', '庁内の課'],
  ])
})

test('no cell of a file is a formula', () => {
  fc.assert(
    fc.property(cell, (text) => {
      expect(csvFile([[text]]).slice(1)).not.toMatch(/^"[=+\-@\t\r]/)
    }),
  )
  expect(csvFile([['=HYPERLINK("x")', '-1', "'=a"]])).toBe(
    '\uFEFF"\'=HYPERLINK(""x"")","\'-1","\'\'=a"\r\n"# 第0001号"\r\n',
  )
})

test('any bytes are read or refused by name; nothing else is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const read = csvLines(bytes)
      expect('lines' in read ? read.lines.length > 0 : read.fault.key.startsWith('directory_csv_')).toBe(true)
    }),
  )
})

test('a line number is where a person finds the record, also after cells of several lines', () => {
  const read = csvLines(bytesOf('a,b\r\n"one\ntwo",x\r\n\r\n"three\r\nfour",y\r\nlast,z\r\n'))
  expect('lines' in read && read.lines.map((line) => [line.line, line.cells[1]])).toEqual([
    [1, 'b'],
    [2, 'x'],
    [5, 'y'],
    [7, 'z'],
  ])
})

test('Shift_JIS as Japanese spreadsheets save it is read', () => {
  // 「名称,かな」「髙島屋﨑,たか」 in Windows-31J
  const bytes = Uint8Array.from([
    0x96, 0xbc, 0x8f, 0xcc, 0x2c, 0x82, 0xa9, 0x82, 0xc8, 0x0d, 0x0a, 0xfb, 0xfc, 0x93, 0x87, 0x89, 0xae,
    0xfa, 0xb1, 0x2c, 0x82, 0xbd, 0x82, 0xa9, 0x0d, 0x0a,
  ])
  const read = csvLines(bytes)
  expect('lines' in read && read.lines.map((line) => line.cells)).toEqual([
    ['名称', 'かな'],
    ['髙島屋﨑', 'たか'],
  ])
})

test('hostile files are refused by name', () => {
  expect(faultOf(new Uint8Array(largestSheet + 1))?.key).toBe('directory_csv_too_large')
  expect(faultOf(bytesOf('\r\n,,\r\n'))?.key).toBe('directory_csv_empty')
  expect(faultOf(Uint8Array.from([0xff, 0xfe, 0x61, 0x00]))?.key).toBe('directory_csv_encoding')
  expect(faultOf(bytesOf('a\0b'))?.key).toBe('directory_csv_encoding')
  expect(faultOf(bytesOf('x\n'.repeat(5_001)))?.key).toBe('directory_csv_too_many_lines')
  expect(faultOf(bytesOf('a,b\nc,"d\n'))).toEqual({ key: 'directory_csv_broken', line: 2 })
})
