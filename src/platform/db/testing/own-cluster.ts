import { join } from 'node:path'
import pg from 'pg'
import { recordBeginning } from '../../audit/beginnings.ts'
import type { Vault } from '../../vault/index.ts'
import { startEmbedded } from '../embedded/start-embedded.ts'
import { readMigrations, runMigrations } from '../migrate.ts'
import { openPool, type Pool } from '../pool.server.ts'
import { type LoginRole, prepareRoles } from '../roles.ts'

export interface OwnCluster {
  superuser: pg.Client
  /** As the staff process connects. */
  pool: Pool
  /** Another connection: past row-level security, or as somebody who may not be let in. */
  connect(login?: { user: LoginRole; password: string }, database?: string): Promise<pg.Client>
  stop(): Promise<void>
}

/** A whole instance's database in a data folder of its own, as the launcher makes it: for the command line's tests. */
export async function openOwnCluster(dataDir: string, vault: Vault): Promise<OwnCluster> {
  const cluster = await startEmbedded({ dataDir, fsync: false, log: () => {} })
  const first = new pg.Client(cluster.connection)
  await first.connect()
  await first.query('create database yorube')
  await first.end()
  const database = { ...cluster.connection, database: 'yorube' }
  const superuser = new pg.Client(database)
  await superuser.connect()
  await prepareRoles(superuser, (role) => vault.databasePassword(role))
  const as = (user: 'yorube_app' | 'yorube_migrator') => ({
    ...database,
    port: 5432,
    ssl: false,
    user,
    password: vault.databasePassword(user),
  })
  const migrator = new pg.Client(as('yorube_migrator'))
  await migrator.connect()
  await runMigrations(migrator, readMigrations(join(import.meta.dirname, '../../../../migrations')))
  await migrator.query('set role yorube_definer')
  await recordBeginning(migrator, vault)
  await migrator.end()
  return {
    superuser,
    pool: openPool(as('yorube_app'), 2, () => {}),
    async connect(login, name = 'yorube') {
      const client = new pg.Client({ ...cluster.connection, ...login, database: name })
      client.on('error', () => {})
      await client.connect()
      return client
    },
    async stop() {
      await superuser.end()
      await cluster.stop()
    },
  }
}
