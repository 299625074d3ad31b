import type { DirectoryColumns } from './vault/contract.ts'

/** A security key as far as the vault signs it: whose it is, where it works, and what its answers are checked with. */
export interface PasskeyTerms {
  tenantId: string
  userId: string
  id: string
  rpId: string
  credentialId: Uint8Array
  publicKey: Uint8Array
  opens: boolean
}

export function passkeyColumns(terms: PasskeyTerms): DirectoryColumns {
  const { tenantId, userId, id, rpId, credentialId, publicKey, opens } = terms
  return [tenantId, userId, id, rpId, credentialId, publicKey, opens ? 1 : 0]
}
