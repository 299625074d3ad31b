import type { z } from 'zod'
import { afterPreparing, type Beforehand } from './beforehand.ts'
import { inTransaction, type Transaction } from './db/transaction.ts'
import type { Tx } from './db/tx.ts'
import { AppError } from './errors.ts'
import { parseInput } from './readable-input.ts'
import { platform } from './runtime.ts'
import { invalidInput, vaultAnswer } from './use-case.ts'

/** Who knocks: no session yet, only a host name and a network. */
export interface Visitor {
  host: string
  /** The client's network, by its name (platform/http/network-of.ts). Only its keyed hash is ever stored. */
  network: string
  deviceLabel: string
}

export interface Tenant {
  id: string
  name: string
  kind: 'nation' | 'prefecture' | 'municipality'
  isSample: boolean
}

export interface EntranceScene {
  tx: Tx
  /** Null only before the first tenant is founded. */
  tenant: Tenant | null
  visitor: Visitor
}

/** What the audit line of an entrance says; the tenant comes from the host name. */
export interface EntranceAudit {
  tenantId?: string
  userId?: string
  result: 'ok' | 'refused'
}

interface EntranceDefinition<Input extends z.ZodType, Result, Output extends z.ZodType, Done = undefined> {
  name: string
  input: Input
  output: Output
  beforehand?: Beforehand<EntranceScene, z.output<Input>, Done>
  run: (scene: EntranceScene, input: z.output<Input>, done: NoInfer<Done>) => Promise<Result>
  audit: (result: Result) => EntranceAudit | null
  /** What is to be done once she is in, after the commit; she is in whatever becomes of it. */
  afterwards?: (result: Result, visitor: Visitor) => Promise<unknown> | null
  present: (result: Result) => unknown
}

export interface Entrance<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  (visitor: Visitor, input: z.input<Input>): Promise<z.output<Output>>
  readonly entrance: { name: string; input: Input; output: Output }
}

const defined = new Map<string, Entrance>()
/** Every door that opens without a session. A guard test compares this with a reviewed list. */
export function entrances(): readonly Entrance[] {
  return [...defined.values()]
}

/**
 * A door without a session: signing in, activating, set-up. Row-level security shows such a transaction nothing; it
 * reaches only the functions of migrations/0005. `run` answers refusals as results (they commit, so that attempts are
 * counted); it throws only for what must leave no trace.
 */
export function defineEntrance<Input extends z.ZodType, Result, Output extends z.ZodType, Done = undefined>(
  definition: EntranceDefinition<Input, Result, Output, Done>,
): Entrance<Input, Output> {
  const { name, input, output } = definition
  if (defined.has(name)) throw new Error(`entrance ${name} is defined twice`)
  const entrance = Object.assign(
    (visitor: Visitor, given: z.input<Input>) => enter(definition, visitor, given),
    { entrance: { name, input, output } },
  )
  defined.set(name, entrance as unknown as Entrance)
  return entrance
}

/** A host name that no tenant has leaves all but the first empty. */
interface TenantRow {
  has_tenant: boolean
  tenant_id: string | null
  name: string
  kind: Tenant['kind']
  is_sample: boolean
}

async function enter<Input extends z.ZodType, Result, Output extends z.ZodType, Done>(
  definition: EntranceDefinition<Input, Result, Output, Done>,
  visitor: Visitor,
  given: z.input<Input>,
): Promise<z.output<Output>> {
  const parsed = parseInput(definition.input, given)
  if (!parsed.success) throw invalidInput(parsed.error)
  const done = await doneBeforehand(definition, visitor, parsed.data)
  const result = await atTheDoor(visitor, async (scene, transaction) => {
    const result = await definition.run(scene, parsed.data, done as Done).catch((thrown: unknown) => {
      throw vaultAnswer(thrown)
    })
    const about = definition.audit(result)
    await transaction.commit(about ? [auditOutside(definition.name, scene.tenant, about)] : [])
    return result
  })
  await definition.afterwards?.(result, visitor)?.catch(() => undefined)
  return definition.output.parse(definition.present(result))
}

async function doneBeforehand<Input extends z.ZodType, Done>(
  { beforehand }: Pick<EntranceDefinition<Input, unknown, z.ZodType, Done>, 'beforehand'>,
  visitor: Visitor,
  input: z.output<Input>,
): Promise<Done | undefined> {
  if (!beforehand) return undefined
  return afterPreparing(async (hold) => {
    const work = await atTheDoor(visitor, async (scene, transaction) => {
      const work = await beforehand(scene, input, hold)
      await transaction.commit()
      return work
    })
    return () =>
      work().catch((thrown: unknown) => {
        throw vaultAnswer(thrown)
      })
  })
}

/** A transaction of a visitor, whose host name says at which tenant she knocks. */
function atTheDoor<Result>(
  visitor: Visitor,
  act: (scene: EntranceScene, transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const sql = 'select auth.has_tenant(), t.* from (values (1)) as one left join auth.tenant_for($1) t on true'
  const first = [{ sql, values: [visitor.host] }]
  return inTransaction<TenantRow, Result>(platform().pool, first, (transaction, answers) => {
    const row = answers[0]?.[0]
    if (row?.has_tenant && row.tenant_id === null) throw new AppError('wrong-host')
    const tenant = row?.tenant_id
      ? { id: row.tenant_id, name: row.name, kind: row.kind, isSample: row.is_sample }
      : null
    return act({ tx: transaction.tx, tenant, visitor }, transaction)
  })
}

function auditOutside(action: string, tenant: Tenant | null, about: EntranceAudit) {
  const tenantId = about.tenantId ?? tenant?.id
  if (!tenantId) throw new AppError('not-found')
  return {
    sql: 'select audit.record_outside($1, $2, $3, $4, $5)',
    values: [tenantId, about.userId ?? null, action, 'own-account', about.result],
  }
}
