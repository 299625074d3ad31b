import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { mostCounted } from './codes.ts'
import { listCases, perPage, rowsFor } from './list-cases.ts'
import { listCounts } from './list-counts.ts'
import { aCase } from './testing.ts'

/** A desk with thousands of cases: what a list says of it, and how much of it a list reads. */
const database = useDatabase()
const each = 1000
let counselor: TestPerson

beforeEach(async () => {
  const office = await TestOffice.open(database)
  ;[counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  await copies(await aCase(counselor))
})

/** Of each kind as many: open and moved today, open and long quiet, closed. All are held by somebody else. */
async function copies(caseId: string): Promise<void> {
  await database.superuser.query(
    `insert into case_ select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'status', kind.status,
       'assignee_id', other.id, 'moved_at', now() - kind.ago - n * interval '1 second'))).*
     from case_ c, generate_series(1, $2) n,
       (values ('open', interval '0'), ('open', interval '2 years'), ('closed', interval '1 year')) kind (status, ago),
       lateral (select u.id from auth.staff_user u where u.tenant_id = c.tenant_id and u.id <> $3 limit 1) other
     where c.id = $1`,
    [caseId, each, counselor.userId],
  )
  await database.superuser.query('update case_ set assignee_id = $2 where id = $1', [
    caseId,
    counselor.userId,
  ])
  await database.superuser.query('analyze case_')
}

const views = ['mine', 'desk', 'unassigned', 'quiet', 'closed'] as const

/** Rows of cases that this transaction has read until now, however it came to them. */
async function readUntilNow(tx: Tx): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as read
    from pg_stat_xact_user_tables where relid = 'public.case_'::regclass`.execute(tx)
  return rows[0]?.read ?? 0
}

const countRead = defineUseCase({
  name: 'guard.rows-of-lists',
  permission: 'case.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({}),
  output: z.record(z.string(), z.number()),
  async run({ actor, tx }) {
    const read: Record<string, number> = {}
    const note = async (name: string, work: () => Promise<unknown>) => {
      const before = await readUntilNow(tx)
      await work()
      read[name] = (await readUntilNow(tx)) - before
    }
    const desks = [...new Set(desksFor(actor, 'case.read'))]
    for (const view of views) await note(view, () => rowsFor(tx, actor, desks, { view }))
    await note('counts', () => listCounts(tx, actor, desks))
    return read
  },
  audit: () => ({}),
})

test('a list says that there are more than five hundred, and reads no further than it shows', async () => {
  const { counts: shown } = await listCases(counselor, { view: 'desk' })
  const over = mostCounted + 1
  expect(shown).toEqual({ mine: 1, desk: over, unassigned: 0, quiet: over, closed: over })

  const { counts = 0, ...lists } = await countRead(counselor, {})
  const page = perPage + 1
  expect(lists).toEqual({ mine: 1, desk: page, unassigned: 0, quiet: page, closed: page })
  expect(counts).toBeGreaterThan(0)
  expect(counts).toBeLessThanOrEqual(3 * over + 1)
})
