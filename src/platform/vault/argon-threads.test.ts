import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { argonThreads } from './argon-threads.ts'
import { argon2id } from './primitives.ts'

const cost = { memoryBytes: 8 * 1024 * 1024, ops: 1 }
const salt = new Uint8Array(16).fill(9)

test('derives what the thread pool derives, several at a time, and leaves what it was given alone', async () => {
  const secrets = [1, 2, 3].map((byte) => new Uint8Array(12).fill(byte))
  const derived = await Promise.all(secrets.map((secret) => argonThreads.derive(secret, salt, cost)))
  expect(derived).toEqual(await Promise.all(secrets.map((secret) => argon2id(secret, salt, cost))))
  expect(secrets.map(([byte]) => byte)).toEqual([1, 2, 3])
})

test('a cost that nobody can pay is refused, and the next derivation has its thread', async () => {
  await expect(argonThreads.derive(salt, salt, { memoryBytes: 1, ops: 1 })).rejects.toThrow()
  expect(await argonThreads.derive(salt, salt, cost)).toHaveLength(32)
})

test.runIf(process.platform === 'linux')('its threads give way to the others of the process', async () => {
  await argonThreads.derive(salt, salt, cost)
  const nices = readdirSync('/proc/self/task').map((task) =>
    // The name, in brackets, may hold anything; the nineteenth field is the seventeenth after it.
    Number(readFileSync(`/proc/self/task/${task}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[16]),
  )
  expect(nices.filter((nice) => nice === 5).length).toBeGreaterThan(0)
  expect(nices.filter((nice) => nice < 5).length).toBeGreaterThan(1)
})
