import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../../platform/config.ts'
import { accessFromUrl, type DatabaseAccess } from '../../platform/db/access.ts'
import type { EmbeddedEvent } from '../../platform/db/embedded/embedded-error.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../platform/db/embedded/start-embedded.ts'
import { ensureDatabase, examineServer } from '../../platform/db/examine-server.ts'
import { letGoOfLog } from '../../platform/db/physical/archive-log.ts'
import { withClient } from '../../platform/db/with-client.ts'

export interface OpenDatabase {
  owner: DatabaseAccess
  isNew: boolean
  /** DATA_DIR as it really is. */
  dataDir: string
  stop(): Promise<void>
}

const DATABASE = 'yorube'
const PAUSE_MS = 1000

export interface DatabaseListener {
  onEvent: (event: EmbeddedEvent) => void
  onRestart: () => void
}

export async function openDatabase(config: Config, listener: DatabaseListener): Promise<OpenDatabase> {
  if (config.databaseUrl) {
    const owner = accessFromUrl(config.databaseUrl)
    const { isNew } = await examineServer(owner)
    return { owner, isNew, dataDir: resolve(config.dataDir), stop: async () => undefined }
  }
  const start = () => startEmbedded({ dataDir: config.dataDir, log: listener.onEvent })
  const first = await start()
  const server: DatabaseAccess = { ...first.connection, port: 5432, ssl: false }
  const owner = { ...server, database: DATABASE }
  const stop = keepRunning(first, start, listener)
  try {
    await ensureDatabase(server, DATABASE)
    const { isNew } = await examineServer(owner)
    // An archive that was given up must not fill the disk with a log that nobody fetches.
    if (!config.backupDir) await withClient(owner, letGoOfLog)
    return { owner, isNew, dataDir: first.dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** PostgreSQL mends a lost backend itself; if all of it is gone (out of memory, say), it comes back at the same address. */
function keepRunning(
  first: EmbeddedPostgres,
  start: () => Promise<EmbeddedPostgres>,
  listener: DatabaseListener,
) {
  let current = first
  let stopping = false
  let restart = Promise.resolve()
  const watch = () =>
    void current.ended.then(() => {
      if (!stopping) restart = revive()
    })
  const revive = async () => {
    listener.onRestart()
    await current.stop()
    while (!stopping) {
      await sleep(PAUSE_MS)
      try {
        current = await start()
        watch()
        return
      } catch {
        listener.onRestart()
      }
    }
  }
  watch()
  return async () => {
    stopping = true
    await restart
    await current.stop()
  }
}
