import { prepareAuditorsKey } from '../audit/auditors-key.ts'
import type { TestPerson } from './office.ts'

/** What signing in does for an auditor beyond a session, which a test person has already. */
export async function signInAsAuditor(auditor: TestPerson): Promise<void> {
  await prepareAuditorsKey({ ...auditor, isAct: false })
}
