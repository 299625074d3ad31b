import { createHash, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { AlarmBook } from '../../alarm-book.ts'
import { type Alarm, installPlatform, platform, removePlatform } from '../../runtime.ts'
import { createVault, type VaultOptions } from '../../vault/index.ts'
import { openPool } from '../pool.server.ts'
import type { LoginRole } from '../roles.ts'
import { templateName, testPasswordOf } from './test-cluster.ts'

export interface TestDatabase {
  name: string
  alarms: Alarm[]
  /** A connection past row-level security, to look at what is really stored and to damage it. */
  superuser: pg.Client
  /** A raw connection as one of the runtime roles, as an intruder with injected SQL would have it. */
  as(role: LoginRole): Promise<pg.Client>
}

export interface InstalledDatabase extends TestDatabase {
  /** Resolves when the alarms raised so far stand in audit.alarm too. */
  alarmsWritten(): Promise<void>
}

/** Only in tests. */
export const testRootSecret = createHash('sha256').update('a root secret of tests').digest()

/** Cheap Argon2, fixed root secret: only in tests. */
export function testVault(options: Pick<VaultOptions, 'onRefused'> = {}) {
  return createVault(testRootSecret, { argonMemoryBytes: 64 * 1024, argonOps: 1, ...options })
}

/** A copy of the template for this test file, with the platform installed over it. */
export function useDatabase(): InstalledDatabase {
  const cluster = inject('cluster')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const opened: pg.Client[] = []
  const book = new AlarmBook(() => platform().pool)
  const raise = (alarm: Alarm) => {
    database.alarms.push(alarm)
    book.raise(alarm)
  }
  const database: InstalledDatabase = {
    name,
    alarms: [],
    alarmsWritten: () => book.settled(),
    superuser: new pg.Client({ ...cluster, database: name }),
    async as(role) {
      const client = new pg.Client({ ...cluster, database: name, user: role, password: testPasswordOf(role) })
      await client.connect()
      opened.push(client)
      return client
    },
  }
  beforeAll(async () => {
    await onCluster((admin) => admin.query(`create database ${name} template ${templateName}`))
    await database.superuser.connect()
    const pool = openPool(
      { ...cluster, database: name, user: 'yorube_app', password: testPasswordOf('yorube_app') },
      4,
      () => {},
    )
    const vault = testVault({ onRefused: ({ table, ...row }) => raise({ label: table, ...row }) })
    installPlatform({ pool, vault, raise })
  })
  afterAll(async () => {
    await book.settled()
    await removePlatform()
    await Promise.all([...opened, database.superuser].map((client) => client.end()))
    await onCluster((admin) => admin.query(`drop database if exists ${name} with (force)`))
  })
  return database
}

async function onCluster(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(inject('cluster'))
  await admin.connect()
  try {
    // Two workers may not copy the template at the same moment.
    await admin.query("select pg_advisory_lock(hashtext('yorube template'))")
    await work(admin)
  } finally {
    await admin.end()
  }
}
