import { expect, test } from 'vitest'
import { aCase } from '../src/modules/cases/testing.ts'
import { useDatabase } from '../src/platform/db/testing/use-database.ts'
import { inTransaction, type Transaction } from '../src/platform/db/transaction.ts'
import { enterStatements } from '../src/platform/entering.ts'
import { isAppError } from '../src/platform/errors.ts'
import { platform } from '../src/platform/runtime.ts'
import { TestOffice, type TestPerson } from '../src/platform/testing/office.ts'
import { Random } from './random.ts'

/**
 * Four connections that everybody shares, with transactions that end in every bad way there is: never may an answer hold
 * a row of whoever used the connection before. `npm test` does a few hundred, `npm run drill -- pool` ten thousand.
 */
const database = useDatabase()
const isWhole = process.env.DRILL === 'whole'
const transactions = isWhole ? 10_000 : 400
const atOnce = 24

const fates = ['commit', 'commit', 'throw', 'error', 'cancel', 'kill', 'twice', 'silent'] as const
type Fate = (typeof fates)[number]

interface Somebody {
  person: TestPerson
  /** The cases of her desk: the only ones that she may ever see. */
  cases: readonly string[]
}

async function twoTenants(): Promise<Somebody[]> {
  const all: Somebody[] = []
  for (const name of ['\u67b6\u7a7a\u5e02', '\u898b\u672c\u5e02']) {
    const office = await TestOffice.open(database, name)
    for (let desk = 0; desk < 3; desk++) {
      const { people } = await office.desk(['counselor', 'supervisor'])
      const [first] = people
      if (!first) throw new Error('nobody is there')
      const cases = [await aCase(first), await aCase(first)].sort()
      all.push(...people.map((person) => ({ person, cases })))
    }
  }
  return all
}

test('no answer ever holds rows of whoever used the connection before', async () => {
  const everybody = await twoTenants()
  const seed = isWhole ? Math.floor(Date.now() / 1000) : 1
  const random = new Random(seed)
  const told = { wrong: [] as string[], ends: new Map<string, number>(), answers: 0 }
  let left = transactions
  const work = async () => {
    while (left-- > 0) {
      const somebody = random.pick(everybody)
      const fate = random.pick(fates)
      const end = await oneTransaction(somebody, fate, told)
      told.ends.set(`${fate}: ${end}`, (told.ends.get(`${fate}: ${end}`) ?? 0) + 1)
      if (random.oneIn(10)) await askAsNobody(told)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  expect(told.wrong).toEqual([])
  expect(told.answers).toBeGreaterThan(transactions / 2)
  const ends = [...told.ends].map(([how, count]) => `${how} ${count}`).sort()
  process.stdout.write(
    `seed ${seed}: ${transactions} transactions, ${told.answers} answers, 0 foreign rows\n  ${ends.join('\n  ')}\n`,
  )
}, 3_600_000)

interface Told {
  wrong: string[]
  answers: number
}

async function oneTransaction({ person, cases }: Somebody, fate: Fate, told: Told): Promise<string> {
  const { pool, vault } = platform()
  try {
    return await inTransaction(pool, enterStatements(vault, person), async (transaction) => {
      await look(transaction, person, cases, told)
      await spoil(transaction, fate)
      // Again after whatever happened: the session of the transaction is still hers or nobody's.
      await look(transaction, person, cases, told)
      if (fate === 'commit' || fate === 'twice') await transaction.commit()
      if (fate === 'throw') throw new Error('changed her mind')
      return 'done'
    })
  } catch (error) {
    return isAppError(error) ? error.code : error instanceof Error ? error.name : 'something'
  }
}

async function look({ connection }: Transaction, person: TestPerson, cases: readonly string[], told: Told) {
  const [who, seen] = await Promise.all([
    connection.send<{ user_id: string | null }>('select auth.my_user() as user_id'),
    connection.send<{ id: string }>('select id from case_ order by id'),
  ])
  told.answers++
  const ids = seen.rows.map(({ id }) => id).join()
  if (who.rows[0]?.user_id !== person.userId || ids !== cases.join())
    told.wrong.push(`${person.userId} was answered as ${who.rows[0]?.user_id}: ${ids}`)
}

async function spoil({ connection }: Transaction, fate: Fate): Promise<void> {
  if (fate === 'error') await connection.send('select 1/0')
  // The session's mark must not survive a savepoint that is undone, nor a second begin.
  if (fate === 'twice')
    await connection.send('savepoint a').then(() => connection.send('rollback to savepoint a'))
  if (fate !== 'cancel' && fate !== 'kill') return
  const { rows } = await connection.send<{ pid: number }>('select pg_backend_pid() as pid')
  const end = fate === 'cancel' ? 'pg_cancel_backend' : 'pg_terminate_backend'
  const sleeping = connection.send('select pg_sleep(5)')
  sleeping.catch(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await database.superuser.query(`select ${end}($1)`, [rows[0]?.pid])
  await sleeping
}

/** Without entering, on whatever connection is free: nobody is asking, and nothing is there. */
async function askAsNobody(told: Told): Promise<void> {
  const answer = await platform()
    .pool.query<{ user_id: string | null; cases: number }>(
      'select auth.my_user() as user_id, (select count(*)::int from case_) as cases',
    )
    .catch(() => undefined)
  const [row] = answer?.rows ?? []
  if (row && (row.user_id !== null || row.cases !== 0))
    told.wrong.push(`nobody was answered as ${row.user_id}`)
}
