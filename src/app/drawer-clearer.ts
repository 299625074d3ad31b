import type { Pool } from '../platform/db/pool.server.ts'
import type { Logger } from '../platform/log/logger.ts'
import { type Rounds, startRounds } from './rounds.ts'

/** Desks cleared in one round; what is left waits for the next. */
const mostDesks = 1_000

/**
 * Throws away drawers of the card index that are stale (docs/adr/0028), a desk at a time: they hold names as they were. Apart
 * from sealing the record, so that neither waits for the other.
 */
export function startDrawerClearer(pool: Pool, logger: Logger): Rounds {
  return startRounds(
    async () => {
      let after: string | null = null
      for (let desk = 0; desk < mostDesks; desk += 1) {
        after = await clearNext(pool, after)
        if (after === null) break
      }
      return 'done'
    },
    (error) => logger.error({ error }, 'stale drawers could not be thrown away; trying again'),
  )
}

/** The desk that came next; null = there is none. */
async function clearNext(pool: Pool, after: string | null): Promise<string | null> {
  const { rows } = await pool.query<{ desk: string | null }>('select auth.clear_stale_drawers($1) as desk', [
    after,
  ])
  return rows[0]?.desk ?? null
}
