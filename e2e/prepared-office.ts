import { randomUUID } from 'node:crypto'
import { mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { inject } from 'vitest'
import type { EmbeddedPostgres } from '../src/platform/db/embedded/start-embedded.ts'
import { openPool, type Pool } from '../src/platform/db/pool.server.ts'
import { installPlatform, removePlatform } from '../src/platform/runtime.ts'
import { TestOffice, type TestPerson } from '../src/platform/testing/office.ts'
import { createVault, loadRootSecret } from '../src/platform/vault/index.ts'
import { goTo, openPage, type WatchedPage } from './browser.ts'
import { copyCluster, passableFolder, startCluster } from './prepared-cluster.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface PreparedInstance<Content> {
  content: Content
  server: ServerProcess
  /** Starts the server again at the address it had; `server` is the new one then. */
  startAgain(): Promise<void>
  superuser: pg.Client
  /** As the owner of the tables. */
  openOwner(): Pool
  stopDatabase(): Promise<void>
  /** The same cluster again at the same address; `superuser` is a new connection then. */
  startDatabase(): Promise<void>
  /** Where the instance writes: cluster, logs, temporary files. */
  folders: readonly string[]
  stop(): Promise<void>
}

interface Preparation<Content> {
  /** Fills the database in this process, by use-cases, before the server starts. */
  fill: (given: { readonly superuser: pg.Client; owner: Pool }) => Promise<Content>
  /** Whether everything the server does goes into a log that is kept until the end. */
  isTalkative?: boolean
  /** Whether people will sign in with their passwords at the server: else those are hashed quickly and work here only. */
  canSignIn?: boolean
  /** Environment variables of the server besides. */
  settings?: Record<string, string>
}

const quickPasswords = { argonMemoryBytes: 64 * 1024, argonOps: 1 }

/** A database of its own with real keys and the built server over it. */
export async function startPrepared<Content>(
  preparation: Preparation<Content>,
): Promise<PreparedInstance<Content>> {
  const folder = passableFolder('yorube-journey-')
  const { dataDir, secretFile } = await copyCluster(inject('preparedCluster'), folder)
  const vault = createVault(
    await loadRootSecret(secretFile, false),
    preparation.canSignIn ? {} : quickPasswords,
  )
  const start = () => startCluster(dataDir)
  let cluster = await start()
  let superuser = await superuserOf(cluster)
  const as = (user: 'yorube_app' | 'yorube_migrator') => ({
    ...cluster.connection,
    user,
    password: vault.databasePassword(user),
  })
  installPlatform({ pool: openPool(as('yorube_app'), 4, () => {}), vault, raise: () => {} })
  const owner = openPool(as('yorube_migrator'), 2, () => {})
  const content = await preparation.fill({
    get superuser() {
      return superuser
    },
    owner,
  })
  await owner.end()
  mkdirSync(join(folder, 'tmp'))
  const { isTalkative = false } = preparation
  const log = isTalkative ? openSync(join(folder, 'server.log'), 'a') : 'inherit'
  const startAt = (port: string) =>
    startServer(
      new URL('./start-staff.ts', import.meta.url),
      {
        PORT: port,
        LOG_LEVEL: isTalkative ? 'debug' : 'warn',
        TMPDIR: join(folder, 'tmp'),
        ROOT_SECRET_FILE: secretFile,
        ...preparation.settings,
        YORUBE_DB: JSON.stringify({ port: 5432, ssl: false, ...cluster.connection }),
      },
      log,
    )
  let server = await startAt('0')
  return {
    content,
    get server() {
      return server
    },
    async startAgain() {
      server = await startAt(new URL(server.url).port)
    },
    get superuser() {
      return superuser
    },
    openOwner: () => openPool(as('yorube_migrator'), 2, () => {}),
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

export interface PreparedOffice extends PreparedInstance<TestOffice> {
  office: TestOffice
}

/** An office of a made-up city; the journey adds its desks and people. */
export async function startPreparedOffice(
  name = 'うみかぜ市',
  wish: Omit<Preparation<TestOffice>, 'fill'> = {},
): Promise<PreparedOffice> {
  const instance = await startPrepared({
    ...wish,
    fill: (given) =>
      TestOffice.open(
        {
          name: '',
          alarms: [],
          get superuser() {
            return given.superuser
          },
          as: () => Promise.reject(new Error('not needed')),
        },
        name,
        '127.0.0.1',
      ),
  })
  return Object.assign(instance, { office: instance.content })
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

/** A page as somebody of this office sees it, once it hears what is typed. */
export async function openSignedIn(
  prepared: PreparedOffice,
  browser: Browser,
  who: TestPerson,
  path: string,
  options: Parameters<typeof openPage>[1] = {},
): Promise<WatchedPage> {
  const opened = await openPage(browser, options)
  await opened.page.context().addCookies([cookieOf(who, prepared.server.url)])
  const address = prepared.server.url + path
  await (options.javaScriptEnabled === false ? opened.page.goto(address) : goTo(opened.page, address))
  return opened
}
