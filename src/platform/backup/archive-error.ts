export type ArchiveProblem = 'cannot-open' | 'damaged' | 'unknown-format' | 'two-writers'

/** Why a backup cannot be read; `cannot-open`: nothing of it was seen open, so it may be the passphrase. */
export class ArchiveError extends Error {
  readonly problem: ArchiveProblem
  constructor(problem: ArchiveProblem) {
    super(problem)
    this.name = 'ArchiveError'
    this.problem = problem
  }
}
