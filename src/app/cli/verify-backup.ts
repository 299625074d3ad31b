import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type Base, listBases, openBase } from '../../platform/backup/bases.ts'
import { logFiles, openLogFile } from '../../platform/backup/log-files.ts'
import { readArchive } from '../../platform/backup/read-archive.ts'
import { openKeys, readRepository } from '../../platform/backup/repository.ts'
import { nextSegment } from '../../platform/db/physical/wal-segments.ts'
import type { RepositoryReader } from '../../platform/vault/index.ts'
import { CliFailure } from './cli-failure.ts'
import { type CliScene, withProgress } from './cli-scene.ts'
import { READ_BYTES } from './restore.ts'

/**
 * `verify-backup`: opens everything in BACKUP_DIR and compares it with its manifests, without writing anything. Fails at
 * the first file that does not open, and when the log after the newest backup has a gap.
 */
export async function verifyBackup(scene: CliScene): Promise<void> {
  const { config, say } = scene
  if (!config.backupDir) throw new CliFailure('no-backup-dir')
  const folder = resolve(scene.folder, config.backupDir)
  const repository = await readRepository(folder)
  const bases = repository ? await listBases(folder) : []
  const newest = bases.at(-1)
  if (!repository || !newest) throw new CliFailure('no-repository', folder)
  const reader = await openKeys(repository, scene.open(await scene.passphrase.known()))
  const started = Date.now()
  let bytes = 0
  const files = await logFiles(folder)
  let segmentBytes = 0
  let lastSegment = ''
  await withProgress(
    scene,
    () => bytes,
    async () => {
      for (const base of bases) {
        const whole = await openWhole(scene, reader, base)
        bytes += whole.bytes
        lastSegment = whole.lastSegment
      }
      for (const [name, file] of files) {
        scene.stop.throwIfAborted()
        const { length } = await openLogFile(folder, reader, file)
        bytes += length
        if (name.length === 24) segmentBytes = length
      }
    },
  )
  const names = [...files.keys()].filter((name) => name.length === 24).sort()
  const gap = segmentBytes > 0 ? firstGap(names, lastSegment, segmentBytes) : undefined
  const facts = { bases: bases.length, segments: names.length, bytes, ms: Date.now() - started }
  say({ type: 'verified', ...facts, newestBase: newest.at.toISOString() })
  if (gap) throw new CliFailure('log-gap', gap)
}

async function openWhole(scene: CliScene, reader: RepositoryReader, base: Base) {
  let bytes = 0
  const receiver = {
    begin: async () => undefined,
    folder: async () => undefined,
    file: async (_path: string, content: AsyncIterable<Buffer>) => {
      for await (const piece of content) bytes += piece.length
    },
  }
  const source = createReadStream(base.path, { highWaterMark: READ_BYTES })
  const { manifest } = await readArchive(source, openBase(reader, base), receiver, scene.stop)
  return { bytes, lastSegment: manifest.log.lastSegment }
}

/** After `from` (which the base itself holds), on its timeline. What is not archived yet is no gap. */
export function firstGap(names: readonly string[], from: string, segmentBytes: number): string | undefined {
  const following = names.filter((name) => name.slice(0, 8) === from.slice(0, 8) && name > from)
  let expected = nextSegment(from, segmentBytes)
  for (const name of following) {
    if (name !== expected) return expected
    expected = nextSegment(expected, segmentBytes)
  }
  return undefined
}
