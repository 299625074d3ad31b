import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { DeskRole } from '../../platform/permissions.ts'
import { type TestDesk, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { aCase } from '../cases/testing.ts'
import { dayAfter, japanDay } from '../directory/index.ts'
import { sendRequest } from './send-request.ts'

/** What a test needs of its database beyond use-cases. */
type Prepared = Pick<TestDatabase, 'superuser'>
type Wish = Partial<z.input<(typeof sendRequest)['definition']['input']>>

/** A hub with a counsellor, a supervisor and a manager; an asked desk with two clerks; a police desk on paper. */
export async function aNetwork(database: TestDatabase | Prepared, given?: TestOffice) {
  const office = given ?? (await TestOffice.open(database as TestDatabase))
  const hub = await named(
    database,
    office,
    ['counselor', 'supervisor', 'manager'],
    'hub',
    'department',
    '架空女性相談',
  )
  const asked = await named(
    database,
    office,
    ['desk_worker', 'desk_worker', 'desk_lead'],
    'asked',
    'department',
    '保育課',
  )
  const other = await named(database, office, ['desk_worker'], 'asked', 'department', '税務課')
  const paper = await named(database, office, [], 'paper', 'agency', '架空警察署')
  const [counselor, supervisor, manager] = hub.people
  const [clerk, secondClerk, lead] = asked.people
  const [stranger] = other.people
  if (!counselor || !supervisor || !manager || !clerk || !secondClerk || !lead || !stranger)
    throw new Error('people are missing')
  // Whoever sends and decides here has just shown who she is.
  for (const person of hub.people) await office.stepUp(person)
  const caseId = await aCase(counselor)
  return {
    office,
    hub,
    asked,
    other,
    paper,
    counselor,
    supervisor,
    manager,
    clerk,
    secondClerk,
    lead,
    stranger,
    caseId,
  }
}
export type Network = Awaited<ReturnType<typeof aNetwork>>

async function named(
  database: Prepared,
  office: TestOffice,
  roles: readonly DeskRole[],
  kind: 'hub' | 'asked' | 'paper',
  bodyKind: string,
  name: string,
): Promise<TestDesk> {
  const desk = roles.length > 0 ? await office.desk(roles, kind) : await paperDesk(database, office)
  const bodyId = randomUUID()
  await database.superuser.query(
    "insert into body (tenant_id, id, kind, name, duty_ground) values ($1, $2, $3, $4, 'local_public_service_34')",
    [office.tenantId, bodyId, bodyKind, name],
  )
  await database.superuser.query(
    'insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, $4, $5)',
    [office.tenantId, desk.id, bodyId, '窓口', kind === 'hub' ? 'hub' : 'department'],
  )
  return desk
}

async function paperDesk(database: Prepared, office: TestOffice): Promise<TestDesk> {
  const id = randomUUID()
  await database.superuser.query("insert into auth.desk (tenant_id, id, kind) values ($1, $2, 'paper')", [
    office.tenantId,
    id,
  ])
  return { id, people: [] }
}

/** A request with her consent: her name and her telephone, and nothing else. */
export async function aRequest(network: Network, wish: Wish = {}, sender?: TestPerson): Promise<string> {
  const { id } = await sendRequest(sender ?? network.counselor, {
    submissionId: crypto.randomUUID(),
    caseId: network.caseId,
    toDeskId: network.asked.id,
    kind: 'procedure',
    title: '入園の手続き',
    what: '年度途中の入園について、必要な書類と空き状況を教えてください。',
    why: '仕事を始めるため',
    basis: 'consent_oral',
    untilDay: dayAfter(japanDay(new Date()), 60),
    items: [
      { code: 'name', label: '氏名', value: '架空 花', goes: 'on' },
      { code: 'phone', label: '電話', value: '090-0000-1234', goes: 'on' },
      { code: 'wishes', label: 'ご本人の希望', value: '子どもと静かに暮らしたい' },
    ],
    ...wish,
  })
  return id
}
