import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseAccess } from '../access.ts'
import { withClient } from '../with-client.ts'
import { EmbeddedError, type EmbeddedEvent } from './embedded-error.ts'
import type { Places } from './places.ts'
import { isClaimed } from './single-instance.ts'
import { startEmbedded } from './start-embedded.ts'

export interface Borrowed {
  /** The superuser's, to the server's own database. */
  access: DatabaseAccess
  giveBack(): Promise<void>
}

const LONGEST_START_MS = 60_000

/** The PostgreSQL of an instance that exists: the running one, or else one of our own until `giveBack`. */
export async function borrowEmbedded(places: Places, log: (event: EmbeddedEvent) => void): Promise<Borrowed> {
  if (!(await isClaimed(places))) {
    const own = await startEmbedded({ dataDir: places.dataDir, log })
    return { access: { ...own.connection, port: 5432, ssl: false }, giveBack: own.stop }
  }
  const password = readFileSync(places.passwordFile, 'utf8')
  const server = { host: places.run, port: 5432, database: 'postgres', ssl: false }
  const access: DatabaseAccess = { ...server, user: 'postgres', password }
  await untilItAnswers(access, places)
  return { access, giveBack: async () => undefined }
}

/** Whoever holds the instance may still be starting, or recovering. */
async function untilItAnswers(access: DatabaseAccess, places: Places) {
  const patience = Date.now() + LONGEST_START_MS
  for (;;) {
    try {
      return await withClient(access, (client) => client.query('select 1'))
    } catch {
      if (Date.now() > patience) throw new EmbeddedError('cannot-start', places.logFile)
      await sleep(250)
    }
  }
}
