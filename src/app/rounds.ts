/** Between two rounds; one that was full is followed at once. */
const roundMs = 1_000

export interface Rounds {
  /** Resolves when the round that is under way has ended. */
  stop(): Promise<void>
}

/** A piece of the worker's own work, again and again until it is stopped; a round that fails is tried again with the next. */
export function startRounds(
  round: () => Promise<'full' | 'done'>,
  onFailure: (name: string) => void,
): Rounds {
  const stopping = new AbortController()
  const once = () =>
    round().catch((error: unknown) => {
      onFailure(error instanceof Error ? error.name : 'unknown')
      return 'done'
    })
  const rounds = async () => {
    while (!stopping.signal.aborted) if ((await once()) === 'done') await pause(stopping.signal)
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
