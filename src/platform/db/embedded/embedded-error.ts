export type EmbeddedFailure =
  | 'no-binaries'
  | 'no-unprivileged-user'
  | 'already-running'
  | 'wrong-major'
  | 'wrong-owner'
  | 'cannot-initialise'
  | 'cannot-start'

/** Why the embedded PostgreSQL cannot run. The words for people are the launcher's; `detail` is a path or a number. */
export class EmbeddedError extends Error {
  readonly failure: EmbeddedFailure
  readonly detail: string
  constructor(failure: EmbeddedFailure, detail: string) {
    super(`${failure}: ${detail}`)
    this.name = 'EmbeddedError'
    this.failure = failure
    this.detail = detail
  }
}

/** What happened on the way, for the operator's console. */
export type EmbeddedEvent =
  | { type: 'moved'; to: string }
  | { type: 'binaries-copied'; to: string }
  | { type: 'creating' }
  | { type: 'orphan'; pid: number }
  | { type: 'recovering' }
