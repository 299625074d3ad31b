import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { refuseInfected } from '../../platform/scanner/gate.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { largestSheet } from './csv-size.ts'
import { planFile } from './import-file.ts'
import { hashOf } from './preview-import.ts'
import { sheetKinds } from './sheet.ts'

/** Writes the previewed file, all of it or nothing: the same bytes, over the same directory, planning the same. */
export const applyImport = defineUseCase({
  name: 'directory.apply-import',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({
    kind: z.enum(sheetKinds),
    content: z
      .string()
      .max(Math.ceil((largestSheet * 4) / 3) + 4)
      .regex(/^[\w-]+$/),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    mark: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  subject: () => ({ objectType: 'directory' }),
  output: z.object({ added: z.number(), changed: z.number(), ended: z.number() }),
  async beforehand(_at, { content }) {
    return () => refuseInfected(bytesIn(content))
  },
  async run(scene, { kind, content, hash, mark }) {
    const bytes = bytesIn(content)
    if (!isSame(hashOf(bytes), hash)) throw new AppError('refused', 'directory_import_other_file')
    const planned = await planFile(scene, kind, bytes)
    if ('fault' in planned) throw new AppError('refused', planned.fault.key)
    const { plan, write } = planned
    if (plan.errors.length > 0 || !isSame(plan.mark, mark))
      throw new AppError('conflict', 'directory_import_changed')
    await write()
    const count = (change: string) => plan.lines.filter((line) => line.change === change).length
    return { added: count('added'), changed: count('changed'), ended: count('ended'), hash }
  },
  audit: (result) => ({
    count: result.added + result.changed + result.ended,
    contentHash: Buffer.from(result.hash, 'hex'),
  }),
})

function bytesIn(content: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(content, 'base64url'))
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
