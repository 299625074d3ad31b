import { setTimeout as sleep } from 'node:timers/promises'
import { ArchiveError } from '../platform/backup/archive-error.ts'
import { putLogFile } from '../platform/backup/log-files.ts'
import { readRepository, readWriter } from '../platform/backup/repository.ts'
import type { Config } from '../platform/config.ts'
import type { DatabaseAccess } from '../platform/db/access.ts'
import { findPlaces } from '../platform/db/embedded/places.ts'
import { archiveLog, holdLog } from '../platform/db/physical/archive-log.ts'
import { ServerError, withClient } from '../platform/db/with-client.ts'
import { type ArchiveState, archiveState, noteArchive } from '../platform/health/archive-state.ts'
import type { RepositoryWriter } from '../platform/vault/index.ts'

const LONGEST_PAUSE_MS = 5000
const NOTHING_YET: ArchiveState = {
  completeUpTo: null,
  segment: null,
  putAt: null,
  lookedAt: new Date(0).toISOString(),
  trouble: 'no-repository',
  gapSince: null,
}

type ArchiveConfig = Pick<Config, 'dataDir' | 'backupDir' | 'archiveSeconds'>
type Complain = (trouble: ArchiveState['trouble'], error: unknown) => void

export class LogArchive {
  readonly #config: ArchiveConfig
  readonly #access: DatabaseAccess
  readonly #complain: Complain
  readonly #stop = new AbortController()
  readonly #put = new Set<string>()
  #finished: Promise<void> = Promise.resolve()
  #state: ArchiveState

  constructor(config: ArchiveConfig, access: DatabaseAccess, complain: Complain) {
    this.#config = config
    this.#access = access
    this.#complain = complain
    this.#state = archiveState(config.dataDir) ?? NOTHING_YET
  }

  async run(): Promise<void> {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, (this.#config.archiveSeconds * 1000) / 4)
    this.#finished = (async () => {
      while (!this.#stop.signal.aborted) {
        await this.#look(this.#isDue())
        await sleep(pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined)
      }
      // A machine that is switched off may not come back.
      await this.#look(true)
    })()
    await this.#finished
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#finished
  }

  #isDue(): boolean {
    const { completeUpTo } = this.#state
    const age = completeUpTo ? Date.now() - Date.parse(completeUpTo) : Number.POSITIVE_INFINITY
    return age >= this.#config.archiveSeconds * 750
  }

  async #look(endSegment: boolean): Promise<void> {
    const began = new Date().toISOString()
    let trouble: ArchiveState['trouble'] = 'none'
    try {
      const writer = await this.#writer()
      if (writer) await this.#archive(writer, endSegment, began)
      else trouble = 'no-repository'
    } catch (error) {
      trouble = troubleOf(error)
      // Said once, not every five seconds; `status` goes on saying it.
      if (this.#state.trouble !== trouble) this.#complain(trouble, error)
    }
    this.#state = { ...this.#state, lookedAt: began, trouble }
    noteArchive(this.#config.dataDir, this.#state)
  }

  async #writer(): Promise<RepositoryWriter | undefined> {
    const { backupDir, dataDir } = this.#config
    const repository = backupDir && (await readRepository(backupDir))
    return repository ? await readWriter(dataDir, repository) : undefined
  }

  async #archive(writer: RepositoryWriter, endSegment: boolean, began: string): Promise<void> {
    const { dataDir, backupDir = '' } = this.#config
    const cluster = findPlaces(dataDir)?.cluster ?? ''
    const put = async (name: string, path: string) => {
      if (this.#put.has(name)) return
      await putLogFile(backupDir, writer, name, path)
      // Histories stay on the server for ever; asking for each of them again would be idle.
      if (name.endsWith('.history')) this.#put.add(name)
    }
    await withClient(this.#access, async (client) => {
      if (await holdLog(client)) this.#state = { ...this.#state, gapSince: began }
      const { segment, isComplete } = await archiveLog(client, cluster, endSegment, put)
      if (segment) this.#state = { ...this.#state, segment, putAt: new Date().toISOString() }
      if (isComplete) this.#state = { ...this.#state, completeUpTo: began }
    })
  }
}

function troubleOf(error: unknown): ArchiveState['trouble'] {
  if (error instanceof ArchiveError && error.problem === 'two-writers') return 'two-writers'
  if (error instanceof ServerError) return 'database-away'
  return 'cannot-write'
}
