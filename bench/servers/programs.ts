import { fileURLToPath } from 'node:url'
import type { DatabaseAccess } from '../../src/platform/db/access.ts'
import type { Instance } from '../world/instance.ts'
import { type Server, startServer } from './server-process.ts'

const passwordless = ({ host, port, database, ssl }: DatabaseAccess) => ({ host, port, database, ssl })

function ownEnvironment(instance: Instance): Record<string, string> {
  const cache = process.env.BENCH_COMPILE_CACHE
  return {
    PORT: '0',
    INTAKE_PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: instance.dataDir,
    // Faster than anybody works.
    SUBMISSIONS_AT_ONCE: '999999',
    ...(cache ? { NODE_COMPILE_CACHE: cache } : {}),
  }
}

/** The staff process as it is built, logging every request as it does in an office. */
export function startStaff(instance: Instance, nodeOptions: readonly string[] = []): Promise<Server> {
  return startServer(
    instance,
    'src/app/main.ts',
    {
      ...ownEnvironment(instance),
      ROOT_SECRET_FILE: instance.secretFile,
      YORUBE_DB: JSON.stringify(passwordless(instance.owner)),
    },
    nodeOptions,
  )
}

export function startIntake(instance: Instance): Promise<Server> {
  const user = 'yorube_intake'
  const access = { ...passwordless(instance.owner), user, password: instance.vault.databasePassword(user) }
  return startServer(instance, 'src/app/intake.ts', {
    ...ownEnvironment(instance),
    YORUBE_DB: JSON.stringify(access),
  })
}

/** Seals the record, and does what else is due, as it does in an office. */
export function startWorker(instance: Instance): Promise<Server> {
  const user = 'yorube_worker'
  const access = { ...passwordless(instance.owner), user, password: instance.vault.databasePassword(user) }
  return startServer(instance, 'src/app/worker.ts', {
    ...ownEnvironment(instance),
    YORUBE_DB: JSON.stringify(access),
    YORUBE_LOG_SEED: Buffer.from(instance.vault.logSeed()).toString('base64url'),
  })
}

export function startRaw(instance: Instance): Promise<Server> {
  return startServer(instance, 'bench/servers/raw.ts', { PLAIN_DB: JSON.stringify(instance.plain) })
}

/** A page of so many bytes and elements that says nothing, by the same React Router, React and Hono. */
export function startEmptyPage(instance: Instance): Promise<Server> {
  return startServer(instance, 'bench/empty-page/serve.ts', {
    EMPTY_PAGE_BUILD: fileURLToPath(
      new URL('../../node_modules/.cache/empty-page/server/index.js', import.meta.url),
    ),
  })
}
