import { expect, inject, test } from 'vitest'
import { openPool } from '../../platform/db/pool.server.ts'
import { testPasswordOf } from '../../platform/db/testing/test-cluster.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { loadSample } from './index.ts'

const database = useDatabase()

test('try', async () => {
  const owner = openPool(
    {
      ...inject('cluster'),
      database: database.name,
      user: 'yorube_migrator',
      password: testPasswordOf('yorube_migrator'),
    },
    2,
    () => {},
  )
  const t = performance.now()
  await loadSample({ owner, share: Number(process.env.SHARE ?? 0.05) })
  const ms = performance.now() - t
  const { rows } = await database.superuser.query(
    'select (select count(*) from consultation)::int c, (select count(*) from case_)::int k, (select count(*) from audit.event)::int a, (select min(at) from audit.event) mi, (select max(at) from audit.event) ma',
  )
  process.stdout.write(`${JSON.stringify({ ms, ...rows[0] })}\n`)
  const { rows: by } = await database.superuser.query(
    'select action, result, count(*)::int n from audit.event group by 1,2 order by 3 desc',
  )
  process.stdout.write(`${JSON.stringify(by)}\n`)
  await owner.end()
  expect(1).toBe(1)
}, 300_000)
