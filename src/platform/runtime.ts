import type { Pool } from './db/pool.server.ts'
import type { Finding } from './health/examinations.ts'
import type { IdentityProvider } from './identity-providers.ts'
import type { Verdict } from './scanner/answers.ts'
import type { SubmissionPace } from './submission-pace.ts'
import type { Vault } from './vault/contract.ts'

/** Told when a sealed document or a key row is refused: names of columns and rows, never content. */
export interface Alarm {
  tenantId: string
  /** `table.column` of a document, `schema.table` of a key row. */
  label: string
  rowId: string
  deskId?: string
  /** The use-case, where it is known. */
  action?: string
}

/** What one process has exactly one of. Installed once by the composition root (or a test). */
export interface Platform {
  pool: Pool
  vault: Vault
  /** Neither waits nor throws: whoever was refused is answered first. */
  raise(alarm: Alarm): void
  /** What lies around the program; absent where nobody runs it as an instance. */
  examine?(): Promise<{ version: string; findings: Finding[] }>
  /** Hours after which a desk's key that is due for renewal is late, and in red; without it, a day and three. */
  keyRenewalHours?: { late: number; red: number }
  /** The offices' own directories, as far as the operator named any. */
  identityProviders?: readonly IdentityProvider[]
  /** How much a session may send in; absent where no browser and no program sends anything. */
  pace?: SubmissionPace
  /** Whether the office's virus scanner finds something; absent where the operator named none. */
  scan?(bytes: Uint8Array): Promise<Verdict>
}

let installed: Platform | undefined

export function installPlatform(platform: Platform): void {
  if (installed) throw new Error('the platform is installed already: two copies of it run in this process')
  installed = platform
}

export function platform(): Platform {
  if (!installed) throw new Error('the platform is not installed yet')
  return installed
}

/** Tests end one platform before they install the next. */
export async function removePlatform(): Promise<void> {
  await installed?.pool.end()
  installed = undefined
}
