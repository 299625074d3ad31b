import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../src/platform/db/embedded/start-embedded.ts'
import { readMigrations, runMigrations } from '../src/platform/db/migrate.ts'
import { openPool, type Pool } from '../src/platform/db/pool.server.ts'
import { prepareRoles } from '../src/platform/db/roles.ts'
import { installPlatform, removePlatform } from '../src/platform/runtime.ts'
import { TestOffice, type TestPerson } from '../src/platform/testing/office.ts'
import { createVault, loadRootSecret } from '../src/platform/vault/index.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface PreparedInstance<Content> {
  content: Content
  server: ServerProcess
  superuser: pg.Client
  /** As the owner of the tables. */
  openOwner(): Pool
  /** Where the instance writes: cluster, logs, temporary files. */
  folders: readonly string[]
  stop(): Promise<void>
}

interface Preparation<Content> {
  /** Fills the database in this process, by use-cases, before the server starts. */
  fill: (given: { superuser: pg.Client; owner: Pool }) => Promise<Content>
  /** Whether everything the server does goes into a log that is kept until the end. */
  isTalkative?: boolean
  /** Whether people will sign in with their passwords on the pages. */
  hasRealPasswords?: boolean
}

/** A database of its own with real keys and the built server over it. */
export async function startPrepared<Content>(
  preparation: Preparation<Content>,
): Promise<PreparedInstance<Content>> {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-journey-'))
  // The database's own account must reach its files in there, or they go elsewhere.
  chmodSync(folder, 0o711)
  const secretFile = join(folder, 'root-secret')
  const cheap = { argonMemoryBytes: 64 * 1024, argonOps: 1 }
  const secret = await loadRootSecret(secretFile, true)
  const vault = preparation.hasRealPasswords ? createVault(secret) : createVault(secret, cheap)
  const cluster = await startEmbedded({ dataDir: join(folder, 'db'), fsync: false, log: () => {} })
  const superuser = new pg.Client(cluster.connection)
  await superuser.connect()
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
  const owner = openPool(as('yorube_migrator'), 2, () => {})
  const content = await preparation.fill({ superuser, owner })
  await owner.end()
  mkdirSync(join(folder, 'tmp'))
  const { isTalkative = false } = preparation
  const log = isTalkative ? openSync(join(folder, 'server.log'), 'a') : 'inherit'
  const server = await startServer(
    new URL('./start-staff.ts', import.meta.url),
    {
      PORT: '0',
      LOG_LEVEL: isTalkative ? 'debug' : 'warn',
      TMPDIR: join(folder, 'tmp'),
      ROOT_SECRET_FILE: secretFile,
      YORUBE_DB: JSON.stringify({ port: 5432, ssl: false, ...cluster.connection }),
    },
    log,
  )
  return {
    content,
    server,
    superuser,
    openOwner: () => openPool(as('yorube_migrator'), 2, () => {}),
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

export interface PreparedOffice extends Omit<PreparedInstance<TestOffice>, 'content'> {
  office: TestOffice
}

/** An office of a made-up city; the journey adds its desks and people. */
export async function startPreparedOffice(
  name = 'うみかぜ市',
  { isTalkative = false } = {},
): Promise<PreparedOffice> {
  const { content: office, ...instance } = await startPrepared({
    isTalkative,
    fill: ({ superuser }) =>
      TestOffice.open(
        { name: '', alarms: [], superuser, as: () => Promise.reject(new Error('not needed')) },
        name,
        '127.0.0.1',
      ),
  })
  return { office, ...instance }
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
