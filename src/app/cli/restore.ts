import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { BackupFacts } from '../../platform/backup/manifest.ts'
import { type ArchiveReceiver, readArchive } from '../../platform/backup/read-archive.ts'
import { rootSecretPlace } from '../launcher/root-secret.ts'
import { bringLedger } from './bring-ledger.ts'
import { CliFailure } from './cli-failure.ts'
import { type CliScene, withProgress } from './cli-scene.ts'
import { rootSecretAt } from './root-secret-state.ts'
import { besideCluster, refuseIfTaken, type SideCluster } from './side-cluster.ts'

export const READ_BYTES = 1024 * 1024

/** `restore FILE`: an instance from its backup, in a data folder that holds none. All of it or nothing. */
export async function restore(scene: CliScene, named: string): Promise<void> {
  const { config, say, stop } = scene
  if (config.databaseUrl) throw new CliFailure('server-of-its-own')
  const file = resolve(scene.folder, named)
  // Before the question: a file that can be read, and an empty place.
  await requireReadable(file)
  refuseIfTaken(config.dataDir)
  const passphrase = await scene.passphrase.known()
  const started = Date.now()
  const facts = await besideCluster(config.dataDir, say, async (side) => {
    const source = createReadStream(file, { highWaterMark: READ_BYTES })
    const read = await withProgress(
      scene,
      () => side.bytes,
      () => readArchive(source, scene.open(passphrase), receiverOf(side, scene), stop),
    )
    await bringLedger(scene, dirname(file), side.dataDir)
    await side.takePlace(read.facts.instanceId)
    const files = Object.keys(read.manifest.files).length
    say({ type: 'restored', dataDir: side.dataDir, files, ms: Date.now() - started })
    return read.facts
  })
  await saySecretAfter(scene, facts)
}

/** Whether the root secret that opens it is in place. */
export async function saySecretAfter({ config, say }: CliScene, facts: BackupFacts): Promise<void> {
  const secret = await rootSecretAt(rootSecretPlace(config, () => facts.instanceId))
  const isRight =
    secret.state === 'present' && (facts.rootSecretName === null || facts.rootSecretName === secret.name)
  say({ type: 'secret-after-restore', secret, isRight, name: facts.rootSecretName })
}

async function requireReadable(path: string) {
  const file = await open(path, 'r')
  try {
    if (!(await file.stat()).isFile()) throw new CliFailure('not-allowed', path)
  } finally {
    await file.close()
  }
}

export function receiverOf(side: SideCluster, { say }: CliScene): ArchiveReceiver {
  return {
    async begin({ created, version, postgresMajor }: BackupFacts) {
      if (postgresMajor !== side.major) throw new CliFailure('other-major', postgresMajor)
      say({ type: 'found', created, version })
    },
    folder: (path) => side.folder(path),
    file: (path, content) => side.file(path, content),
  }
}
