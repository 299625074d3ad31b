import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'
import type { Places } from './places.ts'

/**
 * A listening socket says "this instance is alive" without a pid that could be re-used: the kernel drops it with the
 * process, and it is seen from another container that mounts the same folder.
 */
export async function claim(places: Places): Promise<Server> {
  const path = aliveSocket(places)
  if (await answers(path)) throw new EmbeddedError('already-running', places.dataDir)
  rmSync(path, { force: true })
  const server = createServer((socket) => socket.destroy()).unref()
  server.listen(path)
  try {
    await once(server, 'listening')
  } catch {
    throw new EmbeddedError('already-running', places.dataDir)
  }
  return server
}

const aliveSocket = (places: Places) => join(places.run, 'alive.sock')

export async function isClaimed(places: Places): Promise<boolean> {
  return await answers(aliveSocket(places))
}

export async function answers(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
