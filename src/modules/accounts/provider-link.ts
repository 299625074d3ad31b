import { platform } from '../../platform/runtime.ts'

/** Issuer and subject as they are stored; the database learns neither. */
export function subjectHash(tenantId: string, issuer: string, subject: string): Buffer {
  return Buffer.from(platform().vault.token(tenantId, 'provider-subject', JSON.stringify([issuer, subject])))
}

/** A link that somebody wrote into the database counts for nothing. */
export function linkMac(tenantId: string, userId: string, hash: Uint8Array): Buffer {
  return Buffer.from(platform().vault.macRow(tenantId, 'provider_link', [tenantId, userId, hash]))
}

export function isGenuineLink(tenantId: string, userId: string, hash: Uint8Array, mac: Uint8Array): boolean {
  if (platform().vault.checkRow(tenantId, 'provider_link', [tenantId, userId, hash], mac)) return true
  platform().raise({ tenantId, label: 'auth.provider_link', rowId: userId })
  return false
}
