import { join } from 'node:path'
import { FindingBook } from '../../src/platform/audit/verify/findings.ts'
import { drillSigner, sealAll } from '../../src/platform/audit/verify/testing/drill.ts'
import { verifyLog } from '../../src/platform/audit/verify/verify.ts'
import type { DatabaseAccess } from '../../src/platform/db/access.ts'
import { readMigrations, runMigrations } from '../../src/platform/db/migrate.ts'
import { prepareRoles } from '../../src/platform/db/roles.ts'
import { testPasswordOf } from '../../src/platform/db/testing/test-cluster.ts'
import { withClient } from '../../src/platform/db/with-client.ts'

/** The product's own tables on the servers of a drill, so that the record itself is taken over from server to server. */
export async function prepareRecord(access: DatabaseAccess): Promise<void> {
  await withClient(access, (admin) => prepareRoles(admin, testPasswordOf))
  const user = 'yorube_migrator'
  await withClient({ ...access, user, password: testPasswordOf(user) }, (migrator) =>
    runMigrations(migrator, readMigrations(join(import.meta.dirname, '../../migrations'))),
  )
}

export interface RecordFound {
  lines: number
  findings: number
}

/** Seals what waits, as the worker does, and goes over the whole record. */
export async function verifyRecord(access: DatabaseAccess): Promise<RecordFound> {
  return await withClient(access, async (client) => {
    await sealAll(client)
    const book = new FindingBook()
    await client.query('begin isolation level repeatable read, read only')
    const { figures } = await verifyLog(client, [drillSigner.publicKey], [], book)
    await client.query('rollback')
    for (const finding of book.findings.slice(0, 3)) console.log(`verify: ${JSON.stringify(finding)}`)
    return { lines: figures.lines ?? 0, findings: book.count }
  })
}
