import { fileURLToPath } from 'node:url'
import * as serverBuild from 'virtual:react-router/server-build'
import type { ServerBuild } from 'react-router'
import { announceReady, type ListenOptions, listen, stopOnSignal } from '../platform/http/listen.ts'
import { createLogger } from '../platform/log/logger.ts'
import { createStaffApp } from './staff-app.ts'

export interface StaffServerOptions extends ListenOptions {
  trustProxy: boolean
  logLevel?: string
}

/** The whole staff server; the launcher calls this one function of the built file. */
export async function startStaffServer({
  trustProxy,
  logLevel,
  ...where
}: StaffServerOptions): Promise<void> {
  const logger = createLogger('staff', logLevel)
  const clientDir = fileURLToPath(new URL('../client', import.meta.url))
  // The generated module spells absent parts as undefined, which React Router's own type does not allow.
  const build = serverBuild as ServerBuild
  const { fetch } = createStaffApp({ build, clientDir, trustProxy, logger })
  const { url, stop } = await listen(fetch, where)
  stopOnSignal(stop)
  announceReady(url)
}
