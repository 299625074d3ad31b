import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { machineColumns } from '../../src/platform/entering.ts'
import { bearerText } from '../../src/platform/http/bearer.ts'
import { type MachineScope, machineScopes } from '../../src/platform/permissions.ts'
import type { DeskKeyRow, Vault } from '../../src/platform/vault/index.ts'
import type { DeskHands } from './hands.ts'
import { insert } from './insert.ts'
import type { Machine, Worker } from './roster.ts'
import words from './words.json' with { type: 'json' }

/** Each answers for another colleague, so that lists of "mine" differ. */
const machinesPerDesk = 5
const days = 365

/** Programs of the office that work for a desk, with everything three people would have made for them. */
export async function admitMachines(
  client: Client,
  vault: Vault,
  hands: readonly DeskHands[],
  workers: readonly Worker[],
): Promise<Machine[]> {
  const machines: Machine[] = []
  for (const desk of hands) {
    const people = workers.filter((one) => one.deskIds[0] === desk.deskKey.deskId)
    for (const answers of people.slice(0, machinesPerDesk))
      machines.push(await admitMachine(client, vault, desk, answers.id))
  }
  return machines
}

async function admitMachine(
  client: Client,
  vault: Vault,
  { deskKey, memberships, session: own }: DeskHands,
  answersId: string,
): Promise<Machine> {
  const { tenantId, deskId } = deskKey
  const user = { tenantId, userId: randomUUID() }
  const id = randomUUID()
  const notAfter = Math.floor(Date.now() / 1000) + days * 86_400
  const { key, cookie, session } = vault.createMachine(user)
  const opener = { cookie: own.cookie, session: own.session, memberships, grants: [] }
  const sealed = vault.admit(opener, deskId, { userKey: key, role: 'machine', notBefore: 0, notAfter })
  const seats = vault.settleMemberships({ cookie, session, memberships: sealed, grants: [] })
  const scopes = Object.keys(machineScopes) as MachineScope[]
  const endsAt = new Date(notAfter * 1000)
  const mac = vault.macRow(
    tenantId,
    'machine',
    machineColumns({ ...user, id, deskId, answersId, scopes, endsAt }),
  )
  const { keyId: key_id, publicKey: public_key } = key
  const owner = { tenant_id: tenantId, user_id: user.userId }
  await insert(client, 'auth.staff_user', {
    ...{ tenant_id: tenantId, id: user.userId, login: `machine-${id}`, display_name: words.machine },
    ...{ state: 'active', kind: 'machine' },
  })
  await insert(client, 'auth.user_key', { ...owner, key_id, public_key, mac: key.mac })
  await insertMachine(client, deskKey, { id, userId: user.userId, answersId, scopes, endsAt, mac })
  for (const { epoch, role, wrap, mac: seatMac } of seats)
    await insert(client, 'auth.membership', {
      ...{ ...owner, desk_id: deskId, epoch, role, not_after: notAfter, wrap, mac: seatMac },
    })
  return {
    id,
    userId: user.userId,
    deskId,
    answersId,
    bearer: bearerText(cookie),
    lookup: Buffer.from(session.lookup).toString('hex'),
    wrap: Buffer.from(session.wrap).toString('hex'),
  }
}

interface LiveMachine {
  id: string
  userId: string
  answersId: string
  scopes: MachineScope[]
  endsAt: Date
  mac: Uint8Array
}

/** Who asked, confirmed and took it in are other people than who answers for it. */
async function insertMachine(client: Client, deskKey: DeskKeyRow, machine: LiveMachine): Promise<void> {
  const [asked_by, confirmed_by, admitted_by] = (
    await client.query<{ id: string }>(
      `select id from auth.staff_user where tenant_id = $1 and kind = 'person' and id <> $2 order by id limit 3`,
      [deskKey.tenantId, machine.answersId],
    )
  ).rows.map((row) => row.id)
  await insert(client, 'auth.machine', {
    ...{ tenant_id: deskKey.tenantId, id: machine.id, name: words.machine, scopes: machine.scopes },
    ...{ desk_id: deskKey.deskId, answers_id: machine.answersId, days, state: 'live' },
    ...{ asked_by, confirmed_by, confirmed_at: new Date(), admitted_by, admitted_at: new Date() },
    ...{ user_id: machine.userId, ends_at: machine.endsAt, mac: machine.mac },
  })
}
