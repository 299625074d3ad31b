import { readdirSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type LaunchedInstance, launchInstance } from './launched-instance.ts'

// Needs a build: npm run build

let instance: LaunchedInstance
let isStopped = false

beforeAll(async () => {
  instance = await launchInstance({ staffProcesses: 3 })
}, 240_000)
afterAll(async () => {
  if (!isStopped) await instance?.stop()
})

/** The launcher's children that serve the staff pages. */
function staffPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]
        return (
          parent === String(instance.pid) &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('src/app/main.ts')
        )
      } catch {
        return false
      }
    })
    .map(Number)
}

/** Whether each of them listens at the port that people open. */
function listeners(): number {
  const port = new URL(instance.staffUrl).port
  const hex = Number(port).toString(16).toUpperCase().padStart(4, '0')
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n')
  return lines.filter((line) => line.includes(`:${hex} 00000000:0000 0A `)).length
}

/** Over a new connection each time: the kernel chooses who gets it. */
function isAnswered(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get(`${instance.staffUrl}/healthz`, { agent: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode === 200))
    }).on('error', reject)
  })
}

test('one flag starts several behind one address, and each answers', async () => {
  await vi.waitFor(() => expect(listeners()).toBe(3), 60_000)
  expect(staffPids()).toHaveLength(3)
  for (let tried = 0; tried < 30; tried += 1) expect(await isAnswered()).toBe(true)
  expect((await fetch(instance.setUpUrl)).status).toBe(200)
})

test('one that is killed leaves the address to the others and is started again', async () => {
  const before = staffPids()
  const [killed = 0] = before
  process.kill(killed, 'SIGKILL')
  await vi.waitFor(() => expect(listeners()).toBe(2), { timeout: 10_000, interval: 5 })
  for (let tried = 0; tried < 10; tried += 1) expect(await isAnswered()).toBe(true)
  await vi.waitFor(() => expect(listeners()).toBe(3), 60_000)
  const after = staffPids()
  expect(after).toHaveLength(3)
  expect(after).not.toContain(killed)
})

test('all of them end within three seconds of being asked to', async () => {
  isStopped = true
  const began = performance.now()
  const stopped = instance.stop()
  await vi.waitFor(() => expect(staffPids()).toEqual([]), { timeout: 10_000, interval: 20 })
  expect(performance.now() - began).toBeLessThan(3_000)
  expect(listeners()).toBe(0)
  await stopped
})
