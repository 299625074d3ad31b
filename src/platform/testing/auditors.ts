import { prepareAuditorsKey } from '../audit/auditors-key.ts'
import type { TestOffice, TestPerson } from './office.ts'

/** What signing in does for an auditor beyond a session, which a test person has already. */
export async function signInAsAuditor(auditor: TestPerson): Promise<void> {
  await prepareAuditorsKey({ ...auditor, isAct: false })
}

/** Signed in, and confirmed anew. */
export async function anAuditor(office: TestOffice, name: string): Promise<TestPerson> {
  const auditor = await office.person({ name, tenantRole: 'auditor' })
  await signInAsAuditor(auditor)
  await office.stepUp(auditor)
  return auditor
}
