import type { OwnCluster } from '../../../platform/db/testing/own-cluster.ts'
import { passkeyColumns } from '../../../platform/passkey-columns.ts'
import { macOfLine } from '../../../platform/shredding/line.ts'
import { signNameOf } from '../../../platform/testing/account-names.ts'
import type { TestOffice, TestPerson } from '../../../platform/testing/office.ts'
import type { Vault } from '../../../platform/vault/index.ts'

/** Rows that follow from the root secret and take long to come by in the proper way. */
interface Rooted {
  superuser: OwnCluster['superuser']
  vault: Vault
  office: TestOffice
}

/** A security key, her account at the office's directory, and the signature on what she is called. */
export async function giveKeyAndLink(
  { superuser, vault, office }: Rooted,
  person: TestPerson,
  subject: readonly [string, string],
): Promise<void> {
  const { userId } = person
  await signNameOf(person)
  const key = { userId, id: crypto.randomUUID(), rpId: office.host, opens: false }
  const [credentialId, publicKey] = [Buffer.from('a credential'), Buffer.from('a public key')]
  const terms = { tenantId: office.tenantId, ...key, credentialId, publicKey }
  await superuser.query(
    `insert into auth.passkey (tenant_id, user_id, id, rp_id, credential_id, public_key, name, opens, mac)
     values ($1, $2, $3, $4, $5, $6, 'a key', false, $7)`,
    [
      ...[terms.tenantId, userId, key.id, key.rpId, credentialId, publicKey],
      Buffer.from(vault.macRow(terms.tenantId, 'passkey', passkeyColumns(terms))),
    ],
  )
  const { linkMac, subjectHash } = await import('../../../modules/accounts/testing.ts')
  const hash = subjectHash(terms.tenantId, ...subject)
  await superuser.query(
    'insert into auth.provider_link (tenant_id, user_id, subject_hash, mac) values ($1, $2, $3, $4)',
    [terms.tenantId, userId, hash, linkMac(terms.tenantId, userId, hash)],
  )
}

/** Two epochs of the auditors' key: one of two auditors has left, and the other renewed it. */
export async function renewAuditorsKey(
  { superuser, vault, office: { tenantId } }: Rooted,
  [leaver, present]: readonly [TestPerson, TestPerson],
): Promise<void> {
  const { giveKey } = await import('../../../modules/oversight/testing.ts')
  const { signInAsAuditor } = await import('../../../platform/testing/auditors.ts')
  for (const { userId } of [leaver, present])
    await superuser.query("insert into auth.role_assignment values ($1, $2, 'auditor', now(), null, $3)", [
      ...[tenantId, userId],
      Buffer.from(vault.macRow(tenantId, 'role_assignment', [tenantId, userId, 'auditor'])),
    ])
  await signInAsAuditor(leaver)
  await giveKey(leaver, { userId: present.userId })
  await superuser.query("delete from auth.role_assignment where user_id = $1 and role = 'auditor'", [
    leaver.userId,
  ])
  await signInAsAuditor(present)
}

/** A record that was destroyed long ago, as the ledger names it. */
export async function noteDestroyed({ superuser, vault, office }: Rooted, deskId: string): Promise<void> {
  const named = { tenantId: office.tenantId, id: crypto.randomUUID(), kind: 'case' as const, deskId }
  const line = {
    ...named,
    listId: crypto.randomUUID(),
    shreddedOn: '2026-04-01',
    effectiveOn: '2026-05-06',
  }
  await superuser.query('insert into auth.shred_ledger values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    ...[line.tenantId, line.id, line.kind, line.deskId, line.listId, line.shreddedOn, line.effectiveOn],
    macOfLine(vault, line),
  ])
}
