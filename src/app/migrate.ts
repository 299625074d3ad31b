import { resolve } from 'node:path'
import { isLoopback, readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { LaterRelease, readMigrations, runMigrations } from '../platform/db/migrate.ts'
import { prepareRoles } from '../platform/db/roles.ts'
import { belongsTo } from '../platform/db/root-secret-name.ts'
import { withClient } from '../platform/db/with-client.ts'
import { REFUSALS, tellLauncher } from '../platform/launched.ts'
import { LedgerInDoubt, replayShreddings } from '../platform/shredding/replay.ts'
import { createVault, loadRootSecret, rootSecretName } from '../platform/vault/index.ts'
import { doubtWords, replayedWords } from './replayed-words.ts'

// The only process that signs in as the database's owner; it ends before anything serves.
const { rootSecretFile, host, dataDir, backupDir } = readConfig(process.env)
if (!rootSecretFile) throw new Error('ROOT_SECRET_FILE is not set')
const secret = await loadRootSecret(rootSecretFile, false)
const name = rootSecretName(secret)
const vault = createVault(secret)
const owner = accessFromEnvironment(process.env)
const user = 'yorube_migrator'

await withClient(owner, (admin) => prepareRoles(admin, (role) => vault.databasePassword(role)))
await withClient({ ...owner, user, password: vault.databasePassword(user) }, async (migrator) => {
  try {
    await runMigrations(migrator, readMigrations(resolve('migrations')), (name) =>
      tellLauncher({ type: 'notice', text: name }),
    )
  } catch (error) {
    if (!(error instanceof LaterRelease)) throw error
    process.exitCode = REFUSALS['database-later']
    return
  }
  if (!(await belongsTo(migrator, name))) {
    process.exitCode = REFUSALS['root-secret-foreign']
    return
  }
  // Everybody knows the password of a sample: it stays on this machine, however it is started.
  await migrator.query('set role yorube_definer')
  const { rows } = await migrator.query('select from auth.tenant where is_sample limit 1')
  // A database that was restored must not show again what was destroyed since.
  const folders = backupDir ? [dataDir, backupDir] : [dataDir]
  try {
    const replayed = await replayShreddings(migrator, secret, folders)
    for (const text of replayedWords(replayed)) tellLauncher({ type: 'notice', text })
  } catch (error) {
    if (!(error instanceof LedgerInDoubt)) throw error
    tellLauncher({ type: 'notice', text: doubtWords(error, folders) })
    process.exitCode = REFUSALS['ledger-in-doubt']
    return
  }
  if (rows.length > 0 && !isLoopback(host)) process.exitCode = REFUSALS['sample-needs-loopback']
})
