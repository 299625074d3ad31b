import { join, resolve } from 'node:path'
import { accessFromUrl, type DatabaseAccess } from '../../platform/db/access.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { isMigrated, readMigrations } from '../../platform/db/migrate.ts'
import { withClient } from '../../platform/db/with-client.ts'
import { readEarlier } from '../../platform/rotation/earlier.ts'
import { createVault, loadRootSecret, type Vault } from '../../platform/vault/index.ts'
import { instanceIdOf, rootSecretPlace } from '../launcher/root-secret.ts'
import { settleRootSecret } from '../launcher/settle-root-secret.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { rootSecretAt } from './root-secret-state.ts'

const DATABASE = 'yorube'
const MIGRATIONS = join(import.meta.dirname, '../../../migrations')

export type Client = Parameters<Parameters<typeof withClient>[1]>[0]

/** The instance's database, running or not, as the role that owns its tables, and the vault by which it is reached. */
export async function asMigrator<Result>(
  scene: CliScene,
  work: (client: Client, vault: Vault) => Promise<Result>,
): Promise<Result> {
  return await asOwner(scene, async (access) => {
    const place = rootSecretPlace(scene.config, () => instanceIdOf(scene.config.dataDir))
    const secret = await rootSecretAt(place)
    if (secret.state !== 'present') throw new CliFailure('no-root-secret', place)
    await settleRootSecret(access, place)
    const root = await loadRootSecret(place, false)
    const user = 'yorube_migrator'
    const password = createVault(root).databasePassword(user)
    return await withClient({ ...access, user, password }, async (client) =>
      work(client, createVault(root, await readEarlier(client, root))),
    )
  })
}

/** Nothing is done to data of another release, half of which this one would not know. */
export async function refuseUnmigrated(client: Client): Promise<void> {
  if (!(await isMigrated(client, readMigrations(MIGRATIONS)))) throw new CliFailure('not-migrated')
}

/** As the one who owns the server, for what is not asked of any role of ours. */
export async function asOwner<Result>(
  scene: CliScene,
  work: (owner: DatabaseAccess) => Promise<Result>,
): Promise<Result> {
  const { access, giveBack } = await reach(scene)
  try {
    return await work(access)
  } finally {
    await giveBack()
  }
}

async function reach({ config, say }: CliScene): Promise<{
  access: DatabaseAccess
  giveBack(): Promise<void>
}> {
  if (config.databaseUrl)
    return { access: accessFromUrl(config.databaseUrl), giveBack: async () => undefined }
  const places = findPlaces(config.dataDir)
  if (!places) throw new CliFailure('no-instance', resolve(config.dataDir))
  const borrowed = await borrowEmbedded(places, say)
  return { access: { ...borrowed.access, database: DATABASE }, giveBack: borrowed.giveBack }
}
