import { sealRound } from '../platform/audit/log/seal-round.ts'
import type { Pool, PooledClient } from '../platform/db/pool.server.ts'
import type { Logger } from '../platform/log/logger.ts'
import type { LogSigner } from '../platform/vault/index.ts'
import { type Rounds, startRounds } from './rounds.ts'

/** A worker that was away catches up in rounds that follow at once. */
const fullRound = 5_000

/** Seals the record: what is older than a second, unless a transaction that began before it is still running. */
export function startSealer(
  pool: Pool,
  signer: LogSigner,
  logger: Logger,
  afterRound: (client: PooledClient) => Promise<void> = async () => undefined,
): Rounds {
  return startRounds(
    async () => {
      const client = await pool.connect()
      try {
        const sealed = await sealRound(client, signer, fullRound)
        await afterRound(client)
        return sealed === fullRound ? 'full' : 'done'
      } finally {
        client.release()
      }
    },
    (error) => logger.error({ error }, 'the record could not be sealed; trying again'),
  )
}
