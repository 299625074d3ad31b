import { randomUUID } from 'node:crypto'
import { type TestDesk, TestOffice } from '../../platform/testing/office.ts'

type DatabaseForTests = Parameters<typeof TestOffice.open>[0]

/** A hub and two other desks with their places in the directory. */
export async function aTown(database: DatabaseForTests) {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const asked = await office.desk(['desk_worker', 'desk_lead'], 'asked')
  const other = await office.desk(['desk_worker'], 'asked')
  for (const [desk, name, kind] of [
    [hub, '架空女性相談', 'hub'],
    [asked, '子育て相談', 'department'],
    [other, '税務課', 'department'],
  ] as [TestDesk, string, string][]) {
    const bodyId = randomUUID()
    await database.superuser.query(
      "insert into body (tenant_id, id, kind, name, duty_ground) values ($1, $2, 'department', $3, 'local_public_service_34')",
      [office.tenantId, bodyId, name],
    )
    await database.superuser.query(
      "insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, '窓口', $4)",
      [office.tenantId, desk.id, bodyId, kind],
    )
  }
  const [counselor] = hub.people
  const [clerk] = asked.people
  const [stranger] = other.people
  if (!counselor || !clerk || !stranger) throw new Error('people are missing')
  return { office, hub, counselor, clerk, stranger }
}

export const referralSheet = {
  who: '保育園に通うお子さんの母、30代',
  reach: '平日の送迎のとき。自宅の電話は不可',
  noticed: '腕にあざ。夫の話になると黙る',
  agreement: 'knows' as const,
}
