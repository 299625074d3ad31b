import { existsSync, readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { BackupFacts } from '../../platform/backup/manifest.ts'
import { type ArchiveWriter, writeArchive } from '../../platform/backup/write-archive.ts'
import type { Config } from '../../platform/config.ts'
import type { DatabaseAccess } from '../../platform/db/access.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import { findPlaces, type Places } from '../../platform/db/embedded/places.ts'
import { type CopiedLog, copyOnline } from '../../platform/db/physical/copy-online.ts'
import { noteBackup } from '../../platform/health/last-backup.ts'
import { keepLines, readKept } from '../../platform/shredding/kept-file.ts'
import { instanceIdOf, rootSecretPlace } from '../launcher/root-secret.ts'
import { productVersion } from '../product-version.ts'
import { CliFailure } from './cli-failure.ts'
import { type CliScene, withProgress } from './cli-scene.ts'
import { writeNewFile } from './new-file.ts'
import { type RootSecretState, rootSecretAt } from './root-secret-state.ts'

export const CLUSTER = 'cluster/'
/** The password of PostgreSQL's superuser, which the instance needs to reach its own cluster. */
export const SUPERUSER = 'superuser'

/** `backup FILE`: the whole instance but the root secret, encrypted, while people go on working. */
export async function backup(scene: CliScene, named: string): Promise<void> {
  const { config, say } = scene
  const places = requireInstance(config)
  const file = resolve(scene.folder, named)
  if (existsSync(file)) throw new CliFailure('file-exists', file)
  if (file.startsWith(places.dataDir + sep)) throw new CliFailure('inside-data', places.dataDir)
  const passphrase = await scene.passphrase.fresh()
  const instanceId = instanceIdOf(places.dataDir)
  const secret = await rootSecretAt(rootSecretPlace(config, () => instanceId))
  const started = Date.now()
  const files = await writeNewFile(file, async (destination) => {
    const database = await borrowEmbedded(places, say)
    try {
      return await writeArchive(
        scene.seal(passphrase),
        destination,
        (archive) =>
          withProgress(
            scene,
            () => archive.bytes,
            async () => {
              await fillArchive(archive, database.access, places, factsOf(places, instanceId, secret))
              return archive.files
            },
          ),
        scene.stop,
      )
    } finally {
      await database.giveBack()
    }
  })
  // What was destroyed, up to now: whoever restores this file later lays the newest beside it.
  const ledger = await readKept(places.dataDir)
  await keepLines(dirname(file), ledger?.lines ?? [], ledger?.damaged)
  const bytes = (await stat(file)).size
  noteBackup(places.dataDir, { at: new Date(started).toISOString(), bytes })
  say({ type: 'backed-up', file, bytes, files, ms: Date.now() - started })
  say({ type: 'secret-apart', secret })
}

export function requireInstance({ databaseUrl, dataDir }: Config): Places {
  if (databaseUrl) throw new CliFailure('server-of-its-own')
  const places = findPlaces(dataDir)
  if (!places) throw new CliFailure('no-instance', resolve(dataDir))
  return places
}

export function factsOf(places: Places, instanceId: string, secret: RootSecretState): BackupFacts {
  return {
    format: 1,
    version: productVersion(),
    postgresMajor: readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim(),
    created: new Date().toISOString(),
    instanceId,
    rootSecretName: secret.state === 'present' ? secret.name : null,
  }
}

export async function fillArchive(
  archive: ArchiveWriter,
  access: DatabaseAccess,
  places: Places,
  facts: BackupFacts,
): Promise<CopiedLog> {
  await archive.begin(facts)
  await archive.text(SUPERUSER, readFileSync(places.passwordFile, 'utf8'))
  const log = await copyOnline(access, places.cluster, {
    folder: (path) => archive.folder(CLUSTER + path),
    file: (path, bytes, content) => archive.file(CLUSTER + path, bytes, content),
  })
  await archive.finish(log)
  return log
}
