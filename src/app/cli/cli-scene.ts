import type { Duplex } from 'node:stream'
import type { Finding } from '../../platform/audit/verify/findings.ts'
import type { Config } from '../../platform/config.ts'
import type { EmbeddedEvent } from '../../platform/db/embedded/embedded-error.ts'
import type { ArchiveState } from '../../platform/health/archive-state.ts'
import type { Finding as Examination } from '../../platform/health/examinations.ts'
import type { RootSecretState } from './root-secret-state.ts'

/** What the verbs tell the operator, besides failures. */
export type CliSaid =
  | EmbeddedEvent
  | { type: 'progress'; bytes: number }
  | { type: 'backed-up'; file: string; bytes: number; files: number; ms: number }
  | { type: 'repository-made'; folder: string }
  | { type: 'old-removed'; files: number; days: number }
  | { type: 'not-archiving' }
  | { type: 'replaying' }
  | { type: 'replayed'; lastCommit: string; segments: number; endsBefore: boolean }
  | { type: 'verified'; bases: number; segments: number; bytes: number; ms: number; newestBase: string }
  | { type: 'archive'; state: ArchiveState | undefined }
  | { type: 'examination'; finding: Examination }
  | { type: 'examined'; looked: number; bad: number }
  | { type: 'secret-apart'; secret: RootSecretState }
  | { type: 'found'; created: string; version: string }
  | { type: 'restored'; dataDir: string; files: number; ms: number }
  /** Of what was destroyed; null = no ledger lies there. */
  | { type: 'ledger'; records: number | null; beside: string }
  | { type: 'secret-after-restore'; secret: RootSecretState; isRight: boolean; name: string | null }
  | { type: 'versions'; product: string; postgresMajor: string | undefined; node: string }
  | { type: 'not-running' }
  | { type: 'starting' }
  | { type: 'running'; pid: number; version: string; since: string }
  | { type: 'address'; name: string; url: string; answers: boolean }
  | { type: 'data'; dataDir: string; bytes: number }
  | { type: 'no-data'; dataDir: string }
  | { type: 'data-on-server' }
  | { type: 'secret'; secret: RootSecretState }
  | { type: 'last-backup'; at: string; bytes: number }
  | { type: 'no-backup' }
  | { type: 'kits-open'; set: string }
  | { type: 'kit-misread'; number: 1 | 2; characters: number; needed: number }
  | { type: 'root-restored'; place: string }
  | { type: 'root-present'; place: string }
  /** Whose account it is, signed from `since` on; `role` is a code of her seat there. */
  | {
      type: 'whose-account'
      login: string
      name: string
      since: Date
      seats: { desk: string; role: string }[]
    }
  | { type: 'desks-recovered'; login: string; desks: number }
  | { type: 'appointed'; login: string; name: string; tenant: string }
  | { type: 'rotation-figures'; made: number; left: number; sessions: number; machines: number; ms: number }
  | { type: 'root-rotated'; place: string; kept: string }
  | { type: 'follows-previous'; login: string; tenant: string; kind: 'password' | 'activation' | 'passkey' }
  | { type: 'rotation-finished' | 'rotation-unsealed' }
  | { type: 'restore-noted' }
  | { type: 'figure'; name: string; value: number }
  | { type: 'finding'; finding: Finding }
  | { type: 'more-findings'; count: number }
  | { type: 'no-witness' | 'proof-holds' | 'no-checkpoint' }
  | { type: 'proof-fails'; count: number }
  | {
      type: 'paper-checkpoint'
      note: string
      size: number
      signedAt: string
      printedKey: string
      isCurrent: boolean
    }
  | { type: 'raw'; text: string }

/** What somebody is to be given. */
export type Agreeing = 'desks' | 'administrator'

/** What a verb works with; tests bring their own. */
export interface CliScene {
  config: Config
  /** Where the operator stands: files she names are meant from here. */
  folder: string
  say: (said: CliSaid) => void
  stop: AbortSignal
  passphrase: { fresh(): Promise<string>; known(): Promise<string> }
  /** What stands on the first or the second kit. */
  kit: (number: 1 | 2) => Promise<string>
  /** Whether the operator says yes to what was just shown; fails where there is nobody to ask. */
  agrees: (agreeing: Agreeing) => Promise<boolean>
  seal: (passphrase: string) => Duplex
  open: (passphrase: string) => Duplex
}

const PROGRESS_MS = 1000

/** Tells every second how far a long work is. */
export async function withProgress<Result>(
  { say }: CliScene,
  bytes: () => number,
  work: () => Promise<Result>,
): Promise<Result> {
  const ticking = setInterval(() => say({ type: 'progress', bytes: bytes() }), PROGRESS_MS)
  try {
    return await work()
  } finally {
    clearInterval(ticking)
  }
}
