import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { realDataDir } from '../src/platform/db/embedded/places.ts'
import { startEmbedded } from '../src/platform/db/embedded/start-embedded.ts'
import { readMigrations, runMigrations } from '../src/platform/db/migrate.ts'
import { prepareRoles } from '../src/platform/db/roles.ts'
import { withClient } from '../src/platform/db/with-client.ts'
import { createVault, loadRootSecret } from '../src/platform/vault/index.ts'

/** A stopped PostgreSQL with roles and migrations, and the secret that the roles' passwords derive from. */
export interface PreparedCluster {
  dataDir: string
  secretFile: string
}

export const startCluster = (dataDir: string) => startEmbedded({ dataDir, fsync: false, log: () => {} })

/** A folder that the database's own account may pass through: else its files go elsewhere. */
export function passableFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  chmodSync(folder, 0o711)
  return folder
}

/** Made once a run; `remove` leaves nothing of it. */
export async function makeCluster(): Promise<PreparedCluster & { remove(): void }> {
  const folder = passableFolder('yorube-journeys-')
  const secretFile = join(folder, 'root-secret')
  const vault = createVault(await loadRootSecret(secretFile, true))
  const cluster = await startCluster(join(folder, 'db'))
  const { dataDir } = cluster
  const superuser = { port: 5432, ssl: false, ...cluster.connection }
  const migrator = {
    ...superuser,
    user: 'yorube_migrator',
    password: vault.databasePassword('yorube_migrator'),
  }
  await withClient(superuser, (client) => prepareRoles(client, (role) => vault.databasePassword(role)))
  await withClient(migrator, (client) =>
    runMigrations(client, readMigrations(join(import.meta.dirname, '../migrations'))),
  )
  // Everything stands in its files before it stops: it stops at once then, and a copy has nothing to recover.
  await withClient(superuser, (client) => client.query('checkpoint'))
  await cluster.stop()
  const remove = () => {
    for (const one of [folder, dataDir]) rmSync(one, { recursive: true, force: true })
  }
  return { dataDir, secretFile, remove }
}

/** A copy in a folder of its own, with owners and modes as they are: PostgreSQL and the vault ask for them. */
export async function copyCluster(from: PreparedCluster, folder: string): Promise<PreparedCluster> {
  const copy = { dataDir: join(folder, 'db'), secretFile: join(folder, 'root-secret') }
  await promisify(execFile)('cp', ['-a', from.secretFile, copy.secretFile])
  await promisify(execFile)('cp', ['-a', from.dataDir, realDataDir(copy.dataDir)])
  return copy
}
