import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbedded } from '../src/platform/db/embedded/start-embedded.ts'
import { readMigrations, runMigrations } from '../src/platform/db/migrate.ts'
import { openPool } from '../src/platform/db/pool.server.ts'
import { prepareRoles } from '../src/platform/db/roles.ts'
import { installPlatform, removePlatform } from '../src/platform/runtime.ts'
import { TestOffice, type TestPerson } from '../src/platform/testing/office.ts'
import { createVault, loadRootSecret } from '../src/platform/vault/index.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface PreparedOffice {
  office: TestOffice
  server: ServerProcess
  /** Starts the server again at the address it had; `server` is the new one then. */
  startAgain(): Promise<void>
  superuser: pg.Client
  stopDatabase(): Promise<void>
  /** The same cluster again at the same address; `superuser` is a new connection then. */
  startDatabase(): Promise<void>
  /** Where the instance writes: cluster, logs, temporary files. */
  folders: readonly string[]
  stop(): Promise<void>
}

const quickPasswords = { argonMemoryBytes: 64 * 1024, argonOps: 1 }

/**
 * A database of its own with real keys, in this process for preparing it by use-cases, and the built server over it.
 * Its people's passwords are hashed quickly, so that they work here only; `canSignIn` makes them work at the server.
 */
export async function startPreparedOffice(
  name = 'うみかぜ市',
  { isTalkative = false, canSignIn = false } = {},
): Promise<PreparedOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-journey-'))
  const secretFile = join(folder, 'root-secret')
  const vault = createVault(await loadRootSecret(secretFile, true), canSignIn ? {} : quickPasswords)
  const start = () => startEmbedded({ dataDir: join(folder, 'db'), fsync: false, log: () => {} })
  let cluster = await start()
  let superuser = await superuserOf(cluster)
  await prepareRoles(superuser, (role) => vault.databasePassword(role))
  const as = (user: 'yorube_app' | 'yorube_migrator') => ({
    ...cluster.connection,
    user,
    password: vault.databasePassword(user),
  })
  const migrator = new pg.Client(as('yorube_migrator'))
  await migrator.connect()
  await runMigrations(migrator, readMigrations(join(import.meta.dirname, '../migrations')))
  await migrator.end()
  installPlatform({ pool: openPool(as('yorube_app'), 4, () => {}), vault, raise: () => {} })
  const database = {
    name: '',
    alarms: [],
    get superuser() {
      return superuser
    },
    as: () => Promise.reject(new Error('not needed')),
  }
  const office = await TestOffice.open(database, name)
  mkdirSync(join(folder, 'tmp'))
  const log = isTalkative ? openSync(join(folder, 'server.log'), 'a') : 'inherit'
  const startAt = (port: string) =>
    startServer(
      new URL('./start-staff.ts', import.meta.url),
      {
        PORT: port,
        LOG_LEVEL: isTalkative ? 'debug' : 'warn',
        TMPDIR: join(folder, 'tmp'),
        ROOT_SECRET_FILE: secretFile,
        YORUBE_DB: JSON.stringify({ port: 5432, ssl: false, ...cluster.connection }),
      },
      log,
    )
  let server = await startAt('0')
  return {
    office,
    get server() {
      return server
    },
    async startAgain() {
      server = await startAt(new URL(server.url).port)
    },
    get superuser() {
      return superuser
    },
    async stopDatabase() {
      await cluster.stop()
    },
    async startDatabase() {
      cluster = await start()
      superuser = await superuserOf(cluster)
    },
    folders: [...new Set([folder, cluster.dataDir])],
    async stop() {
      await server.stop()
      await removePlatform()
      await superuser.end()
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function superuserOf({ connection }: EmbeddedPostgres): Promise<pg.Client> {
  const client = new pg.Client(connection)
  // A database that a journey stops must not take the journey with it.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Gives a founded desk its place in the directory. */
export async function nameDesk(
  { office, superuser }: PreparedOffice,
  deskId: string,
  name: string,
): Promise<void> {
  const bodyId = randomUUID()
  await superuser.query(
    `insert into body (tenant_id, id, kind, name, duty_ground) values ($1, $2, 'department', $3, 'local_public_service_34')`,
    [office.tenantId, bodyId, `${name}のある課`],
  )
  await superuser.query(
    `insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, $4, 'hub')`,
    [office.tenantId, deskId, bodyId, name],
  )
}

/** The browser's cookie of a person who has signed in. */
export function cookieOf(person: TestPerson, url: string) {
  return { name: 'yorube', value: Buffer.from(person.cookie).toString('base64url'), url }
}
