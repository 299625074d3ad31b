import { setPriority } from 'node:os'
import { type MessagePort, parentPort } from 'node:worker_threads'
import type { Derivation } from './argon-threads.ts'
import { argon2idHere, wipe } from './primitives.ts'

/** A thread of its own that derives (argon-threads.ts): whatever else wants the processor goes first. */
const nice = 5

// On Linux the priority is a thread's; elsewhere it would be that of the whole process.
if (process.platform === 'linux') setPriority(nice)

const port = parentPort as MessagePort
port.on('message', ({ secret, salt, cost }: Derivation) => {
  const key = argon2idHere(secret, salt, cost)
  wipe(secret)
  port.postMessage(key, [key.buffer as ArrayBuffer])
})
