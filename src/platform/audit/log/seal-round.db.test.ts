import { expect, test } from 'vitest'
import type { TestDatabase } from '../../db/testing/use-database.ts'
import { useDatabase } from '../../db/testing/use-database.ts'
import { logSigner } from '../../vault/index.ts'
import { openCheckpoint } from './checkpoint.ts'
import { LEAF_COLUMNS } from './leaf.ts'
import { sealRound } from './seal-round.ts'

/** The worker extends the log: every line once, oldest transaction first, whoever seals and whatever is cut off. */
const database = useDatabase()
const signer = logSigner(new Uint8Array(32).fill(7))

type Client = TestDatabase['superuser']

async function write(client: Client, action: string): Promise<void> {
  await client.query(`insert into audit.event (action, purpose, result) values ($1, 'oversight', 'ok')`, [
    action,
  ])
}

async function sealAll(client: Client, most?: number): Promise<number> {
  let sum = 0
  for (;;) {
    const sealed = await sealRound(client, signer, most)
    if (sealed === 0) return sum
    sum += sealed
  }
}

/** Waits for as many: a transaction that runs anywhere in the cluster, of another test as well, holds the younger lines back. */
async function sealed(client: Client, count: number, most?: number): Promise<number> {
  const until = Date.now() + 20_000
  let sum = 0
  while (sum < count && Date.now() < until) {
    sum += await sealAll(client, most)
    if (sum < count) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return sum
}

async function state(): Promise<{
  events: number
  leaves: number
  size: number
  doubles: number
  gaps: number
}> {
  const { rows } = await database.superuser.query(`
    select (select count(*)::int from audit.event) as events, (select count(*)::int from internal.log_leaf) as leaves,
      (select size::int from internal.log) as size,
      (select count(*)::int - count(distinct seq)::int from internal.log_leaf) as doubles,
      (select coalesce(max(position) + 1, 0)::int - count(*)::int from internal.log_leaf) as gaps`)
  return rows[0]
}

test('a leaf covers every column of a line', async () => {
  const { rows } = await database.superuser.query(
    `select attname from pg_attribute where attrelid = 'audit.event'::regclass and attnum > 0 and not attisdropped order by attnum`,
  )
  expect(LEAF_COLUMNS.map(([name]) => name)).toEqual(rows.map((row) => row.attname))
})

test('what was written is sealed once, and the checkpoint opens', async () => {
  const worker = await database.as('yorube_worker')
  for (let index = 0; index < 20; index += 1) await write(database.superuser, `first.${index}`)
  expect(await sealed(worker, 20, 7)).toBe(20)
  expect(await sealAll(worker)).toBe(0)
  expect(await state()).toMatchObject({ events: 20, leaves: 20, size: 20, doubles: 0, gaps: 0 })
  const { rows } = await worker.query('select * from audit.newest_checkpoint()')
  const { rows: logs } = await database.superuser.query('select origin from internal.log')
  expect(openCheckpoint(rows[0].note, logs[0].origin, signer.publicKey)).toMatchObject({ size: 20 })
})

test('a line of a transaction that is still running is awaited, and so is all that is younger', async () => {
  const worker = await database.as('yorube_worker')
  const slow = await database.as('yorube_migrator')
  await slow.query('set role yorube_definer')
  await slow.query('begin')
  await write(slow, 'slow')
  await write(database.superuser, 'quick')
  expect(await sealAll(worker)).toBe(0)
  await slow.query('commit')
  expect(await sealed(worker, 2)).toBe(2)
  const { rows } = await database.superuser.query(
    'select e.action from internal.log_leaf l join audit.event e using (seq) order by l.position desc limit 2',
  )
  expect(rows.map((row) => row.action)).toEqual(['quick', 'slow'])
})

test('many write, three seal, some of them are killed in the middle: nothing is lost, nothing stands twice', async () => {
  const before = (await state()).events
  const writers = await Promise.all(Array.from({ length: 4 }, () => database.as('yorube_migrator')))
  for (const writer of writers) await writer.query('set role yorube_definer')
  let isWriting = true
  const writing = Promise.all(
    writers.map(async (writer, number) => {
      for (let index = 0; index < 120; index += 1) {
        await writer.query('begin')
        await write(writer, `many.${number}.${index}`)
        if (index % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 3))
        await write(writer, `many.${number}.${index}.b`)
        await writer.query(index % 17 === 0 ? 'rollback' : 'commit')
      }
    }),
  ).finally(() => {
    isWriting = false
  })
  let killed = 0
  const sealing = Array.from({ length: 3 }, async () => {
    let worker = await database.as('yorube_worker')
    worker.on('error', () => undefined)
    while (isWriting) {
      const round = sealRound(worker, signer, 50).then(
        () => true,
        () => false,
      )
      if (Math.random() < 0.15) {
        const { rows } = await database.superuser.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'yorube_worker'
             and datname = current_database() and state <> 'idle' limit 1`,
        )
        killed += rows.length
      }
      if (!(await round)) {
        worker = await database.as('yorube_worker')
        worker.on('error', () => undefined)
      }
    }
  })
  await writing
  await Promise.all(sealing)
  const last = await database.as('yorube_worker')
  const { events, leaves } = await state()
  await sealed(last, events - leaves, 50)
  const after = await state()
  expect(after.events - before).toBe(4 * 112 * 2)
  expect(after).toEqual({
    events: after.events,
    leaves: after.events,
    size: after.events,
    doubles: 0,
    gaps: 0,
  })
  expect(killed).toBeGreaterThan(0)
})

test('the order is that of transactions', async () => {
  const { rows } = await database.superuser.query(
    `select count(*)::int as wrong from (
       select e.xid8, e.seq, lag(e.xid8) over w as before_xid, lag(e.seq) over w as before_seq
       from internal.log_leaf l join audit.event e using (seq) window w as (order by l.position)) one
     where (xid8, seq) < (before_xid, before_seq)`,
  )
  expect(rows[0].wrong).toBe(0)
})
