import { resolve } from 'node:path'
import { areBeginningsSealed } from '../platform/audit/beginnings.ts'
import { isLoopback, readConfig } from '../platform/config.ts'
import { accessFromEnvironment } from '../platform/db/access.ts'
import { LaterRelease, readMigrations, runMigrations } from '../platform/db/migrate.ts'
import { prepareRoles, withRolesLocked } from '../platform/db/roles.ts'
import { belongsTo, belongsToAnother } from '../platform/db/root-secret-name.ts'
import { type Client, withClient } from '../platform/db/with-client.ts'
import { REFUSALS, tellLauncher } from '../platform/launched.ts'
import { beginKeyedRecord } from '../platform/shredding/begin-keyed-record.ts'
import { raiseForgedLines } from '../platform/shredding/forged-lines.ts'
import { LedgerInDoubt, replayShreddings } from '../platform/shredding/replay.ts'
import { createVault, loadRootSecret, rootSecretName } from '../platform/vault/index.ts'
import { begunWords, doubtWords, replayedWords } from './replayed-words.ts'

// The only process that signs in as the database's owner; it ends before anything serves.
const { rootSecretFile, host, dataDir, backupDir } = readConfig(process.env)
if (!rootSecretFile) throw new Error('ROOT_SECRET_FILE is not set')
const secret = await loadRootSecret(rootSecretFile, false)
const name = rootSecretName(secret)
const vault = createVault(secret)
const owner = accessFromEnvironment(process.env)
const user = 'yorube_migrator'

process.exitCode = (await withClient(owner, openRoles)) ? await prepare() : REFUSALS['root-secret-foreign']

/** A secret that is not this database's changes no password: another instance works there, or a rotation has just ended. */
async function openRoles(admin: Client): Promise<boolean> {
  return await withRolesLocked(admin, async () => {
    if (await belongsToAnother(admin, name)) return false
    await prepareRoles(admin, (role) => vault.databasePassword(role))
    return true
  })
}

async function prepare(): Promise<number> {
  const login = { user, password: vault.databasePassword(user) }
  return await withClient({ ...owner, ...login }, async (migrator) => {
    try {
      await runMigrations(migrator, readMigrations(resolve('migrations')), (text) =>
        tellLauncher({ type: 'notice', text }),
      )
    } catch (error) {
      if (error instanceof LaterRelease) return REFUSALS['database-later']
      throw error
    }
    if (!(await belongsTo(migrator, name))) return REFUSALS['root-secret-foreign']
    await migrator.query('set role yorube_definer')
    await beginRecord(migrator)
    if (!(await forgetAgain(migrator))) return REFUSALS['ledger-in-doubt']
    // Everybody knows the password of a sample: it stays on this machine, however it is started.
    const { rows } = await migrator.query('select from auth.tenant where is_sample limit 1')
    return rows.length > 0 && !isLoopback(host) ? REFUSALS['sample-needs-loopback'] : 0
  })
}

async function beginRecord(migrator: Client): Promise<void> {
  const begun = await beginKeyedRecord(migrator, secret)
  const isSealed = await areBeginningsSealed(migrator)
  for (const text of begunWords({ ...begun, isSealed })) tellLauncher({ type: 'notice', text })
}

/** A database that was restored must not show again what was destroyed since. False: it may, and nothing is to be started. */
async function forgetAgain(migrator: Client): Promise<boolean> {
  const folders = backupDir ? [dataDir, backupDir] : [dataDir]
  try {
    const replayed = await replayShreddings(migrator, secret, folders)
    const forged = await raiseForgedLines(migrator, secret)
    for (const text of replayedWords({ ...replayed, forged })) tellLauncher({ type: 'notice', text })
    return true
  } catch (error) {
    if (!(error instanceof LedgerInDoubt)) throw error
    tellLauncher({ type: 'notice', text: doubtWords(error, folders) })
    return false
  }
}
