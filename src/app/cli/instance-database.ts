import { resolve } from 'node:path'
import { accessFromUrl, type DatabaseAccess } from '../../platform/db/access.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { withClient } from '../../platform/db/with-client.ts'
import { createVault, loadRootSecret, type Vault } from '../../platform/vault/index.ts'
import { instanceIdOf, rootSecretPlace } from '../launcher/root-secret.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { rootSecretAt } from './root-secret-state.ts'

const DATABASE = 'yorube'

type Client = Parameters<Parameters<typeof withClient>[1]>[0]

/** The instance's database, running or not, as the role that owns its tables, and the vault by which it is reached. */
export async function asMigrator<Result>(
  scene: CliScene,
  work: (client: Client, vault: Vault) => Promise<Result>,
): Promise<Result> {
  const { access, giveBack } = await reach(scene)
  try {
    const vault = await vaultOf(scene)
    const user = 'yorube_migrator'
    const password = vault.databasePassword(user)
    return await withClient({ ...access, user, password }, (client) => work(client, vault))
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

async function vaultOf({ config }: CliScene): Promise<Vault> {
  const place = rootSecretPlace(config, () => instanceIdOf(config.dataDir))
  const secret = await rootSecretAt(place)
  if (secret.state !== 'present') throw new CliFailure('no-root-secret', place)
  return createVault(await loadRootSecret(place, false))
}
