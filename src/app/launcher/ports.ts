import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { LaunchFailure } from './launch-failure.ts'

/** Asked before anything starts, so that the answer comes at once and in words. */
export async function requireFreePort(host: string, port: number): Promise<number> {
  const server = createServer().listen({ host, port, exclusive: true })
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') throw new LaunchFailure('port-in-use', `${host}:${port}`)
    throw new LaunchFailure('port-unusable', `${host}:${port} (${code})`)
  }
  const { port: found } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return found
}
