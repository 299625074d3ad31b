import { sql } from 'kysely'
import { platform } from '../../platform/runtime.ts'
import { partiesNamed } from '../../platform/shredding/line.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { KeptKind } from './contract.ts'

export interface ListedRecord {
  recordId: string
  kind: KeptKind
  deskId: string
  /** Changes with everything that is written into it. */
  version: string
}

/** What is destroyed with a list that is still proposed, and by which keyed names the counterparts are forgotten with it. */
export async function listedRecords(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  listId: string,
): Promise<{ records: ListedRecord[]; counterparts: Buffer[] }> {
  const { rows } = await sql<{
    record_id: string
    kind: KeptKind
    desk_id: string
    version: string
    parties: string[]
  }>`
    select record_id, kind, desk_id, version, parties from auth.disposal_parties(${listId})`.execute(tx)
  return {
    records: rows.map((row) => ({
      recordId: row.record_id,
      kind: row.kind,
      deskId: row.desk_id,
      version: row.version,
    })),
    counterparts: partiesNamed(
      platform().vault,
      actor.tenantId,
      rows.flatMap((row) => row.parties),
    ),
  }
}
