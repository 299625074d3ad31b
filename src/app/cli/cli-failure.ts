export type CliProblem =
  | 'server-of-its-own'
  | 'no-instance'
  | 'holds-data'
  | 'file-exists'
  | 'part-exists'
  | 'file-missing'
  | 'inside-data'
  | 'no-backup-dir'
  | 'no-repository'
  | 'other-instance'
  | 'no-base-before'
  | 'at-unreadable'
  | 'at-future'
  | 'log-gap'
  | 'two-writers'
  | 'no-terminal'
  | 'passphrase-short'
  | 'passphrase-differs'
  | 'passphrase-file-missing'
  | 'passphrase-file-open'
  | 'cannot-open'
  | 'damaged'
  | 'unknown-format'
  | 'other-major'
  | 'no-such-account'
  | 'is-administrator'
  | 'administrators-sign-in'
  | 'no-root-secret'
  | 'unwell'
  | 'no-space'
  | 'not-allowed'
  | 'disk'
  | 'no-kits'
  | 'kit-missing'
  | 'kit-misread'
  | 'kit-newer'
  | 'kit-other-set'
  | 'kit-twice'
  | 'kit-elsewhere'
  | 'root-in-the-way'
  | 'root-unproven'
  | 'no-desk-to-recover'
  | 'account-altered'
  | 'account-unsigned'
  | 'account-swapped'
  | 'name-needed'
  | 'other-name'
  | 'day-needed'
  | 'other-day'
  | 'not-agreed'
  | 'at-work'
  | 'rotation-unfinished'
  | 'not-migrated'
  | 'ledger-in-doubt'
  | 'no-rotation'
  | 'still-followed'
  | 'stopped'

/** Why a verb of the command line stops; the sentence is in `cli-words.ts`. */
export class CliFailure extends Error {
  readonly problem: CliProblem
  readonly detail: string
  constructor(problem: CliProblem, detail = '') {
    super(`${problem}: ${detail}`)
    this.name = 'CliFailure'
    this.problem = problem
    this.detail = detail
  }
}

const SYSTEM: Record<string, CliProblem> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EROFS: 'not-allowed',
  ENOENT: 'file-missing',
  ENOTDIR: 'file-missing',
  EISDIR: 'not-allowed',
  EIO: 'disk',
}

/** Interruptions and the disk's own errors, as far as they have a sentence. */
export function ofSystem(error: unknown): CliFailure | undefined {
  if (error instanceof Error && error.name === 'AbortError') return new CliFailure('stopped')
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const problem = SYSTEM[String(error.code)]
  return problem && new CliFailure(problem, 'path' in error ? String(error.path) : '')
}
