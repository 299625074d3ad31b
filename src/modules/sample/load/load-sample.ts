import { sql } from 'kysely'
import type { Pool } from '../../../platform/db/pool.server.ts'
import { inTransaction } from '../../../platform/db/transaction.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { platform } from '../../../platform/runtime.ts'
import { countCall } from '../../consultations/count-call.ts'
import { recordConsultation } from '../../consultations/record-consultation.ts'
import { type Plan, planOf } from '../story/plan.ts'
import { at, liveThroughTime, tellLivedTime } from '../world/clock.ts'
import { dayOf, firstDayOfStory, instantOf } from '../world/days.ts'
import { city, prefecture, type SampleTenant } from '../world/places.ts'
import { CaseActs } from './case-acts.ts'
import { foundTenant } from './found-tenant.ts'
import { writeLivedTime, writeRealTime } from './lived-time.ts'
import { Stage, together } from './play.ts'

export interface Loading {
  /** Connects as yorube_migrator. */
  owner: Pool
  seed?: string
  /** 0.1 = a tenth of everything, for tests. */
  share?: number
  tell?: (progress: { done: number; of: number; what: 'tenants' | 'cases' | 'calls' }) => void
}

const hands = 8

/** Founds both tenants and lives through their two years. Nothing of it can be reached before all of it is there. */
export async function loadSample({
  owner,
  seed = 'yorube',
  share = 1,
  tell = () => {},
}: Loading): Promise<void> {
  const now = Date.now()
  const asOwner = (work: (tx: Tx) => Promise<void>) => inOwnTransaction(owner, work)
  const forget = liveThroughTime()
  tellLivedTime(platform().pool)
  try {
    await asOwner(writeLivedTime)
    const stages: { tenant: SampleTenant; stage: Stage; plan: Plan }[] = []
    for (const tenant of [city, prefecture]) {
      tell({ done: stages.length, of: 2, what: 'tenants' })
      const since = firstDayOfStory(dayOf(now))
      const founded = await at(instantOf(since, '09:00'), () =>
        inTransactionAs(owner, 'yorube_definer', (tx) =>
          foundTenant(tx, tenant, { since, today: dayOf(now) }),
        ),
      )
      stages.push({ tenant, stage: new Stage(founded), plan: planOf(tenant, seed, now, share) })
    }
    for (const { tenant, stage, plan } of stages) await live(stage, tenant, plan, now, tell)
    await inTransactionAs(owner, 'yorube_definer', (tx) => openToVisitors(tx, stages))
  } finally {
    forget()
    await asOwner(writeRealTime)
  }
}

async function live(
  stage: Stage,
  tenant: SampleTenant,
  plan: Plan,
  now: number,
  tell: Loading['tell'],
): Promise<void> {
  const lead = (role: string, desk: string) =>
    tenant.cast.find((one) => one.seats.some(([id, held]) => id === desk && held === role))?.login ?? ''
  let done = 0
  await together(plan.cases, hands, async (planned) => {
    const supervisor = lead('supervisor', planned.desk)
    const leads = { supervisor, manager: lead('manager', planned.desk) || supervisor }
    const story = new CaseActs(stage, planned, leads, now)
    await stage.play(story.acts())
    done += 1
    tell?.({ done, of: plan.cases.length, what: 'cases' })
  })
  done = 0
  await together(plan.strands, hands, async (calls) => {
    await stage.play(
      calls.map((call) => ({
        at: call.at,
        by: call.by,
        run: async (who) => {
          await recordConsultation(who, {
            ...call.written,
            deskId: stage.desk(call.desk),
            submissionId: crypto.randomUUID(),
          })
        },
      })),
    )
    done += 1
    tell?.({ done, of: plan.strands.length, what: 'calls' })
  })
  await together(plan.tallies, hands, (tally) =>
    stage.play([
      {
        at: tally.at,
        by: tally.by,
        run: async (who) => {
          await countCall(who, {
            kind: tally.kind,
            deskId: stage.desk(tally.desk),
            submissionId: crypto.randomUUID(),
          })
        },
      },
    ]),
  )
}

/** The last act: the tenants get their addresses, the sessions of the story end. */
async function openToVisitors(
  tx: Tx,
  stages: readonly { tenant: SampleTenant; stage: Stage }[],
): Promise<void> {
  for (const { tenant, stage } of stages) {
    const whose = stage.tenant.tenantId
    await tx
      .updateTable('auth.tenant')
      .set({ hosts: [...tenant.hosts], is_default: tenant.isDefault })
      .where('tenant_id', '=', whose)
      .execute()
    await tx.deleteFrom('auth.session').where('tenant_id', '=', whose).execute()
    await tx.deleteFrom('auth.submission').where('tenant_id', '=', whose).execute()
  }
}

async function inOwnTransaction(owner: Pool, work: (tx: Tx) => Promise<void>): Promise<void> {
  await inTransaction(owner, [], async ({ tx, commit }) => {
    await work(tx)
    await commit()
  })
}

function inTransactionAs<Result>(
  owner: Pool,
  role: string,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(owner, [], async ({ tx, commit }) => {
    await sql`set local role ${sql.id(role)}`.execute(tx)
    const result = await work(tx)
    await commit()
    return result
  })
}
