import { printedKey } from '../../platform/audit/log/note.ts'
import type { CliScene } from './cli-scene.ts'
import { asMigrator } from './instance-database.ts'

interface Newest {
  origin: string
  log: number
  size: number | null
  note: string | null
  signedAt: Date | null
}

/** `checkpoint`: the newest signed state of the record, for paper that is kept elsewhere. */
export async function checkpoint(scene: CliScene): Promise<void> {
  const found = await asMigrator(scene, async (client, vault) => {
    await client.query('set role yorube_definer')
    const { rows } = await client.query<Newest>(
      `select l.origin, l.size::float8 as log, c.size::float8 as size, c.note, c.signed_at as "signedAt"
       from internal.log l left join lateral (select * from internal.log_checkpoint order by hour desc limit 1) c on true`,
    )
    const [newest] = rows
    return newest && { ...newest, key: printedKey(newest.origin, vault.logPublicKey()) }
  })
  if (!found?.note || !found.signedAt || found.size === null) {
    scene.say({ type: 'no-checkpoint' })
    return
  }
  const { note, size, signedAt, key, log } = found
  scene.say({
    type: 'paper-checkpoint',
    note,
    size,
    signedAt: signedAt.toISOString(),
    printedKey: key,
    isCurrent: size === log,
  })
}
