import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { csvText } from './csv-text.ts'
import { japanese, type Sheet, type SheetRow, sheetKinds } from './sheet.ts'
import { readBodies, readDesks, readWindows } from './sheet-store.ts'

/** A table of the directory as a file that comes back through the import unchanged. */
export const exportSheet = defineUseCase({
  name: 'directory.export-sheet',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ kind: z.enum(sheetKinds) }),
  subject: () => ({ objectType: 'directory' }),
  output: z.object({ fileName: z.string(), text: z.string() }),
  async run({ tx }, { kind }) {
    const text =
      kind === 'bodies'
        ? sheetText(await readBodies(tx))
        : kind === 'desks'
          ? sheetText(await readDesks(tx, false))
          : sheetText(await readWindows(tx))
    return { fileName: `${kind}-${today()}.csv`, text, count: text.split('\r\n').length - 2 }
  },
  audit: ({ count }) => ({ count }),
})

function sheetText<Row extends SheetRow>({
  sheet,
  rows,
}: {
  sheet: Sheet<Row>
  rows: readonly Row[]
}): string {
  return csvText([
    sheet.columns.map((column) => japanese(column.word)),
    ...rows.map((row) => sheet.columns.map((column) => column.write(row))),
  ])
}
