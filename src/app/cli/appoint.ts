import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { asMigrator } from './instance-database.ts'
import { agreedName, type Said } from './whose-account.ts'

export interface Appointment extends Said {
  /** LOGIN[@HOST] */
  named: string
}

/** `[--name NAME --since DAY] LOGIN[@HOST]`; undefined = something else was typed. */
export function readAppointment(operands: readonly string[]): Appointment | undefined {
  const said: Said = {}
  const left = [...operands]
  while (left[0]?.startsWith('--')) {
    const [option, value] = left.splice(0, 2)
    if (!value) return undefined
    if (option === '--name') said.name = value
    else if (option === '--since') said.since = value
    else return undefined
  }
  const [named, ...more] = left
  if (!named || more.length > 0 || (said.since !== undefined && said.name === undefined)) return undefined
  return { named, ...said }
}

/**
 * `appoint LOGIN[@HOST]`: makes an account that works an administrator, when the administrators cannot help each other any
 * more (one left, or the others have lost what they sign in with): once the operator has seen whose account it is, as the vault
 * signed it, and said yes. Every administrator hears of it, and it stands in the record. While two of them sign in, it
 * refuses: they confirm each other.
 */
export async function appoint(scene: CliScene, { named, ...typed }: Appointment): Promise<void> {
  // Without one: the tenant that answers to this machine's own name.
  const [login = '', host = 'localhost'] = named.split('@')
  await asMigrator(scene, async (client, vault) => {
    const { rows } = await client.query('select * from auth.found_for_operator($1, $2)', [host, login])
    const found = rows[0]
    if (!found) throw new CliFailure('no-such-account', named)
    const { tenant_id: tenantId, user_id: userId } = found
    const signed = await agreedName(
      scene,
      client,
      { vault, tenantId },
      { userId, login, ...typed },
      'administrator',
    )
    const mac = Buffer.from(vault.macRow(tenantId, 'role_assignment', [tenantId, userId, 'tenant_admin']))
    const answer = await client.query('select auth.appoint_by_operator($1, $2, $3) as answer', [
      tenantId,
      userId,
      mac,
    ])
    refuse(answer.rows[0]?.answer, named)
    scene.say({ type: 'appointed', login, name: signed, tenant: found.tenant_name })
  })
}

function refuse(answer: string, named: string): void {
  if (answer === 'not-needed') throw new CliFailure('administrators-sign-in')
  if (answer === 'has-it') throw new CliFailure('is-administrator', named)
  if (answer !== 'appointed') throw new CliFailure('no-such-account', named)
}
