import { sql } from 'kysely'
import type { Pool } from '../../../platform/db/pool.server.ts'
import type { Tx } from '../../../platform/db/tx.ts'
import { platform } from '../../../platform/runtime.ts'
import { countCall } from '../../consultations/count-call.ts'
import { recordConsultation } from '../../consultations/record-consultation.ts'
import { planOf } from '../story/plan.ts'
import type { PlannedCall, PlannedTally } from '../story/planned.ts'
import { at, liveThroughTime, tellLivedTime } from '../world/clock.ts'
import { dayOf, firstDayOfStory, instantOf } from '../world/days.ts'
import { city, prefecture } from '../world/places.ts'
import { CaseActs } from './case-acts.ts'
import { DeskLife } from './desk-life.ts'
import { foundTenant } from './found-tenant.ts'
import { writeLivedTime, writeRealTime } from './lived-time.ts'
import { type Act, Stage, together } from './play.ts'
import { type Founded, leadsOf, settlePast } from './settle-past.ts'
import { asOwner, clearCutOff, seeingAll } from './standing.ts'

export interface Loading {
  /** Connects as yorube_migrator. */
  owner: Pool
  seed?: string
  /** 0.1 = a tenth of everything, for tests. */
  share?: number
  /** The day on which the story ends, as an instant; not before the present one. Default: now. */
  now?: number
  tell?: (progress: Progress) => void
}

export interface Progress {
  tenant: string
  what: 'founding' | 'cases' | 'calls' | 'broken-off'
  count: number
  /** Why, where something was broken off: names of the cast, days and catalogue keys. */
  reasons?: readonly string[]
}

/** Stories told at once. More would only wait: the machine that loads a sample has two cores. */
const hands = 8

/** Founds both tenants and lives through their two years. Nothing of it can be reached before all of it is there. */
export async function fillWithSample(loading: Loading, standing: 'empty' | 'cut-off'): Promise<void> {
  const { owner } = loading
  if (standing === 'cut-off') await clearCutOff(owner)
  const forget = liveThroughTime()
  const silences = [tellLivedTime(platform().pool), tellLivedTime(owner)]
  try {
    await asOwner(owner, writeLivedTime)
    await liveAll(loading, loading.now ?? Date.now())
  } finally {
    forget()
    for (const silence of silences) silence()
    await asOwner(owner, writeRealTime)
  }
}

async function liveAll(
  { owner, seed = 'yorube', share = 1, tell = () => {} }: Loading,
  now: number,
): Promise<void> {
  const today = dayOf(now)
  const since = firstDayOfStory(today)
  const founded: Founded[] = []
  for (const tenant of [city, prefecture]) {
    tell({ tenant: tenant.name, what: 'founding', count: tenant.cast.length })
    const made = await at(instantOf(since, '09:00'), () =>
      seeingAll(owner, (tx) => foundTenant(tx, tenant, { since, today })),
    )
    founded.push({ tenant, stage: new Stage(made) })
  }
  for (const { tenant, stage } of founded) {
    const plan = planOf(tenant, seed, now, share)
    tell({ tenant: tenant.name, what: 'cases', count: plan.cases.length })
    await together(plan.cases, hands, (planned) =>
      stage.play(new CaseActs(stage, planned, leadsOf(tenant, planned.desk), now).acts()),
    )
    tell({ tenant: tenant.name, what: 'calls', count: plan.strands.length })
    await together(plan.strands, hands, (calls) => stage.play(calls.map((call) => recording(stage, call))))
    await together(plan.tallies, hands, (tally) => stage.play([counting(stage, tally)]))
    await together(new DeskLife(stage, tenant, seed, now).acts(), hands, (acts) => stage.play(acts))
    const reasons = stage.brokenOff
    if (reasons.length > 0) tell({ tenant: tenant.name, what: 'broken-off', count: reasons.length, reasons })
  }
  await seeingAll(owner, async (tx) => {
    await settlePast(tx, founded, now)
    await sql`select * from public.pass_time_on_requests(${today})`.execute(tx)
    await openToVisitors(tx, founded)
  })
}

function recording(stage: Stage, call: PlannedCall): Act {
  return {
    at: call.at,
    by: call.by,
    run: async (who) => {
      const deskId = stage.desk(call.desk)
      const { id } = await recordConsultation(who, {
        ...call.written,
        deskId,
        submissionId: crypto.randomUUID(),
      })
      stage.remember(call, id)
    },
  }
}

function counting(stage: Stage, tally: PlannedTally): Act {
  return {
    at: tally.at,
    by: tally.by,
    run: async (who) => {
      const deskId = stage.desk(tally.desk)
      await countCall(who, { kind: tally.kind, deskId, submissionId: crypto.randomUUID() })
    },
  }
}

/** The last act: the tenants get their addresses, the sessions of the story end. */
async function openToVisitors(tx: Tx, founded: readonly Founded[]): Promise<void> {
  for (const { tenant, stage } of founded) {
    const { tenantId } = stage.tenant
    await tx
      .updateTable('auth.tenant')
      .set({ hosts: [...tenant.hosts], is_default: tenant.isDefault })
      .where('tenant_id', '=', tenantId)
      .execute()
    await tx.deleteFrom('auth.session').where('tenant_id', '=', tenantId).execute()
    await tx.deleteFrom('auth.submission').where('tenant_id', '=', tenantId).execute()
  }
}
