import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { createVault, loadRootSecret, RootSecretUnusable } from '../../platform/vault/index.ts'
import type { Secrets } from './child-table.ts'
import { LaunchFailure } from './launch-failure.ts'

/** Finds or, beside a new database only, creates the root secret. What leaves is the path and role passwords. */
export async function openSecrets(config: Config, databaseIsNew: boolean): Promise<Secrets> {
  const rootSecretFile = config.rootSecretFile ? resolve(config.rootSecretFile) : usualPlace(config.dataDir)
  if (!databaseIsNew && !existsSync(rootSecretFile))
    throw new LaunchFailure('root-secret-missing', rootSecretFile)
  try {
    const vault = createVault(await loadRootSecret(rootSecretFile, databaseIsNew))
    return { rootSecretFile, passwordOf: (role) => vault.databasePassword(role) }
  } catch (error) {
    if (error instanceof RootSecretUnusable) throw new LaunchFailure('root-secret-unusable', error.message)
    throw error
  }
}

/** Outside the data folder, so that a copy of that folder opens nothing; named after the instance, so that two never mix. */
function usualPlace(dataDir: string): string {
  const settings = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
  return join(settings, 'yorube', `${instanceId(dataDir)}.secret`)
}

function instanceId(dataDir: string): string {
  const file = join(dataDir, 'instance-id')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(8).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}
