import type { GrantRow } from './vault/contract.ts'

/** A key of a compartment as the database answers with it (auth.my_grants and its like). */
export interface GrantColumns {
  tenant_id: string
  compartment_id: string
  desk_id: string
  epoch: number
  key_id: Buffer
  not_after: number
  basis_id: string | null
  wrap: Buffer
  mac: Buffer
}

export function grantOf(row: GrantColumns): GrantRow {
  return {
    tenantId: row.tenant_id,
    compartmentId: row.compartment_id,
    deskId: row.desk_id,
    epoch: row.epoch,
    keyId: row.key_id,
    notAfter: row.not_after,
    basisId: row.basis_id,
    wrap: row.wrap,
    mac: row.mac,
  }
}

/** The same, as it is stored. */
export function columnsOf(grant: GrantRow): GrantColumns {
  return {
    tenant_id: grant.tenantId,
    compartment_id: grant.compartmentId,
    desk_id: grant.deskId,
    epoch: grant.epoch,
    key_id: Buffer.from(grant.keyId),
    not_after: grant.notAfter,
    basis_id: grant.basisId,
    wrap: Buffer.from(grant.wrap),
    mac: Buffer.from(grant.mac),
  }
}
