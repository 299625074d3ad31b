import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type Base, listBases, openBase } from '../../platform/backup/bases.ts'
import { logFiles, openLogFile } from '../../platform/backup/log-files.ts'
import type { BackupFacts, Manifest } from '../../platform/backup/manifest.ts'
import { readArchive } from '../../platform/backup/read-archive.ts'
import { openKeys, readRepository } from '../../platform/backup/repository.ts'
import type { FetchLog } from '../../platform/db/physical/log-errand.ts'
import { type Recovered, recoverCluster } from '../../platform/db/physical/recover-cluster.ts'
import type { RepositoryReader } from '../../platform/vault/index.ts'
import { bringLedger } from './bring-ledger.ts'
import { CliFailure } from './cli-failure.ts'
import { type CliScene, withProgress } from './cli-scene.ts'
import { READ_BYTES, receiverOf, saySecretAfter } from './restore.ts'
import { besideCluster, refuseIfTaken, type SideCluster } from './side-cluster.ts'

/** `restore [--at TIME]`: an instance from the repository in BACKUP_DIR, as it was at a moment, or as late as there is. */
export async function restoreFromRepository(scene: CliScene, at: Date | undefined): Promise<void> {
  const { config } = scene
  if (!config.backupDir) throw new CliFailure('no-backup-dir')
  if (at && at.getTime() > Date.now()) throw new CliFailure('at-future')
  const folder = resolve(scene.folder, config.backupDir)
  const repository = await readRepository(folder)
  if (!repository) throw new CliFailure('no-repository', folder)
  refuseIfTaken(config.dataDir)
  const bases = (await listBases(folder)).filter((base) => !at || base.at <= at).reverse()
  if (bases.length === 0) throw new CliFailure('no-base-before')
  const reader = await openKeys(repository, scene.open(await scene.passphrase.known()))
  for (const base of bases) {
    const facts = await restoreFrom(scene, folder, reader, base, at)
    if (facts) return await saySecretAfter(scene, facts)
  }
  throw new CliFailure('no-base-before')
}

class WrongBase extends Error {}

/** Undefined when this base does not lead to that moment; nothing of it is left then. */
async function restoreFrom(
  scene: CliScene,
  folder: string,
  reader: RepositoryReader,
  base: Base,
  at: Date | undefined,
): Promise<BackupFacts | undefined> {
  const { say } = scene
  const started = Date.now()
  try {
    return await besideCluster(scene.config.dataDir, say, async (side) => {
      const source = createReadStream(base.path, { highWaterMark: READ_BYTES })
      const { facts, manifest } = await withProgress(
        scene,
        () => side.bytes,
        () => readArchive(source, openBase(reader, base), receiverOf(side, scene), scene.stop),
      )
      // Named after its beginning; it stands for no moment before its end.
      if (at && at < new Date(manifest.log.finished ?? facts.created)) throw new WrongBase()
      const log = new ArchivedLog(folder, reader, await logFiles(folder), manifest.log)
      say({ type: 'replaying' })
      const recovered = await replay(side, log, at)
      if (recovered.outcome === 'wrong-base') throw new WrongBase()
      await bringLedger(scene, folder, side.dataDir)
      await side.takePlace(facts.instanceId)
      const files = Object.keys(manifest.files).length
      say({ type: 'restored', dataDir: side.dataDir, files, ms: Date.now() - started })
      const lastCommit = recovered.lastCommit?.toISOString() ?? base.at.toISOString()
      say({ type: 'replayed', lastCommit, segments: log.brought, endsBefore: recovered.endsBefore })
      return facts
    })
  } catch (error) {
    if (error instanceof WrongBase) return undefined
    throw error
  }
}

async function replay(
  side: SideCluster,
  log: ArchivedLog,
  at: Date | undefined,
): Promise<
  (Extract<Recovered, { outcome: 'reached' }> & { endsBefore: boolean }) | { outcome: 'wrong-base' }
> {
  const recovery = { ...side.forRecovery(), fetch: log.fetch }
  const first = await recoverCluster({ ...recovery, at })
  // Nothing was written between the last thing in the log and that moment, or it was not archived any more: all there is.
  const last =
    first.outcome === 'log-ends-before' ? await recoverCluster({ ...recovery, at: undefined }) : first
  const endsBefore = first.outcome === 'log-ends-before'
  if ((endsBefore || !at) && log.gap) throw new CliFailure('log-gap', log.gap)
  if (last.outcome !== 'reached') return { outcome: 'wrong-base' }
  return { ...last, endsBefore }
}

/** The log in the repository, as recovery asks for it. */
class ArchivedLog {
  readonly #folder: string
  readonly #reader: RepositoryReader
  readonly #files: ReadonlyMap<string, string>
  readonly #own: Manifest['log']
  #ahead: { name: string; content: Promise<Buffer> } | undefined
  brought = 0
  /** A segment that is missing although later ones are there. */
  gap: string | undefined

  constructor(
    folder: string,
    reader: RepositoryReader,
    files: ReadonlyMap<string, string>,
    own: Manifest['log'],
  ) {
    this.#folder = folder
    this.#reader = reader
    this.#files = files
    this.#own = own
  }

  fetch: FetchLog = async (name) => {
    const file = this.#files.get(name)
    if (!file) {
      if (this.#isGap(name)) this.gap ??= name
      return undefined
    }
    const content = this.#ahead?.name === name ? await this.#ahead.content : await this.#open(file)
    this.brought += name.endsWith('.history') ? 0 : 1
    this.#readAhead(name)
    return content
  }

  #open = (file: string) => openLogFile(this.#folder, this.#reader, file)

  /** While the server replays one segment, the next is opened. */
  #readAhead(name: string): void {
    const later = [...this.#files.keys()].filter((other) => other.length === 24 && other > name).sort()
    const next = later[0]
    const file = next && this.#files.get(next)
    if (!next || !file) return
    const content = this.#open(file)
    content.catch(() => undefined)
    this.#ahead = { name: next, content }
  }

  #isGap(name: string): boolean {
    // The base brings the stretch that it needs itself.
    const isOwn = name >= this.#own.firstSegment && name <= this.#own.lastSegment
    if (name.length !== 24 || isOwn) return false
    const number = name.slice(8)
    const others = [...this.#files.keys()].filter((other) => other.length === 24)
    const isElsewhere = others.some((other) => other.slice(8) === number)
    return !isElsewhere && others.some((other) => other.slice(0, 8) === name.slice(0, 8) && other > name)
  }
}
