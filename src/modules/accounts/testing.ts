import type { Caller } from '../../platform/actor.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { Visitor } from '../../platform/entrance.ts'
import { readBearer } from '../../platform/http/bearer.ts'
import type { MachineScope } from '../../platform/permissions.ts'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { admitMachine } from './admit-machine.ts'
import { askMachine } from './ask-machine.ts'
import { confirmMachine } from './confirm-machine.ts'
import { newFactors } from './factors.ts'
import { newTotpKey, nextTotpCode, totpKeyBytes } from './totp.ts'

export { admit } from './admit.ts'
export { askAdmission } from './ask-admission.ts'
export { confirmKits, makeKits, showKits } from './kits.ts'
export { leaveDesk } from './leave-desk.ts'
export { listMembers } from './list-members.ts'
export { renewKey } from './renew-key.ts'
export { signIn } from './sign-in.ts'
export { stepUp } from './step-up.ts'
export { whoAmI } from './who-am-i.ts'

/** What the helpers below write with: past row-level security. */
type Superuser = Pick<TestDatabase, 'superuser'>

export function visitorAt(office: TestOffice, more: Partial<Visitor> = {}): Visitor {
  return { host: office.host, network: '192.0.2', deviceLabel: 'Firefox / Linux', ...more }
}

/** A session's cookie shown again from where `visitorAt` came with it. */
export function callerAt(office: TestOffice, cookie: Uint8Array, more: Partial<Caller> = {}): Caller {
  const { host, network } = visitorAt(office)
  return { cookie, isAct: true, host, network, ...more }
}

export interface TestFactors {
  cardCodes: string[]
  recoveryCodes: string[]
  secret: Uint8Array
  /** The code of `steps` time steps from now. */
  totp(steps?: number): string
}

/** A card or an authenticator for a person of a test office, written past row-level security. */
export async function giveFactors(
  database: Superuser,
  office: TestOffice,
  person: TestPerson,
  kind: 'card' | 'totp',
): Promise<TestFactors> {
  const key = newTotpKey()
  const secret = totpKeyBytes(key)
  const totp = (steps = 0) => nextTotpCode(secret, Date.now() + steps * 30_000, 0).code
  const account = { tenantId: office.tenantId, userId: person.userId }
  const { shown, stored } = newFactors(
    account,
    kind === 'card' ? { factor: 'card' } : { factor: 'totp', totpKey: key, totpCode: totp() },
  )
  const set = await stored()
  const whose = [account.tenantId, account.userId]
  for (const factor of set.factors)
    await database.superuser.query(
      'insert into auth.factor (tenant_id, user_id, id, kind, secret, salt) values ($1, $2, $3, $4, $5, $6)',
      [...whose, factor.id, factor.kind, factor.secret, factor.kind === 'totp' ? null : set.salt],
    )
  for (const code of set.codes)
    await database.superuser.query(
      'insert into auth.factor_code (tenant_id, user_id, factor_id, code_hash) values ($1, $2, $3, $4)',
      [...whose, code.factorId, code.hash],
    )
  return { ...shown, secret, totp }
}

/** A program that works for a desk, made by the three people it takes; as it shows itself at its own door. */
export async function aMachine(
  office: TestOffice,
  desk: { id: string; lead: TestPerson; answers: TestPerson },
  scopes: readonly MachineScope[],
): Promise<Caller & { bearer: string; machineId: string }> {
  const administrator = async () => {
    const person = await office.person({ tenantRole: 'tenant_admin' })
    await office.stepUp(person)
    return person
  }
  const [first, second] = [await administrator(), await administrator()]
  await office.stepUp(desk.lead)
  const { id } = await askMachine(first, {
    name: '見本の連携',
    scopes: [...scopes],
    deskId: desk.id,
    login: desk.answers.login,
  })
  await confirmMachine(second, { machineId: id })
  const { bearer } = await admitMachine(desk.lead, { machineId: id })
  await office.stepDown(desk.lead)
  const cookie = readBearer(`Bearer ${bearer}`)
  const caller = { cookie, isMachine: true as const, isAct: true, host: office.host, network: 'loopback' }
  return { ...caller, bearer, machineId: id }
}
export { linkMac, subjectHash } from './provider-link.ts'
