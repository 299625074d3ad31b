import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sealAll } from '../../src/platform/audit/verify/testing/drill.ts'
import { verify } from '../../src/platform/audit/verify/verify.ts'
import { hashOfWritten, WritingBook } from '../../src/platform/audit/written.ts'
import type { DatabaseAccess } from '../../src/platform/db/access.ts'
import { readMigrations, runMigrations } from '../../src/platform/db/migrate.ts'
import { prepareRoles } from '../../src/platform/db/roles.ts'
import { testPasswordOf } from '../../src/platform/db/testing/test-cluster.ts'
import { withClient } from '../../src/platform/db/with-client.ts'
import { beginKeyedRecord } from '../../src/platform/shredding/begin-keyed-record.ts'
import { createVault, logSigner } from '../../src/platform/vault/index.ts'

const root = randomBytes(32)
const vault = createVault(root)
const signer = logSigner(vault.logSeed())
const tenantId = randomUUID()
const action = 'drill.write'

/** `verify` holds its documents against the record like those of every table whose column is marked as sealed. */
export const tableOfWritings = `
  create table written (tenant_id uuid not null, id uuid primary key, document bytea not null);
  comment on column written.document is 'S'`

/** The product's own tables on the servers of a drill, so that the record itself is taken over from server to server. */
export async function prepareRecord(access: DatabaseAccess): Promise<void> {
  await withClient(access, (admin) => prepareRoles(admin, testPasswordOf))
  const user = 'yorube_migrator'
  await withClient({ ...access, user, password: testPasswordOf(user) }, (migrator) =>
    runMigrations(migrator, readMigrations(join(import.meta.dirname, '../../migrations'))),
  )
  await withClient(access, (admin) => beginKeyedRecord(admin, root))
}

/** A row with a document, its line in the record and what the line says was written: one statement. */
export function writingOf(id: string): { sql: string; values: unknown[] } {
  const document = randomBytes(200)
  const book = new WritingBook()
  book.note('written.document', id, document)
  const contentHash = hashOfWritten(vault, { tenantId, action, actorId: null }, book.entries)
  return {
    sql: `with line as (
        insert into audit.event (tenant_id, action, object_type, object_id, purpose, result, content_hash)
        values ($1, $2, 'drill', $3, 'support', 'ok', $4) returning seq),
      kept as (
        insert into audit.written (tenant_id, seq, label, row_id, hash)
        select $1, seq, 'written.document', $3, sha256($5) from line)
      insert into written (tenant_id, id, document) values ($1, $3, $5)`,
    values: [tenantId, action, id, contentHash, document],
  }
}

export interface RecordFound {
  lines: number
  /** Held against what was written. */
  documents: number
  findings: number
}

/** Seals what waits, as the worker does, and asks `verify` for all of it. */
export async function verifyRecord(access: DatabaseAccess): Promise<RecordFound> {
  return await withClient(access, async (client) => {
    await sealAll(client, signer)
    const { figures, findings, findingCount } = await verify(client, vault)
    for (const finding of findings.slice(0, 3)) console.log(`verify: ${JSON.stringify(finding)}`)
    return { lines: figures.lines ?? 0, documents: figures.rows ?? 0, findings: findingCount }
  })
}
