import { sql } from 'kysely'
import { z } from 'zod'
import { actWord, knownActs } from '../../codes/act-words.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { idsMeant, shortNumber } from '../../ui/lookup/short-number.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { pageForReader } from './not-of-own-kin.ts'

const perPage = 100

const Input = z.object({
  actorId: z.uuid().optional().catch(undefined),
  act: z.enum(knownActs).optional().catch(undefined),
  result: z.enum(['ok', 'absent', 'refused', 'failed', 'unopenable']).optional().catch(undefined),
  /** First and last Japanese calendar day. */
  from: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  /** A case, by its short number, its id or the address of its page; what cannot be read finds nothing. */
  case: z.string().max(300).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
})
type Input = z.output<typeof Input>

const Event = z.object({
  seq: z.number(),
  at: z.date(),
  name: z.string().nullable(),
  action: z.string(),
  /** The act in words. */
  what: z.string(),
  objectType: z.string().nullable(),
  /** What it was done to: whose account, which desk; of everything else a short number, never a name. */
  object: z.string(),
  /** The case it concerns, by its short number. */
  case: z.string(),
  purpose: z.string(),
  basis: z.string().nullable(),
  result: z.string(),
  count: z.number().nullable(),
})

/**
 * Everything that was read and done in the tenant, newest first: who, what, why, with what result. Never content; and no line
 * whose words would not be there for this reader (`not-of-own-kin.ts`).
 */
export const listEvents = defineUseCase({
  name: 'audit.list',
  permission: 'audit.read',
  purpose: 'oversight',
  input: Input,
  subject: () => ({ objectType: 'audit' }),
  output: z.object({
    events: z.array(Event),
    next: z.number().nullable(),
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
    acts: z.array(z.object({ value: z.string(), label: z.string() })),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
    const { lines, next } = await pageForReader(scene, { most: perPage, before: input.before }, (before) =>
      eventsOf(tx, actor.tenantId, { ...input, before }),
    )
    const events = await named(
      tx,
      lines.map(({ words: _words, reason: _reason, ...line }) => line),
    )
    return { events, next, people: await peopleOf(tx) }
  },
  audit: (result) => ({ count: result.events.length }),
  present: (found) => ({
    ...found,
    events: found.events.map((event) => ({ ...event, what: actWord(event.action) })),
    acts: knownActs.map((act) => ({ value: act, label: actWord(act) })),
  }),
})

/** Desks and accounts are known to auditors by name. The desk that an account left or joined stands in `basis`. */
async function named(tx: Tx, rows: Omit<Awaited<ReturnType<typeof eventsOf>>[number], 'reason'>[]) {
  const desks = await deskNames(
    tx,
    rows.flatMap((row) => (row.objectType === 'desk' && row.objectId ? [row.objectId] : [])),
  )
  return rows.map(({ account, objectId, caseId, ...row }) => {
    const name = account ?? deskFullName(objectId ? desks.get(objectId) : null)
    const isTheCase = objectId === null || objectId === caseId
    return {
      ...row,
      object: name || (isTheCase ? '' : shortNumber(objectId)),
      case: caseId ? shortNumber(caseId) : '',
    }
  })
}

function eventsOf(tx: Tx, tenantId: string, input: Input) {
  const ids = input.case?.trim() ? (idsMeant(input.case) ?? noIds) : undefined
  return tx
    .selectFrom('audit.event as e')
    .leftJoin('auth.staff_user as u', (join) =>
      join.onRef('u.tenant_id', '=', 'e.tenant_id').onRef('u.id', '=', 'e.actor_id'),
    )
    .leftJoin('auth.staff_user as o', (join) =>
      join.onRef('o.tenant_id', '=', 'e.tenant_id').onRef('o.id', '=', 'e.object_id'),
    )
    .select([
      'e.seq',
      'e.at',
      'u.display_name as name',
      'e.action',
      'e.object_type as objectType',
      'e.object_id as objectId',
      'e.case_id as caseId',
      'o.display_name as account',
      'e.purpose',
      'e.basis',
      'e.result',
      'e.count',
      'e.reason',
    ])
    .where('e.tenant_id', '=', tenantId)
    .$if(input.actorId !== undefined, (query) => query.where('e.actor_id', '=', input.actorId ?? null))
    .$if(input.act !== undefined, (query) => query.where('e.action', '=', input.act ?? ''))
    .$if(input.result !== undefined, (query) => query.where('e.result', '=', input.result ?? ''))
    .$if(ids !== undefined, (query) =>
      query.where(sql<boolean>`e.case_id between ${ids?.first}::uuid and ${ids?.last}::uuid`),
    )
    .$if(input.from !== undefined, (query) => query.where('e.at', '>=', startOf(input.from)))
    .$if(input.until !== undefined, (query) =>
      query.where('e.at', '<', sql<Date>`${startOf(input.until)} + interval '1 day'`),
    )
    .$if(input.before !== undefined, (query) => query.where('e.seq', '<', input.before ?? 0))
    .orderBy('e.seq', 'desc')
    .limit(perPage + 1)
    .execute()
}

/** A condition that cannot be read must not show everything. */
const noIds = { first: 'ffffffff-ffff-ffff-ffff-ffffffffffff', last: '00000000-0000-0000-0000-000000000000' }

/** Midnight at the beginning of a Japanese day. */
export function startOf(day: string | undefined) {
  return sql<Date>`(${day ?? '1970-01-01'}::date::timestamp at time zone 'Asia/Tokyo')`
}

export async function peopleOf(tx: Tx) {
  return tx
    .selectFrom('auth.staff_user')
    .select(['id', 'display_name as name'])
    .orderBy('display_name')
    .limit(500)
    .execute()
}
