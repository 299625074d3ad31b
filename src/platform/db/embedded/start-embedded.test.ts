import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import type { EmbeddedEvent } from './embedded-error.ts'
import { isPostmaster } from './leftovers.ts'
import { type EmbeddedPostgres, startEmbedded } from './start-embedded.ts'

const parents: string[] = []
const running: EmbeddedPostgres[] = []

function aDataDir() {
  const parent = mkdtempSync(join(tmpdir(), 'embedded-'))
  chmodSync(parent, 0o711)
  parents.push(parent)
  return join(parent, 'd')
}

async function start(dataDir: string, events: EmbeddedEvent[] = []) {
  const started = await startEmbedded({ dataDir, sharedBuffers: '16MB', log: (event) => events.push(event) })
  running.push(started)
  return started
}

async function ask(connection: EmbeddedPostgres['connection'], sql: string) {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

const postmasterPid = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'database/cluster/postmaster.pid'), 'utf8').split('\n')[0])

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  for (const parent of parents.splice(0)) rmSync(parent, { recursive: true, force: true })
})

test('a stopped instance starts again with its rows, its settings and closed folders', async () => {
  const dataDir = aDataDir()
  const first = await start(dataDir)
  expect(first.isNew).toBe(true)
  await ask(first.connection, 'create table kept as select 41 + 1 as answer')
  await first.stop()

  const second = await start(dataDir)
  expect(second.isNew).toBe(false)
  expect(await ask(second.connection, 'select answer from kept')).toBe(42)
  expect(await ask(second.connection, 'show data_checksums')).toBe('on')
  expect(await ask(second.connection, 'show synchronous_commit')).toBe('on')
  expect(await ask(second.connection, 'show listen_addresses')).toBe('')
  const locale = "select concat(datlocprovider, datlocale) from pg_database where datname = 'postgres'"
  expect(await ask(second.connection, locale)).toBe('bC.UTF-8')
  expect(statSync(join(dataDir, 'database/cluster')).mode & 0o777).toBe(0o700)
  expect(statSync(join(dataDir, 'database')).mode & 0o777).toBe(0o700)
})

test('an empty folder is taken into use where it stands', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'embedded-'))
  parents.push(dataDir)
  expect((await start(dataDir)).dataDir).toBe(dataDir)
})

test('nothing of what people type reaches the log of PostgreSQL', async () => {
  const { connection, dataDir } = await start(aDataDir())
  const secret = 'canary-4711'
  await expect(ask(connection, `select '${secret}'::uuid`)).rejects.toThrow(secret)
  await ask(connection, 'create table once (word text primary key)')
  await ask(connection, `insert into once values ('${secret}')`)
  await expect(ask(connection, `insert into once values ('${secret}')`)).rejects.toThrow('duplicate key')
  await expect(ask(connection, `do $$ begin raise warning '${secret}'; end $$; selec`)).rejects.toThrow()
  const log = readFileSync(join(dataDir, 'database/postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain(secret)
})

test('a wrong password is refused', async () => {
  const { connection } = await start(aDataDir())
  await expect(ask({ ...connection, password: 'guess' }, 'select 1')).rejects.toThrow(
    'password authentication failed',
  )
})

test('a second instance on the same folder is refused and the first lives on', async () => {
  const dataDir = aDataDir()
  const { connection } = await start(dataDir)
  await expect(start(dataDir)).rejects.toMatchObject({ failure: 'already-running' })
  expect(await ask(connection, 'select 1')).toBe(1)
})

test('PostgreSQL stops when its parent is killed, and no committed row is lost', async () => {
  const dataDir = aDataDir()
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'testing/hold-open.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(parent.stdout), 'line')
  await ask(JSON.parse(line), 'create table kept as select 7 as answer')
  const pid = postmasterPid(dataDir)
  expect(isPostmaster(pid, join(dataDir, 'database/cluster'))).toBe(true)

  parent.kill('SIGKILL')
  for (let waited = 0; waited < 5000 && isPostmaster(pid, join(dataDir, 'database/cluster')); waited += 50)
    await sleep(50)
  expect(isPostmaster(pid, join(dataDir, 'database/cluster'))).toBe(false)
  const { connection } = await start(dataDir)
  expect(await ask(connection, 'select answer from kept')).toBe(7)
})

test('an orphan whose watchdog died too is stopped first', async () => {
  const dataDir = aDataDir()
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'testing/hold-open.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(createInterface(parent.stdout), 'line')
  await ask(JSON.parse(line), 'create table kept as select 8 as answer')
  const pid = postmasterPid(dataDir)
  const watchdog = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  const shells = readFileSync(`/proc/${watchdog}/task/${watchdog}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  for (const shell of [watchdog, ...shells.filter((child) => child !== pid)]) process.kill(shell, 'SIGKILL')
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  expect(isPostmaster(pid, join(dataDir, 'database/cluster'))).toBe(true)

  const events: EmbeddedEvent[] = []
  const { connection } = await start(dataDir, events)
  expect(events).toContainEqual({ type: 'orphan', pid })
  expect(await ask(connection, 'select answer from kept')).toBe(8)
})

test('a pid file left by a crash does not block, even when its pid now belongs to someone else', async () => {
  const dataDir = aDataDir()
  const crashed = await start(dataDir)
  await ask(crashed.connection, 'create table kept as select 9 as answer')
  const pidFile = join(dataDir, 'database/cluster/postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  const socketLock = readFileSync(join(crashed.connection.host, '.s.PGSQL.5432.lock'), 'utf8').split('\n')
  process.kill(Number(lines[0]), 'SIGKILL')
  await crashed.ended
  await running.pop()?.stop()
  const stranger = spawn('sleep', ['60'])
  writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'))
  writeFileSync(
    join(crashed.connection.host, '.s.PGSQL.5432.lock'),
    [stranger.pid, ...socketLock.slice(1)].join('\n'),
  )

  const { connection } = await start(dataDir)
  expect(await ask(connection, 'select answer from kept')).toBe(9)
  expect(stranger.exitCode).toBe(null)
  stranger.kill()
})
