import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../embedded/start-embedded.ts'
import { readMigrations, runMigrations } from '../migrate.ts'
import { prepareRoles } from '../roles.ts'
import { type TestCluster, templateName, testPasswordOf } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/**
 * One PostgreSQL for the whole run (started here unless the test command has one already), with a migrated template
 * database that each test file copies.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE
  const started = given ? undefined : await startOwn()
  const cluster: TestCluster = given ? JSON.parse(given) : (started?.cluster as TestCluster)
  await makeTemplate(cluster)
  project.provide('cluster', cluster)
  return async () => {
    await started?.stop()
  }
}

async function startOwn(): Promise<{ cluster: TestCluster; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-test-'))
  const server = await startEmbedded({ dataDir: folder, fsync: false, log: () => {} })
  return {
    cluster: server.connection,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The same for every project of this run; as a comment at the template it says that another project has made it. */
const thisRun = `${process.pid} ${performance.timeOrigin}`

async function makeTemplate(cluster: TestCluster): Promise<void> {
  let isMade = false
  await withClient({ ...cluster }, async (admin) => {
    await admin.query("select pg_advisory_lock(hashtext('yorube template'))")
    const { rows } = await admin.query(
      "select from pg_database where datname = $1 and shobj_description(oid, 'pg_database') = $2",
      [templateName, thisRun],
    )
    isMade = rows.length > 0
    if (isMade) return
    await admin.query(`drop database if exists ${templateName} with (force)`)
    await admin.query(`create database ${templateName}`)
  })
  if (isMade) return
  await withClient({ ...cluster, database: templateName }, (admin) => prepareRoles(admin, testPasswordOf))
  await withClient(
    {
      ...cluster,
      database: templateName,
      user: 'yorube_migrator',
      password: testPasswordOf('yorube_migrator'),
    },
    async (migrator) => {
      await runMigrations(migrator, readMigrations(join(import.meta.dirname, '../../../../migrations')))
    },
  )
  await withClient({ ...cluster }, async (admin) => {
    await admin.query(`comment on database ${templateName} is '${thisRun}'`)
  })
}

async function withClient(
  address: pg.ClientConfig,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(address)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
