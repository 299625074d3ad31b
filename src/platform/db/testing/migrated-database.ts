import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../embedded/start-embedded.ts'
import { readMigrations, runMigrations } from '../migrate.ts'
import { prepareRoles } from '../roles.ts'
import { testPasswordOf } from './test-cluster.ts'

/** A short-lived cluster with every migration applied, for generators. */
export async function withMigratedDatabase(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'yorube-types-'))
  const server = await startEmbedded({ dataDir: folder, fsync: false, log: () => {} })
  const client = new pg.Client(server.connection)
  try {
    await client.connect()
    await prepareRoles(client, testPasswordOf)
    const migrator = new pg.Client({
      ...server.connection,
      user: 'yorube_migrator',
      password: testPasswordOf('yorube_migrator'),
    })
    await migrator.connect()
    try {
      await runMigrations(migrator, readMigrations(join(import.meta.dirname, '../../../../migrations')))
    } finally {
      await migrator.end()
    }
    await work(client)
  } finally {
    await client.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
