import { prepareAuditorsKey } from '../audit/auditors-key.ts'
import { Compartments } from '../compartments.ts'
import { inTransaction } from '../db/transaction.ts'
import { enteredFrom, enterStatements } from '../entering.ts'
import { platform } from '../runtime.ts'
import type { TestPerson } from './office.ts'

/** What signing in does for an auditor beyond a session, which a test person has already. */
export async function signInAsAuditor(auditor: TestPerson): Promise<void> {
  const { pool, vault } = platform()
  await inTransaction(pool, enterStatements(vault, auditor), async ({ tx, commit }, answers) => {
    const { actor, opener } = enteredFrom(answers, auditor.cookie, vault)
    await prepareAuditorsKey({ actor, tx, keys: new Compartments(tx, vault, actor.tenantId, opener) })
    await commit()
  })
}
