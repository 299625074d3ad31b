import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { DatabaseAccess } from '../access.ts'
import { EmbeddedError } from '../embedded/embedded-error.ts'
import type { Places } from '../embedded/places.ts'
import { giveTo, type ServerUser } from '../embedded/server-user.ts'
import { serverArguments } from '../embedded/settings.ts'
import { superviseServer } from '../embedded/supervised-server.ts'
import { withClient } from '../with-client.ts'
import { type FetchLog, LogErrand } from './log-errand.ts'

export interface Recovery {
  /** As for an instance, but `cluster` is the copy that recovers. */
  places: Places
  user: ServerUser | undefined
  /** Holds bin/postgres. */
  binaries: string
  password: string
  /** Undefined: everything that the archive has. */
  at: Date | undefined
  fetch: FetchLog
}

export type Recovered =
  /** `lastCommit`: of the newest transaction that is in it. */
  | { outcome: 'reached'; lastCommit: Date | undefined }
  /** All of the log was replayed, and it ends before that moment. */
  | { outcome: 'log-ends-before' }
  /** This copy was not yet whole at that moment, or belongs to a history that was given up: an older one is needed. */
  | { outcome: 'wrong-base' }

const ENDS_BEFORE = /recovery ended before configured recovery target was reached/
const WRONG_BASE = /before consistent recovery point|is not a child of this server's history/

/**
 * Replays the log into an unpacked copy, up to a moment, and ends there as a cluster of its own (a new timeline). Throws
 * what `fetch` threw, or `EmbeddedError`.
 */
export async function recoverCluster(recovery: Recovery): Promise<Recovered> {
  const { places, user, binaries, at } = recovery
  const folder = join(places.database, 'log-errand')
  const errand = new LogErrand(folder, user, recovery.fetch)
  const signal = join(places.cluster, 'recovery.signal')
  await writeFile(signal, '', { mode: 0o600 })
  giveTo(user, signal)
  const settings = {
    // So that it counts as ready when it has ended its recovery, and not before.
    hot_standby: 'off',
    restore_command: errand.command(`../${basename(folder)}`),
    recovery_target_timeline: 'latest',
    ...(at ? { recovery_target_time: pgTime(at), recovery_target_action: 'promote' } : {}),
  }
  await errand.begin()
  try {
    const command = [
      join(binaries, 'bin/postgres'),
      '-D',
      places.cluster,
      '-k',
      places.run,
      ...serverArguments({ fsync: true, sharedBuffers: '256MB' }),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]
    const server = await superviseServer(places, command, user, () => undefined, Number.POSITIVE_INFINITY)
    try {
      return { outcome: 'reached', lastCommit: await lastCommit(accessTo(recovery)) }
    } finally {
      await server.stop()
    }
  } catch (error) {
    if (errand.failure) throw errand.failure
    if (!(error instanceof EmbeddedError)) throw error
    const said = await readFile(places.logFile, 'utf8')
    if (ENDS_BEFORE.test(said)) return { outcome: 'log-ends-before' }
    if (WRONG_BASE.test(said)) return { outcome: 'wrong-base' }
    throw error
  } finally {
    await errand.end()
  }
}

/** As PostgreSQL reads it in its configuration: without T and Z. */
const pgTime = (at: Date) => at.toISOString().replace('T', ' ').replace('Z', '+00')

function accessTo({ places, password }: Recovery): DatabaseAccess {
  return { host: places.run, port: 5432, database: 'postgres', ssl: false, user: 'postgres', password }
}

async function lastCommit(access: DatabaseAccess): Promise<Date | undefined> {
  return await withClient(access, async (client) => {
    const { rows } = await client.query<{ at: Date | null }>('select pg_last_xact_replay_timestamp() as at')
    return rows[0]?.at ?? undefined
  })
}
