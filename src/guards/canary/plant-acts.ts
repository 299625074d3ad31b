import { declareKin } from '../../modules/conflicts/testing.ts'
import { addressOf, recordKinds } from '../../platform/records.ts'
import { platform } from '../../platform/runtime.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { caseOf } from '../matrix/rows.ts'
import type { World } from '../matrix/story.ts'
import { nextCanary, type Spot } from './seed.ts'

interface Superuser {
  query: (text: string, values: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>
}

/** What only an act of its own seals: whom somebody declares to be her kin. */
export async function plantKin(world: World, keeper: TestPerson): Promise<Map<string, Spot>> {
  const [family, given] = [nextCanary(), nextCanary()]
  await declareKin(keeper, {
    submissionId: crypto.randomUUID(),
    relation: 'sibling',
    family,
    given,
    familyKana: '\u304b\u304f\u3046',
    givenKana: '\u307f\u307b\u3093',
  })
  const spot = { world, label: 'kin.document' }
  return new Map([
    [family, { ...spot, path: '.card.names.0.family' }],
    [given, { ...spot, path: '.card.names.0.given' }],
  ])
}

/** Why a glass was broken: sealed to the desk that holds the case by somebody who cannot open it. */
export async function plantGlass(
  superuser: Superuser,
  world: World,
  breaker: TestPerson,
  deskId: string,
): Promise<Map<string, Spot>> {
  const label = 'break_glass.reason'
  const kind = recordKinds().find((one) => one.label === label)
  const { rows } = await superuser.query(
    `select k.* from auth.desk_key k join auth.desk d on d.tenant_id = k.tenant_id and d.id = k.desk_id and d.epoch = k.epoch
     where d.id = $1`,
    [world.desk],
  )
  const [key] = rows as { epoch: number; key_id: Buffer; public_key: Buffer; mac: Buffer }[]
  if (!kind || !key) throw new Error('nothing to seal a reason with')
  const canary = nextCanary()
  const id = crypto.randomUUID()
  const at = { tenantId: world.tenant, id, compartmentId: world.desk, rev: 1, schema: kind.version }
  const sealed = platform().vault.sealBox(
    {
      tenantId: world.tenant,
      deskId: world.desk,
      epoch: key.epoch,
      keyId: key.key_id,
      publicKey: key.public_key,
      mac: key.mac,
    },
    { ...addressOf(kind, at), json: JSON.stringify({ text: `${canary} ${canary}` }) },
  )
  await superuser.query(
    `insert into auth.break_glass (tenant_id, id, user_id, desk_id, case_desk_id, case_id, reason)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [world.tenant, id, breaker.userId, deskId, world.desk, caseOf(world), Buffer.from(sealed)],
  )
  return new Map([[canary, { world, label, path: '.text' }]])
}
