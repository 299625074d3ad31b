import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readConfig } from '../../platform/config.ts'
import { loadRootSecret } from '../../platform/vault/index.ts'
import { failureSentences, type Said } from '../console-words.ts'
import { type Child, STEPS } from './child-table.ts'
import { launch } from './launcher.ts'

const TESTING = 'src/app/launcher/testing'
const STEP: Child = { name: 'step', program: [`${TESTING}/step-child.ts`], access: 'owner' }
const page = (name: string, access: Child['access']): Child => ({
  name,
  program: [`${TESTING}/server-child.ts`, name],
  access,
  loadsAhead: true,
  address: () => 'unknown',
})
const SERVERS = [page('staff', 'root-secret'), page('intake', { role: 'yorube_intake' })]

let folder: string
const stops: (() => Promise<unknown>)[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-'))
  chmodSync(folder, 0o711)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const stop of stops.splice(0)) await stop()
  rmSync(folder, { recursive: true, force: true })
})

function environment(changes: Record<string, string> = {}) {
  return {
    PORT: '0',
    INTAKE_PORT: '0',
    DATA_DIR: join(folder, 'data'),
    ROOT_SECRET_FILE: join(folder, 'secret'),
    ...changes,
  }
}

/** Launches, and waits until the words wanted have been said. */
function aLaunch(
  changes: Record<string, string> = {},
  parts: Partial<{ steps: Child[]; servers: Child[] }> = {},
) {
  const said: Said[] = []
  const stop = new AbortController()
  const waiting: (() => void)[] = []
  const hear = (words: Said) => {
    said.push(words)
    for (const look of waiting) look()
  }
  const finished = launch({
    config: readConfig(environment(changes)),
    isSample: false,
    steps: parts.steps ?? [STEP],
    servers: parts.servers ?? SERVERS,
    console: { say: hear, print: () => undefined },
    stop: stop.signal,
  })
  finished.catch(() => undefined)
  const end = async () => {
    stop.abort()
    await finished
  }
  stops.push(() => end().catch(() => undefined))
  const heard = (type: Said['type'], count = 1) =>
    new Promise<void>((resolve, reject) => {
      const look = () => said.filter((words) => words.type === type).length >= count && resolve()
      waiting.push(look)
      look()
      finished.then(() => reject(new Error('ended')), reject)
    })
  const urlOf = (name: string) => said.findLast((words) => words.type === 'serving' && words.name === name)
  return { said, finished, end, heard, urlOf: (name: string) => (urlOf(name) as { url: string }).url }
}

test('each process gets the secrets of its job and no more', async () => {
  process.env.SHOULD_NOT_PASS = 'x'
  const launched = aLaunch()
  await launched.heard('setup-code')
  const staff = await (await fetch(launched.urlOf('staff'))).json()
  const intake = await (await fetch(launched.urlOf('intake'))).json()
  expect(staff.ROOT_SECRET_FILE).toBe(join(folder, 'secret'))
  expect(Object.keys(staff.database)).toEqual(['host', 'port', 'database', 'ssl'])
  expect(intake.ROOT_SECRET_FILE).toBeUndefined()
  expect(intake.database.user).toBe('yorube_intake')
  expect(intake.database.password.length).toBeGreaterThan(20)
  expect([staff, intake].map((child) => child.SHOULD_NOT_PASS)).toEqual([undefined, undefined])
  const stopping = Date.now()
  await launched.end()
  expect(Date.now() - stopping).toBeLessThan(3000)
})

test('a process that dies is started again, and the console says so', async () => {
  const launched = aLaunch()
  await launched.heard('serving', 2)
  const url = launched.urlOf('staff')
  await fetch(`${url}die`).catch(() => undefined)
  await launched.heard('restarts')
  expect(launched.said).toContainEqual({ type: 'restarts', name: 'staff', cause: '3', pauseMs: 500 })
})

test('data without its root secret stops the start, and no new secret is made', async () => {
  const first = aLaunch()
  await first.heard('serving')
  await first.end()
  rmSync(join(folder, 'secret'))
  await expect(aLaunch().finished).rejects.toMatchObject({ problem: 'root-secret-missing' })
  await expect(aLaunch().finished).rejects.toMatchObject({ problem: 'root-secret-missing' })
})

test('a root secret that is cut short, or of another instance, is named with what to do; the right one starts again', async () => {
  const secret = join(folder, 'secret')
  const steps = { steps: STEPS }
  const first = aLaunch({}, steps)
  await first.heard('serving')
  await first.end()
  const right = readFileSync(secret, 'utf8')
  const sentences = async (language: 'ja' | 'en') => {
    const refused = await aLaunch({}, steps).finished.catch((error: unknown) => error)
    return failureSentences(refused, language)?.join() ?? ''
  }
  writeFileSync(secret, right.slice(0, 40))
  expect(await sentences('ja')).toMatch(/secret が壊れています.*控えから戻してください/)
  rmSync(secret)
  await loadRootSecret(secret, true)
  expect(await sentences('en')).toMatch(/secret does not belong to this data: restore the right one/)
  writeFileSync(secret, right)
  const again = aLaunch({}, steps)
  await again.heard('serving')
}, 60_000)

