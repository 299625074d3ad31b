import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DatabaseAccess } from '../../src/platform/db/access.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../src/platform/db/embedded/start-embedded.ts'
import { ensureDatabase } from '../../src/platform/db/examine-server.ts'
import { readMigrations, runMigrations } from '../../src/platform/db/migrate.ts'
import { prepareRoles } from '../../src/platform/db/roles.ts'
import { withClient } from '../../src/platform/db/with-client.ts'
import { createVault, loadRootSecret, type Vault } from '../../src/platform/vault/index.ts'
import { loaderVersion, type Shape } from './shape.ts'

export const project = resolve(import.meta.dirname, '../..')
/** The name an instance's own database has everywhere; the plain copy stands beside it. */
const DATABASE = 'yorube'
const PLAIN = 'plain'

/** A city of its own: cluster, keys, people. Started as the product starts it, fsync on. */
export interface Instance {
  folder: string
  /** DATA_DIR for the product's own launcher. */
  dataDir: string
  secretFile: string
  vault: Vault
  /** Hashes passwords quickly: of people who never sign in. */
  quickVault: Vault
  owner: DatabaseAccess
  plain: DatabaseAccess
  embedded: EmbeddedPostgres
  isLoaded: boolean
  markLoaded(): void
  stop(): Promise<void>
}

const quickPasswords = { argonMemoryBytes: 64 * 1024, argonOps: 1 }

/** Named after shape and schema: a second run finds its city again, and a changed schema begins a new one. */
function nameOf(shape: Shape): string {
  const hash = createHash('sha256').update(JSON.stringify({ shape, loaderVersion }))
  for (const { name, hash: file } of readMigrations(join(project, 'migrations')))
    hash.update(`${name} ${file}`)
  return `${shape.cases}-${hash.digest('hex').slice(0, 12)}`
}

export async function openInstance(shape: Shape, base = join(project, '.yorube-bench')): Promise<Instance> {
  mkdirSync(base, { recursive: true })
  const folder = join(base, nameOf(shape))
  const loaded = join(folder, 'loaded')
  // A city whose loading was broken off is worth nothing.
  if (!existsSync(loaded)) rmSync(folder, { recursive: true, force: true })
  forgetOthers(base, folder, shape)
  mkdirSync(folder, { recursive: true })
  // The database's own account must reach its files in there, or they go elsewhere.
  for (const passable of [base, folder]) chmodSync(passable, 0o711)
  const dataDir = join(folder, 'data')
  const secretFile = join(folder, 'root-secret')
  const secret = await loadRootSecret(secretFile, !existsSync(loaded))
  const vault = createVault(secret)
  const embedded = await startEmbedded({ dataDir, log: () => undefined })
  const server: DatabaseAccess = { ...embedded.connection, port: 5432, ssl: false }
  const owner = { ...server, database: DATABASE }
  try {
    await prepareDatabases(server, owner, vault)
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return {
    folder,
    dataDir,
    secretFile,
    vault,
    quickVault: createVault(secret, quickPasswords),
    owner,
    plain: { ...server, database: PLAIN },
    embedded,
    isLoaded: existsSync(loaded),
    markLoaded: () => writeFileSync(loaded, ''),
    stop: () => embedded.stop(),
  }
}

/** Of one size only the present schema's city is kept. */
function forgetOthers(base: string, kept: string, { cases }: Shape): void {
  for (const name of readdirSync(base))
    if (name.startsWith(`${cases}-`) && join(base, name) !== kept)
      rmSync(join(base, name), { recursive: true, force: true })
}

async function prepareDatabases(server: DatabaseAccess, owner: DatabaseAccess, vault: Vault): Promise<void> {
  await ensureDatabase(server, DATABASE)
  await ensureDatabase(server, PLAIN)
  await withClient(owner, (admin) => prepareRoles(admin, (role) => vault.databasePassword(role)))
  const user = 'yorube_migrator'
  await withClient({ ...owner, user, password: vault.databasePassword(user) }, (migrator) =>
    runMigrations(migrator, readMigrations(join(project, 'migrations'))),
  )
}
