import { join } from 'node:path'
import pg from 'pg'
import { accessFromEnvironment, clientConfig } from '../platform/db/access.ts'
import { readMigrations, runMigrations } from '../platform/db/migrate.ts'
import { prepareRoles } from '../platform/db/roles.ts'
import { createVault, loadRootSecret } from '../platform/vault/index.ts'

/** Roles first, as the database's owner; then the tables, as the migrator. */
const access = accessFromEnvironment(process.env)
const vault = createVault(await loadRootSecret(process.env.ROOT_SECRET_FILE ?? '', false))

await withClient(clientConfig(access), (owner) => prepareRoles(owner, (role) => vault.databasePassword(role)))
const migrator = { user: 'yorube_migrator', password: vault.databasePassword('yorube_migrator') }
await withClient(clientConfig(access, migrator), async (client) => {
  await runMigrations(client, readMigrations(join(import.meta.dirname, '../../migrations')))
})
process.exit(0)

async function withClient(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