test('a root secret that systemd hands over starts it, as root’s file with an ACL and nothing writable beside', async () => {
  const steps = { steps: STEPS }
  const first = aLaunch({}, steps)
  await first.heard('serving')
  await first.end()
  const credentials = join(folder, 'credentials')
  mkdirSync(credentials)
  const sealed = { ROOT_SECRET_FILE: join(credentials, 'root-secret') }
  writeFileSync(sealed.ROOT_SECRET_FILE, readFileSync(join(folder, 'secret')), { mode: 0o440 })
  chmodSync(credentials, 0o500)
  rmSync(join(folder, 'secret'))
  await expect(aLaunch(sealed, steps).finished).rejects.toMatchObject({ problem: 'root-secret-exposed' })
  vi.stubEnv('CREDENTIALS_DIRECTORY', credentials)
  const again = aLaunch(sealed, steps)
  await again.heard('serving', 2)
  const staff = await (await fetch(again.urlOf('staff'))).json()
  expect(staff).toMatchObject({ ...sealed, CREDENTIALS_DIRECTORY: credentials })
  const intake = await (await fetch(again.urlOf('intake'))).json()
  expect(intake.CREDENTIALS_DIRECTORY).toBeUndefined()
}, 60_000)

test('a port in use and a second instance are named, and the first goes on', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  await expect(aLaunch({ PORT: String(port) }).finished).rejects.toMatchObject({ problem: 'port-in-use' })
  other.close()
  const first = aLaunch()
  await first.heard('serving', 2)
  await expect(aLaunch().finished).rejects.toMatchObject({ failure: 'already-running' })
  expect((await fetch(first.urlOf('staff'))).status).toBe(200)
})

test('a step that fails, or a process that never serves, ends the start', async () => {
  const failing = { ...STEP, program: [...STEP.program, 'fail'] }
  await expect(aLaunch({}, { steps: [failing] }).finished).rejects.toMatchObject({ problem: 'step-failed' })
  const absent: Child = { name: 'worker', program: [`${TESTING}/step-child.ts`, 'fail'], access: 'owner' }
  const launched = aLaunch({}, { servers: [absent] })
  await expect(launched.finished).rejects.toMatchObject({ problem: 'child-hopeless' })
})

test('what nobody opens in a browser waits until the pages are open', async () => {
  const behind: Child = { name: 'worker', program: [`${TESTING}/step-child.ts`, 'fail'], access: 'owner' }
  const launched = aLaunch({}, { servers: [behind, ...SERVERS] })
  await launched.heard('restarts')
  const types = launched.said.map(({ type }) => type)
  expect(types.filter((type) => type === 'serving')).toHaveLength(2)
  expect(types.indexOf('restarts')).toBeGreaterThan(types.lastIndexOf('serving'))
})

test('what people open loads beside the steps, with nothing of the instance, and begins after them', async () => {
  const loaded = join(folder, 'loaded')
  const step = { ...STEP, program: [...STEP.program, 'after', loaded] }
  const [staff, intake] = SERVERS as [Child, Child]
  const ahead = { ...staff, program: [...staff.program, loaded] }
  const launched = aLaunch({}, { steps: [step], servers: [ahead, intake] })
  await launched.heard('serving', 2)
  expect(readFileSync(loaded, 'utf8')).not.toMatch(/YORUBE_DB|ROOT_SECRET|DATA_DIR/)
  const { begunAt, ROOT_SECRET_FILE } = await (await fetch(launched.urlOf('staff'))).json()
  expect(begunAt).toBeGreaterThan(Number(readFileSync(`${loaded}.step`, 'utf8')))
  expect(ROOT_SECRET_FILE).toBe(join(folder, 'secret'))
})

test('a database that is killed comes back at the same address', async () => {
  const launched = aLaunch()
  await launched.heard('serving', 2)
  const pidLines = () =>
    readFileSync(join(folder, 'data/database/cluster/postmaster.pid'), 'utf8').split('\n')
  const killed = Number(pidLines()[0])
  process.kill(killed, 'SIGKILL')
  await launched.heard('database-restarts')
  await vi.waitFor(() => expect(pidLines()[7]?.trim()).toBe('ready'), { timeout: 10_000 })
  await vi.waitFor(() => expect(Number(pidLines()[0])).not.toBe(killed), { timeout: 10_000 })
})

test('a database server that cannot be reached is named without its password', async () => {
  const refused = aLaunch({ DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/y' }).finished
  await expect(refused).rejects.toMatchObject({
    problem: 'unreachable',
    message: 'unreachable: 127.0.0.1:1/y',
  })
})
