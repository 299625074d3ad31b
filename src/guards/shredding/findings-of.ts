import { sealRound } from '../../platform/audit/log/seal-round.ts'
import type { Finding } from '../../platform/audit/verify/findings.ts'
import { verify } from '../../platform/audit/verify/verify.ts'
import { type TestDatabase, testRootSecret } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import { beginKeyedRecord } from '../../platform/shredding/begin-keyed-record.ts'
import { logSigner } from '../../platform/vault/index.ts'

/** As the first start does, before anybody writes. */
export async function beginRecord(database: TestDatabase): Promise<void> {
  await beginKeyedRecord(await asDefiner(database), testRootSecret)
}

export async function asDefiner(database: TestDatabase) {
  const migrator = await database.as('yorube_migrator')
  await migrator.query('set role yorube_definer')
  return migrator
}

/** What the command that verifies finds now. That a desk of a test is thin is no finding here. */
export async function findingsOf(database: TestDatabase): Promise<Finding[]> {
  const worker = await database.as('yorube_worker')
  while ((await sealRound(worker, logSigner(platform().vault.logSeed()))) > 0);
  const { findings } = await verify(await asDefiner(database), platform().vault)
  return findings.filter(({ kind }) => kind !== 'desk-too-thin')
}
