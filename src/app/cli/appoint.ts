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

/**
 * `appoint LOGIN[@HOST]`: makes an account that works an administrator, when the administrators cannot help each other any
 * more (one left, or the others have lost what they sign in with). Every administrator hears of it, and it stands in the
 * record. While two of them sign in, it refuses: they confirm each other.
 */
export async function appoint(scene: CliScene, named: string): Promise<void> {
  // Without one: the tenant that answers to this machine's own name.
  const [login = '', host = 'localhost'] = named.split('@')
  const { access, giveBack } = await reach(scene)
  try {
    const vault = await vaultOf(scene)
    const user = 'yorube_migrator'
    await withClient({ ...access, user, password: vault.databasePassword(user) }, async (client) => {
      const { rows } = await client.query('select * from auth.found_for_operator($1, $2)', [host, login])
      const found = rows[0]
      if (!found) throw new CliFailure('no-such-account', named)
      const columns = [found.tenant_id, found.user_id, 'tenant_admin']
      const mac = Buffer.from(vault.macRow(found.tenant_id, 'role_assignment', columns))
      const answer = await client.query('select auth.appoint_by_operator($1, $2, $3) as answer', [
        found.tenant_id,
        found.user_id,
        mac,
      ])
      refuse(answer.rows[0]?.answer, named)
      scene.say({ type: 'appointed', login, name: found.display_name, tenant: found.tenant_name })
    })
  } finally {
    await giveBack()
  }
}

function refuse(answer: string, named: string): void {
  if (answer === 'not-needed') throw new CliFailure('administrators-sign-in')
  if (answer === 'has-it') throw new CliFailure('is-administrator', named)
  if (answer !== 'appointed') throw new CliFailure('no-such-account', named)
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
