import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Config } from '../../platform/config.ts'
import { createVault, loadRootSecret, RootSecretUnusable } from '../../platform/vault/index.ts'
import type { Secrets } from './child-table.ts'
import { LaunchFailure } from './launch-failure.ts'

/** Finds or, beside a new database only, creates the root secret. What leaves is the path and role passwords. */
export async function openSecrets(config: Config, databaseIsNew: boolean): Promise<Secrets> {
  const rootSecretFile = rootSecretPlace(config, () => instanceIdOf(config.dataDir))
  if (!databaseIsNew && !existsSync(rootSecretFile))
    throw new LaunchFailure('root-secret-missing', rootSecretFile)
  try {
    const vault = createVault(await loadRootSecret(rootSecretFile, databaseIsNew))
    return {
      rootSecretFile,
      passwordOf: (role) => vault.databasePassword(role),
      logSeed: () => Buffer.from(vault.logSeed()).toString('base64url'),
    }
  } catch (error) {
    if (error instanceof RootSecretUnusable)
      throw new LaunchFailure(`root-secret-${error.trouble}`, rootSecretFile)
    throw error
  }
}

/**
 * Where the instance looks for its root secret. Usually outside the data folder, so that a copy of that folder opens
 * nothing, and named after the instance, so that two never mix.
 */
export function rootSecretPlace(config: Config, instance: () => string): string {
  if (config.rootSecretFile) return resolve(config.rootSecretFile)
  const settings = process.env.XDG_CONFIG_HOME || join(homedir(), '.config')
  return join(settings, 'yorube', `${instance()}.secret`)
}

const idFile = (dataDir: string) => join(dataDir, 'instance-id')

/** Given at the first asking. */
export function instanceIdOf(dataDir: string): string {
  const known = knownInstanceId(dataDir)
  if (known) return known
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(idFile(dataDir), `${randomBytes(8).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  return readFileSync(idFile(dataDir), 'utf8').trim()
}

export function knownInstanceId(dataDir: string): string | undefined {
  return existsSync(idFile(dataDir)) ? readFileSync(idFile(dataDir), 'utf8').trim() : undefined
}

/** Makes a folder the home of an instance that lived elsewhere. */
export function adoptInstanceId(dataDir: string, id: string) {
  const draft = `${idFile(dataDir)}.part`
  writeFileSync(draft, `${id}\n`, { mode: 0o600, flush: true })
  renameSync(draft, idFile(dataDir))
}
