import { existsSync } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { basePath, removeBroken, removeOld, sealName, stampOf } from '../../platform/backup/bases.ts'
import {
  BASES,
  createRepository,
  keepWriter,
  openKeys,
  readRepository,
  readWriter,
  writeWhole,
} from '../../platform/backup/repository.ts'
import { type ArchiveWriter, writeArchive } from '../../platform/backup/write-archive.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import type { Places } from '../../platform/db/embedded/places.ts'
import { archiveState, noteArchive } from '../../platform/health/archive-state.ts'
import { noteBackup } from '../../platform/health/last-backup.ts'
import { type RepositoryWriter, sealStream } from '../../platform/vault/index.ts'
import { instanceIdOf, rootSecretPlace } from '../launcher/root-secret.ts'
import { readRunning } from '../launcher/running-file.ts'
import { factsOf, fillArchive, requireInstance } from './backup.ts'
import { CliFailure } from './cli-failure.ts'
import { type CliScene, withProgress } from './cli-scene.ts'
import { rootSecretAt } from './root-secret-state.ts'

/** Longest wait for the archive to take hold of the log, so that none is missing between the backup and it. */
const ARCHIVE_BEGINS_MS = 20_000

/** `backup`: a base into BACKUP_DIR. Asks for the passphrase only when this server has never written there. */
export async function backupToRepository(scene: CliScene): Promise<void> {
  const { config, say } = scene
  const places = requireInstance(config)
  const folder = repositoryFolder(scene, places)
  const instanceId = instanceIdOf(places.dataDir)
  const secret = await rootSecretAt(rootSecretPlace(config, () => instanceId))
  const writer = await writerOf(scene, folder, places.dataDir, instanceId)
  const started = new Date()
  const isArchiving = await untilArchiving(places.dataDir)
  const stamp = stampOf(started)
  const draft = join(folder, BASES, `${stamp}.unnamed`)
  await removeBroken([`${draft}.part`], started)
  const database = await borrowEmbedded(places, say)
  let firstSegment = ''
  let files = 0
  try {
    await writeWhole(draft, async (stream) => {
      const fill = async (archive: ArchiveWriter) => {
        const facts = factsOf(places, instanceId, secret)
        const log = await withProgress(
          scene,
          () => archive.bytes,
          () => fillArchive(archive, database.access, places, facts),
        )
        firstSegment = log.firstSegment
        files = archive.files
      }
      await writeArchive(sealStream(writer, sealName(stamp)), stream, fill, scene.stop)
    })
  } finally {
    await database.giveBack()
  }
  const path = basePath(folder, stamp, firstSegment)
  await rename(draft, path)
  const bytes = (await stat(path)).size
  noteBackup(places.dataDir, { at: started.toISOString(), bytes })
  mendGap(places.dataDir)
  say({ type: 'backed-up', file: path, bytes, files, ms: Date.now() - started.getTime() })
  const removed = await removeOld(folder, config.backupKeepDays, new Date())
  if (removed > 0) say({ type: 'old-removed', files: removed, days: config.backupKeepDays })
  if (!isArchiving) say({ type: 'not-archiving' })
  say({ type: 'secret-apart', secret })
}

function repositoryFolder({ config, folder }: CliScene, places: Places): string {
  if (!config.backupDir) throw new CliFailure('no-backup-dir')
  const repository = resolve(folder, config.backupDir)
  if (`${repository}${sep}`.startsWith(places.dataDir + sep))
    throw new CliFailure('inside-data', places.dataDir)
  return repository
}

async function writerOf(
  scene: CliScene,
  folder: string,
  dataDir: string,
  instanceId: string,
): Promise<RepositoryWriter> {
  const repository = await readRepository(folder)
  if (!repository) {
    if (existsSync(join(folder, BASES))) throw new CliFailure('no-repository', folder)
    const passphrase = await scene.passphrase.fresh()
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { id, keys } = await createRepository(folder, instanceId, scene.seal(passphrase))
    await keepWriter(dataDir, id, keys)
    scene.say({ type: 'repository-made', folder })
    return keys
  }
  if (repository.instanceId !== instanceId) throw new CliFailure('other-instance', folder)
  const known = await readWriter(dataDir, repository)
  if (known) return known
  const keys = await openKeys(repository, scene.open(await scene.passphrase.known()))
  await keepWriter(dataDir, repository.id, keys)
  return keys
}

/** Whether the log is archived from now on. The archive looks every few seconds for a repository that it may write to. */
async function untilArchiving(dataDir: string): Promise<boolean> {
  const patience = Date.now() + ARCHIVE_BEGINS_MS
  while (readRunning(dataDir) && archiveState(dataDir)) {
    const state = archiveState(dataDir)
    if (state?.trouble === 'none' && Date.now() - Date.parse(state.lookedAt) < ARCHIVE_BEGINS_MS) return true
    if (Date.now() > patience) break
    await sleep(500)
  }
  return false
}

/** A new base needs nothing of before the gap. */
function mendGap(dataDir: string): void {
  const state = archiveState(dataDir)
  if (state?.gapSince) noteArchive(dataDir, { ...state, gapSince: null })
}
