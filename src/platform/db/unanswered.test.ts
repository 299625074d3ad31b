import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbedded } from './embedded/start-embedded.ts'
import { openPool, type Pool } from './pool.server.ts'
import { inTransaction } from './transaction.ts'

const folder = mkdtempSync(join(tmpdir(), 'yorube-unanswered-'))
let cluster: EmbeddedPostgres
let pool: Pool

beforeAll(async () => {
  cluster = await startEmbedded({ dataDir: folder, fsync: false, log: () => {} })
  const patience = { connectMs: 300, statementMs: 300, idleMs: 60_000, answerMs: 600 }
  pool = openPool(cluster.connection, 2, () => {}, patience)
}, 60_000)

afterAll(async () => {
  await pool?.end()
  await cluster?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (sql: string) =>
  inTransaction(pool, [], async ({ connection, commit }) => {
    const { rows } = await connection.send<{ n: number }>(sql)
    await commit()
    return rows[0]?.n
  })

test('a statement that takes too long is worth another try, and the connection goes on', async () => {
  await expect(ask('select 1 as n from pg_sleep(2)')).rejects.toMatchObject({ code: 'busy' })
  expect(await ask('select 1 as n')).toBe(1)
})

test('a database that stops answering counts as away at once for everybody, and is used again when it answers', async () => {
  const pidFile = join(cluster.dataDir, 'database/cluster/postmaster.pid')
  const postmaster = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  await ask('select 1 as n')
  const backends = (
    await pool.query<{ pid: number }>('select pid from pg_stat_activity where datname is not null')
  ).rows
  const stopped = [postmaster, ...backends.map(({ pid }) => pid)]
  for (const pid of stopped) process.kill(pid, 'SIGSTOP')
  const since = Date.now()
  const answers = await Promise.allSettled([1, 2, 3, 4].map((n) => ask(`select ${n} as n`)))
  expect(answers.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
    Array.from({ length: 4 }, () => 'unavailable'),
  )
  expect(Date.now() - since).toBeLessThan(3_000)
  for (const pid of stopped) process.kill(pid, 'SIGCONT')
  await expect.poll(() => ask('select 2 as n').catch(() => 0), { timeout: 5_000 }).toBe(2)
})
