import { z } from 'zod'
import { asReleased, releasedOf } from '../../platform/documents/released.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { m } from '../../platform/words/words.ts'
import { deskOfHub, japanDay, readSheet, sheetKinds } from '../directory/index.ts'
import { release } from './release.ts'

/** Asked for by the page with the buttons, so that whoever must confirm who she is does it before, not after. */
export const prepareExport = defineUseCase({
  name: 'document.prepare-export',
  permission: 'directory.export',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'directory' }),
  output: z.object({ kinds: z.array(z.enum(sheetKinds)) }),
  run: async () => ({ kinds: [...sheetKinds] }),
  audit: () => null,
})

/** A table of the directory as a file that comes back through the import unchanged; numbered like all that leaves. */
export const exportDirectory = defineUseCase({
  name: 'document.export-directory',
  permission: 'directory.export',
  purpose: 'administration',
  input: z.object({ kind: z.enum(sheetKinds) }),
  subject: () => ({ objectType: 'directory' }),
  output: releasedOf(
    z.object({
      fileName: z.string(),
      header: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      footer: z.string(),
    }),
  ),
  async run(scene, { kind }) {
    const { columnKeys, header, rows } = await readSheet(scene.tx, kind)
    const hub = await deskOfHub(scene.tx)
    if (!hub) throw new AppError('not-found')
    const stamp = await release(scene, {
      document: 'directory_sheet',
      subjectId: scene.actor.tenantId,
      recipient: { kind: 'internal' },
      fields: columnKeys.map((name) => ({ name: `${kind}.${name}`, class: 'P' })),
      purpose: 'directory_upkeep',
      caseId: null,
      deskId: hub.deskId,
      isPaper: false,
    })
    return { stamp, kind, header, rows }
  },
  audit: ({ rows }) => ({ count: rows.length }),
  present: ({ stamp, kind, header, rows }) => {
    const day = japanDay(stamp.at)
    // The file goes between offices: in Japanese, whatever the reader's own language.
    const footer = m.documents_file_footer(
      { year: stamp.fiscalYear - 2018, serial: String(stamp.serial).padStart(4, '0'), day, by: stamp.by },
      { locale: 'ja' },
    )
    return asReleased(stamp, { fileName: `${kind}-${day}.csv`, header, rows, footer })
  },
})
