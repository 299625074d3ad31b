import type { AttemptCounts } from './store/sign-in.ts'

/** Failures within fifteen minutes after which a next try has to wait until one of them is that old (security.md §6). */
const window = 15 * 60
const mostOfAccount = 5
const mostOfNetwork = 30
/** Seconds between tries after so many failures: nobody feels the first ones, a machine does. */
const growingDelay = [0, 0, 1, 3, 8]

/** Seconds until the next try is taken; 0 = now. There is no permanent lock: time alone opens it again. */
export function secondsToWait(counts: AttemptCounts): number {
  const waits = [
    counts.of_account >= mostOfAccount
      ? window - (counts.since_fifth ?? 0)
      : (growingDelay[counts.of_account] ?? 0) - (counts.since_last ?? window),
    counts.of_network >= mostOfNetwork ? window - (counts.since_thirtieth ?? 0) : 0,
  ]
  return Math.max(0, ...waits)
}
