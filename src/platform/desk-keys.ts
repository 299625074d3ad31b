import { sql } from 'kysely'
import type { Tx } from './db/tx.ts'
import { AppError } from './errors.ts'
import { platform } from './runtime.ts'
import type { DeskKeyRow, Recipient } from './vault/contract.ts'

/** The current public keys of desks; one that nobody has founded yet has none. */
export async function currentDeskKeys(tx: Tx, deskIds: readonly string[]): Promise<DeskKeyRow[]> {
  const rows = await tx
    .selectFrom('auth.desk_key as k')
    .innerJoin('auth.desk as d', (join) =>
      join
        .onRef('d.tenant_id', '=', 'k.tenant_id')
        .onRef('d.id', '=', 'k.desk_id')
        .onRef('d.epoch', '=', 'k.epoch'),
    )
    .select(['k.tenant_id', 'k.desk_id', 'k.epoch', 'k.key_id', 'k.public_key', 'k.mac'])
    .where('k.desk_id', '=', sql<string>`any(${[...new Set(deskIds)]}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    deskId: row.desk_id,
    epoch: row.epoch,
    keyId: row.key_id,
    publicKey: row.public_key,
    mac: row.mac,
  }))
}

/** A desk nobody has founded yet has no key: it can only be given a paper sheet. */
export function keyOf(keys: readonly DeskKeyRow[], deskId: string): DeskKeyRow {
  const found = keys.find((key) => key.deskId === deskId)
  if (!found) throw new AppError('refused', 'error_desk_has_no_key')
  return found
}

/** What the vault signs of an appointment. */
export const dutyColumns = (tenantId: string, id: string, deskId: string) => [tenantId, id, deskId] as const

/** What a duty desk is given of a case: its core and its people, never a sheet or another desk's act (docs/adr/0016). */
export const kindsForDuty: readonly string[] = ['core', 'person']

/**
 * To whom the core of a case is given besides the desk that holds it; null where no duty desk is appointed. A desk that
 * somebody wrote in there behind the vault's back is given nothing.
 */
export async function dutyRecipient(tx: Tx, tenantId: string): Promise<Recipient | null> {
  const { rows } = await sql<{
    id: string
    desk_id: string
    mac: Buffer
    epoch: number
    key_id: Buffer
    public_key: Buffer
    key_mac: Buffer
  }>`select * from auth.duty_key()`.execute(tx)
  const [row] = rows
  if (!row) return null
  const { vault, raise } = platform()
  if (!vault.checkRow(tenantId, 'duty_desk', dutyColumns(tenantId, row.id, row.desk_id), row.mac)) {
    raise({ tenantId, label: 'auth.duty_desk', rowId: row.id })
    return null
  }
  const deskKey = {
    tenantId,
    deskId: row.desk_id,
    epoch: row.epoch,
    keyId: row.key_id,
    publicKey: row.public_key,
    mac: row.key_mac,
  }
  return { deskKey, notAfter: 0, basisId: row.id }
}

export interface ShareTerms {
  deskId: string
  /** Unix seconds; 0 = until withdrawn. */
  notAfter: number
  /** The ledger row it rests on. */
  basisId: string
}

export interface NewCompartment {
  id?: string
  kind: string
  ownerDeskId: string
  caseId?: string
}

/** The keys of desks as one transaction needs them: each is read once, because it does not change while that runs. */
export class DeskKeys {
  readonly #tx: Tx
  readonly #tenantId: string
  readonly #read = new Map<string, Promise<DeskKeyRow[]>>()
  #duty: Promise<Recipient | null> | null = null

  /** `given`: of desks whose keys came along with who asks. */
  constructor(tx: Tx, tenantId: string, given: readonly DeskKeyRow[] = []) {
    this.#tx = tx
    this.#tenantId = tenantId
    for (const row of given) this.#read.set(row.deskId, Promise.resolve([row]))
  }

  of(deskIds: readonly string[]): Promise<DeskKeyRow[]> {
    const name = [...new Set(deskIds)].sort().join(' ')
    const read = this.#read.get(name) ?? currentDeskKeys(this.#tx, deskIds)
    this.#read.set(name, read)
    return read
  }

  /** To whom a new key is given: the desk that holds it, others named at once, the duty desk where it is due. */
  async recipients(
    { kind, ownerDeskId }: NewCompartment,
    shares: readonly ShareTerms[],
  ): Promise<{ recipients: Recipient[]; dutyBasis: string | null }> {
    const [keys, duty] = await Promise.all([
      this.of([ownerDeskId, ...shares.map((share) => share.deskId)]),
      this.duty(kind, ownerDeskId),
    ])
    const owner: Recipient = { deskKey: keyOf(keys, ownerDeskId), notAfter: 0, basisId: null }
    const others = shares.map(({ deskId, notAfter, basisId }) => ({
      deskKey: keyOf(keys, deskId),
      ...{ notAfter, basisId },
    }))
    return { recipients: [owner, ...others, ...duty], dutyBasis: duty[0]?.basisId ?? null }
  }

  /** The duty desk, where there is one, it is another, and it is given this kind of key. */
  async duty(kind: string, ownerDeskId: string): Promise<Recipient[]> {
    if (!kindsForDuty.includes(kind)) return []
    this.#duty ??= dutyRecipient(this.#tx, this.#tenantId)
    const duty = await this.#duty
    return duty && duty.deskKey.deskId !== ownerDeskId ? [duty] : []
  }
}
