import type { Found, FoundCase } from '../contract.ts'

/** What somebody may search: everything she can open, or the desks of the network and her desk's requests. */
export type Reach = 'everything' | 'network'

export type Refused = 'ended' | 'failed'

export function askFor(reach: Reach, words: string, signal: AbortSignal): Promise<Found | Refused> {
  return ask<Found>({ intent: reach, words }, signal)
}

export async function askForRecent(signal: AbortSignal): Promise<readonly FoundCase[]> {
  const answer = await ask<{ cases: readonly FoundCase[] }>({ intent: 'recent' }, signal)
  return typeof answer === 'string' ? [] : answer.cases
}

/** Posted by hand: a form of the page's own would read everything on the page anew after each word. */
async function ask<Answer>(fields: Record<string, string>, signal: AbortSignal): Promise<Answer | Refused> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  try {
    const answer = await fetch('/search/find', { method: 'POST', body, signal, redirect: 'manual' })
    if (answer.type === 'opaqueredirect') return 'ended'
    return answer.ok ? ((await answer.json()) as { done: Answer }).done : 'failed'
  } catch (error) {
    if (signal.aborted) throw error
    return 'failed'
  }
}
