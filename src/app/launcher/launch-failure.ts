import type { RootSecretTrouble } from '../../platform/vault/index.ts'

export type LaunchProblem =
  | 'port-in-use'
  | 'port-unusable'
  | 'sample-needs-loopback'
  | 'sample-needs-empty'
  | `root-secret-${RootSecretTrouble | 'foreign'}`
  | 'database-later'
  | 'ledger-in-doubt'
  | 'step-failed'
  | 'child-refused'
  | 'child-hopeless'

/** Why the launcher stops; the sentence is in `console-words.ts`. */
export class LaunchFailure extends Error {
  readonly problem: LaunchProblem
  readonly detail: string
  constructor(problem: LaunchProblem, detail: string) {
    super(`${problem}: ${detail}`)
    this.name = 'LaunchFailure'
    this.problem = problem
    this.detail = detail
  }
}
