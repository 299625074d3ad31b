import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '../db/pool.server.ts'

/** Told when a desk or a person of a tenant has news: ids only. */
export type OnWake = (tenantId: string, addresseeId: string) => void

const pauseMs = 2_000

/** Hears the database's wake calls on one connection of its own, and comes back when that is lost. */
export function hearWakeCalls(pool: Pool, onWake: OnWake): { stop(): void } {
  const stopped = new AbortController()
  void (async () => {
    while (!stopped.signal.aborted) {
      await hearOnce(pool, onWake, stopped.signal).catch(() => undefined)
      await sleep(pauseMs, undefined, { signal: stopped.signal }).catch(() => undefined)
    }
  })()
  return { stop: () => stopped.abort() }
}

async function hearOnce(pool: Pool, onWake: OnWake, stopped: AbortSignal): Promise<void> {
  const client = await pool.connect()
  try {
    client.on('notification', ({ payload = '' }) => {
      const [tenantId, addresseeId] = payload.split(' ')
      if (tenantId && addresseeId) onWake(tenantId, addresseeId)
    })
    await client.query('listen yorube_notice')
    await new Promise<void>((resolve) => {
      client.once('end', () => resolve())
      client.once('error', () => resolve())
      stopped.addEventListener('abort', () => resolve(), { once: true })
    })
  } finally {
    // Never back into the pool: it still listens.
    client.release(true)
  }
}
