import { resolve } from 'node:path'
import { readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { readMigrations, runMigrations } from '../platform/db/migrate.ts'
import { prepareRoles } from '../platform/db/roles.ts'
import { withClient } from '../platform/db/with-client.ts'
import { tellLauncher } from '../platform/launched.ts'
import { createVault, loadRootSecret } from '../platform/vault/index.ts'

// The only process that signs in as the database's owner; it ends before anything serves.
const { rootSecretFile } = readConfig(process.env)
if (!rootSecretFile) throw new Error('ROOT_SECRET_FILE is not set')
const vault = createVault(await loadRootSecret(rootSecretFile, false))
const owner = accessFromEnvironment(process.env)
const user = 'yorube_migrator'

await withClient(owner, (admin) => prepareRoles(admin, (role) => vault.databasePassword(role)))
await withClient({ ...owner, user, password: vault.databasePassword(user) }, (migrator) =>
  runMigrations(migrator, readMigrations(resolve('migrations')), (name) =>
    tellLauncher({ type: 'notice', text: name }),
  ),
)
