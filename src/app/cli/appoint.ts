import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { asMigrator } from './instance-database.ts'

/**
 * `appoint LOGIN[@HOST]`: makes an account that works an administrator, when the administrators cannot help each other any
 * more (one left, or the others have lost what they sign in with). Every administrator hears of it, and it stands in the
 * record. While two of them sign in, it refuses: they confirm each other.
 */
export async function appoint(scene: CliScene, named: string): Promise<void> {
  // Without one: the tenant that answers to this machine's own name.
  const [login = '', host = 'localhost'] = named.split('@')
  await asMigrator(scene, async (client, vault) => {
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
}

function refuse(answer: string, named: string): void {
  if (answer === 'not-needed') throw new CliFailure('administrators-sign-in')
  if (answer === 'has-it') throw new CliFailure('is-administrator', named)
  if (answer !== 'appointed') throw new CliFailure('no-such-account', named)
}
