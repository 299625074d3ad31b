import type { Visitor } from '../../platform/entrance.ts'
import { foldCode } from '../../platform/vault/index.ts'
import { attemptHashes, networkHash } from './identity.ts'

/** What the database compares by its hash: the code as it was printed, however it was typed. */
export function setUpToken(typed: string): Buffer {
  return Buffer.from(foldCode(typed), 'utf8')
}

/** There is no tenant yet; tries are counted all the same. */
export const nobodysTenant = '00000000-0000-0000-0000-000000000000'

/** Wrong codes count like wrong passwords of one account. */
export function setUpAttempt({ network }: Visitor) {
  return attemptHashes({
    tenantId: nobodysTenant,
    login: 'first set-up',
    network: networkHash(nobodysTenant, network),
  })
}
