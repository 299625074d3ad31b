import type { DatabaseAccess } from '../../platform/db/access.ts'
import { withClient } from '../../platform/db/with-client.ts'
import { completeRootSecret, nextRootSecret, rootSecretName } from '../../platform/vault/index.ts'

/**
 * A rotation of the root secret changes the database first and the file after it. If it was cut off between the two, the file is
 * changed now; answers where the secret before is kept. Undefined: there was nothing to do.
 */
export async function settleRootSecret(owner: DatabaseAccess, place: string): Promise<string | undefined> {
  const next = await nextRootSecret(place)
  if (!next) return undefined
  const name = rootSecretName(next)
  next.fill(0)
  const isDone = await withClient(owner, async (client) => {
    await client.query('set role yorube_migrator')
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('internal.root_secret') is not null as there`,
    )
    if (!rows[0]?.there) return false
    const found = await client.query('select from internal.root_secret where name = $1', [name])
    return found.rows.length > 0
  })
  return isDone ? await completeRootSecret(place) : undefined
}
