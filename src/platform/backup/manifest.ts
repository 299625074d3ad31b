import { z } from 'zod'

export const FACTS = 'instance.json'
export const MANIFEST = 'manifest.json'

/** The first file of a backup: of what it is one. */
export const BackupFacts = z.object({
  format: z.literal(1),
  /** Of the product. */
  version: z.string().max(50),
  /** Of PostgreSQL, such as `18`: the files open with no other. */
  postgresMajor: z.string().max(10),
  created: z.iso.datetime(),
  instanceId: z.string().regex(/^[0-9a-f]{16}$/),
  /** Which root secret opens the content (`rootSecretName`); null when there was none at its place. */
  rootSecretName: z.string().max(100).nullable(),
})
export type BackupFacts = z.infer<typeof BackupFacts>

const FileRecord = z.object({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
export type FileRecord = z.infer<typeof FileRecord>

/** The last file: every other one. Point-in-time recovery goes on from `log.lastSegment`. */
export const Manifest = z.object({
  files: z.record(z.string(), FileRecord),
  log: z.object({
    startLsn: z.string(),
    stopLsn: z.string(),
    firstSegment: z.string(),
    lastSegment: z.string(),
    /** When the copy was whole: it stands for no moment before. Backups in one file of before 0.2 lack it. */
    finished: z.iso.datetime().optional(),
  }),
})
export type Manifest = z.infer<typeof Manifest>
