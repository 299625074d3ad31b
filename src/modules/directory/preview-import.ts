import { createHash } from 'node:crypto'
import { z } from 'zod'
import { refuseInfected } from '../../platform/scanner/gate.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { largestSheet } from './csv-size.ts'

import { planFile } from './import-file.ts'
import type { ImportPlan, LineChange } from './import-plan.ts'
import { type SheetRow, sheetKinds } from './sheet.ts'

/** So many lines are shown; the counts are of all. */
const mostShown = 1_000

const Counts = z.object({
  added: z.number(),
  changed: z.number(),
  ended: z.number(),
  unchanged: z.number(),
  errors: z.number(),
})
export const ImportPreview = z.object({
  kind: z.enum(sheetKinds),
  fault: z.object({ key: z.string(), line: z.number().nullable() }).nullable(),
  counts: Counts,
  lines: z.array(
    z.object({
      line: z.number(),
      change: z.enum(['added', 'changed', 'ended']),
      name: z.string(),
      changes: z.array(z.object({ column: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
  errors: z.array(z.object({ line: z.number(), column: z.string(), key: z.string() })),
  /** The file itself and what names it; both come back with the confirmation. */
  content: z.string(),
  hash: z.string(),
  mark: z.string(),
})
export type ImportPreview = z.output<typeof ImportPreview>

/** What a file would change, line by line. Writes nothing. */
export const previewImport = defineUseCase({
  name: 'directory.preview-import',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({
    kind: z.enum(sheetKinds, 'directory_error_sheet'),
    file: z
      .instanceof(Blob, { error: 'directory_error_file' })
      .refine((file) => file.size > 0, 'directory_error_file')
      .refine((file) => file.size <= largestSheet, 'directory_csv_too_large'),
  }),
  subject: () => ({ objectType: 'directory' }),
  output: ImportPreview,
  async beforehand(_at, { file }) {
    return async () => refuseInfected(new Uint8Array(await file.arrayBuffer()))
  },
  async run(scene, { kind, file }) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const planned = await planFile(scene, kind, bytes)
    const held = { kind, content: Buffer.from(bytes).toString('base64url'), hash: hashOf(bytes) }
    if ('fault' in planned) {
      const line = 'line' in planned.fault ? planned.fault.line : null
      return { ...held, ...nothing, mark: '', fault: { key: planned.fault.key, line } }
    }
    return { ...held, ...shownOf(planned.plan), fault: null }
  },
  audit: (result) => ({ count: result.lines.length, contentHash: Buffer.from(result.hash, 'hex') }),
})

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const nothing = {
  counts: { added: 0, changed: 0, ended: 0, unchanged: 0, errors: 0 },
  lines: [],
  errors: [],
}

function shownOf(plan: ImportPlan<SheetRow>) {
  const count = (change: LineChange) => plan.lines.filter((line) => line.change === change).length
  return {
    counts: {
      added: count('added'),
      changed: count('changed'),
      ended: count('ended'),
      unchanged: count('unchanged'),
      errors: plan.errors.length,
    },
    lines: plan.lines
      .flatMap(({ line, change, row, changes }) =>
        change === 'unchanged' ? [] : [{ line, change, name: row.name, changes }],
      )
      .slice(0, mostShown),
    errors: plan.errors.slice(0, mostShown),
    mark: plan.mark,
  }
}
