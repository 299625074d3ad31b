import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { usableBinaries } from './binaries.ts'
import { EmbeddedError, type EmbeddedEvent } from './embedded-error.ts'
import { initialise } from './initialise.ts'
import { clearLeftovers } from './leftovers.ts'
import { preparePlaces } from './places.ts'
import { serverArguments } from './settings.ts'
import { claim } from './single-instance.ts'
import { superviseServer } from './supervised-server.ts'

export interface EmbeddedOptions {
  /** Folder of the instance; PostgreSQL takes `database/` inside it. */
  dataDir: string
  /** False only in tests. */
  fsync?: boolean
  /** PostgreSQL's notation, such as `256MB`. */
  sharedBuffers?: string
  log: (event: EmbeddedEvent) => void
}

export interface EmbeddedPostgres {
  /** The superuser's: `host` is the folder of the unix socket. */
  connection: { host: string; user: string; password: string; database: string }
  /** Where the data really lives (see `realDataDir`). */
  dataDir: string
  /** True when this start created the cluster. */
  isNew: boolean
  /** Resolves when PostgreSQL has ended, asked or not. */
  ended: Promise<void>
  stop(): Promise<void>
}

/**
 * Runs the PostgreSQL that ships with the product, on a unix socket only. It stops with this process, however that
 * ends. Throws `EmbeddedError`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { fsync = true, sharedBuffers = '256MB', log } = options
  const { places, user } = preparePlaces(options.dataDir, log)
  const claimed = await claim(places)
  try {
    const binaries = usableBinaries(places, user, log)
    const isNew = !existsSync(places.cluster)
    if (isNew) {
      log({ type: 'creating' })
      await initialise(places, binaries, user, fsync)
    }
    const clusterMajor = readFileSync(join(places.cluster, 'PG_VERSION'), 'utf8').trim()
    if (clusterMajor !== binaries.major) throw new EmbeddedError('wrong-major', clusterMajor)
    await clearLeftovers(places, log)
    const command = [join(binaries.folder, 'bin/postgres'), '-D', places.cluster, '-k', places.run]
    const server = await superviseServer(
      places,
      [...command, ...serverArguments({ fsync, sharedBuffers })],
      user,
      log,
    )
    return {
      connection: {
        host: places.run,
        user: 'postgres',
        password: readFileSync(places.passwordFile, 'utf8'),
        database: 'postgres',
      },
      dataDir: places.dataDir,
      isNew,
      ended: server.ended,
      async stop() {
        await server.stop()
        claimed.close()
      },
    }
  } catch (error) {
    claimed.close()
    throw error
  }
}
