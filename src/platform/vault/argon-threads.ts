import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { projectRoot } from '../project-root.ts'
import type { Bytes } from './contract.ts'
import type { ArgonCost } from './primitives.ts'

export interface Derivation {
  secret: Bytes
  salt: Bytes
  cost: ArgonCost
}

const keptMs = 60_000

/**
 * Derives in threads of low priority, so that fifty who sign in on Monday morning do not take the processor from those who are at
 * work. A thread stays for a minute; how many there are at once is for the caller to bound (`ArgonGate`).
 */
class ArgonThreads {
  readonly #idle: { thread: Worker; end: NodeJS.Timeout }[] = []

  async derive(secret: Bytes, salt: Bytes, cost: ArgonCost): Promise<Bytes> {
    const thread = this.#take()
    const ended = new AbortController()
    const onExit = () => ended.abort()
    thread.ref()
    thread.once('exit', onExit)
    try {
      const sent: Derivation = { secret: Uint8Array.from(secret), salt: Uint8Array.from(salt), cost }
      thread.postMessage(sent, [sent.secret.buffer as ArrayBuffer])
      const [key] = await once(thread, 'message', { signal: ended.signal })
      this.#keep(thread)
      return key as Bytes
    } catch (error) {
      void thread.terminate()
      throw error
    } finally {
      thread.off('exit', onExit)
    }
  }

  #take(): Worker {
    const kept = this.#idle.pop()
    if (!kept) return startThread()
    clearTimeout(kept.end)
    return kept.thread
  }

  #keep(thread: Worker): void {
    thread.unref()
    const end = setTimeout(() => this.#let(thread), keptMs).unref()
    this.#idle.push({ thread, end })
  }

  #let(thread: Worker): void {
    const at = this.#idle.findIndex((one) => one.thread === thread)
    if (at >= 0) this.#idle.splice(at, 1)
    void thread.terminate()
  }
}

function startThread(): Worker {
  const thread = new Worker(join(projectRoot(), 'src/platform/vault/argon-thread.ts'), {
    env: {},
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 },
  })
  // One that ends says so to whoever waits for its answer; while it is idle nobody does.
  thread.on('error', () => {})
  return thread
}

export const argonThreads = new ArgonThreads()
