import { sealRound } from '../platform/audit/log/seal-round.ts'
import type { Pool, PooledClient } from '../platform/db/pool.server.ts'
import type { Logger } from '../platform/log/logger.ts'
import type { LogSigner } from '../platform/vault/index.ts'

/** What is older than this is sealed, or a transaction that began before it is still running. */
const roundMs = 1_000
/** A worker that was away catches up in rounds that follow at once. */
const fullRound = 5_000

/** Seals the record, round by round, until it is stopped; a round that fails is tried again with the next. */
export function startSealer(
  pool: Pool,
  signer: LogSigner,
  logger: Logger,
  afterRound: (client: PooledClient) => Promise<void> = async () => undefined,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const rounds = async () => {
    while (!stopping.signal.aborted) {
      const isFull = await round()
      if (!isFull) await pause(stopping.signal)
    }
  }
  const round = async (): Promise<boolean> => {
    try {
      const client = await pool.connect()
      try {
        const sealed = await sealRound(client, signer, fullRound)
        await afterRound(client)
        return sealed === fullRound
      } finally {
        client.release()
      }
    } catch (error) {
      logger.error(
        { error: error instanceof Error ? error.name : 'unknown' },
        'the record could not be sealed; trying again',
      )
      return false
    }
  }
  const finished = rounds()
  return {
    async stop() {
      stopping.abort()
      await finished
    },
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, roundMs)
    signal.addEventListener('abort', end)
  })
}
