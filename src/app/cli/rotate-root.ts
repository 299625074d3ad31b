import { sealRound } from '../../platform/audit/log/seal-round.ts'
import type { DatabaseAccess } from '../../platform/db/access.ts'
import { prepareRoles } from '../../platform/db/roles.ts'
import { withClient } from '../../platform/db/with-client.ts'
import { readEarlier } from '../../platform/rotation/earlier.ts'
import { endPrevious, followersOf } from '../../platform/rotation/followers.ts'
import { giveTo, type Rotated, rotate } from '../../platform/rotation/rotate.ts'
import {
  type Bytes,
  beginRootSecret,
  completeRootSecret,
  createVault,
  loadRootSecret,
  logSigner,
} from '../../platform/vault/index.ts'
import { instanceIdOf, rootSecretPlace } from '../launcher/root-secret.ts'
import { settleRootSecret } from '../launcher/settle-root-secret.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { asMigrator, asOwner, type Client } from './instance-database.ts'
import { rootSecretAt } from './root-secret-state.ts'

/**
 * `rotate-root`: another root secret in place of the present one, while nothing runs. All rows change in one transaction, and
 * the file after it: wherever it is cut off, either secret fits the data, and the next start or the next try goes on from there.
 * Passwords follow when their owners sign in; `--finish` ends the secret before once nobody needs it.
 */
export async function rotateRoot(scene: CliScene, isFinish: boolean): Promise<void> {
  await (isFinish ? finish(scene) : begin(scene))
}

async function begin(scene: CliScene): Promise<void> {
  const place = rootSecretPlace(scene.config, () => instanceIdOf(scene.config.dataDir))
  const secret = await rootSecretAt(place)
  if (secret.state !== 'present') throw new CliFailure('no-root-secret', place)
  await asOwner(scene, async (owner) => {
    // A try that was cut off between the two is at its end already.
    const kept = await settleRootSecret(owner, place)
    if (kept) return scene.say({ type: 'root-rotated', place, kept })
    const present = await loadRootSecret(place, false)
    await withClient(owner, (client) => refuseAtWork(client, present))
    const next = await beginRootSecret(place)
    const done = await replace(owner, present, next)
    scene.say({ type: 'rotation-figures', ...done })
    await sealAll(owner, next)
    scene.say({ type: 'root-rotated', place, kept: await completeRootSecret(place) })
  })
}

/** Everybody must be away, and a rotation before this one at its end. */
async function refuseAtWork(client: Client, present: Bytes): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where usename in ('yorube_app', 'yorube_worker', 'yorube_intake', 'yorube_auditor') and datname = current_database()`,
  )
  if (rows[0]?.count !== 0) throw new CliFailure('at-work')
  await client.query('set role yorube_migrator')
  const { takesPrevious } = await readEarlier(client, present)
  await client.query('reset role')
  if (takesPrevious) throw new CliFailure('rotation-unfinished')
}

async function replace(owner: DatabaseAccess, present: Bytes, next: Bytes): Promise<Rotated> {
  const vault = createVault(next)
  return await withClient(owner, async (client) => {
    await client.query('begin')
    try {
      await prepareRoles(client, (role) => vault.databasePassword(role))
      await client.query('set local role yorube_migrator')
      const { earlier } = await readEarlier(client, present)
      await giveTo(client, next)
      await client.query('set local role yorube_definer')
      const done = await rotate(client, { present, next, earlier })
      await client.query('commit')
      return done
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  })
}

/** The first checkpoint under the new key covers everything before. */
async function sealAll(owner: DatabaseAccess, next: Bytes): Promise<void> {
  const signer = logSigner(createVault(next).logSeed())
  await withClient(owner, async (client) => {
    await client.query('set role yorube_definer')
    while ((await sealRound(client, signer)) > 0);
  })
}

async function finish(scene: CliScene): Promise<void> {
  await asMigrator(scene, async (client, vault) => {
    await client.query('set role yorube_definer')
    const { rows } = await client.query<{ is_live: boolean }>('select is_live from internal.earlier_root')
    if (!rows.some((row) => row.is_live)) throw new CliFailure('no-rotation')
    const followers = await followersOf(client, vault)
    for (const follower of followers) scene.say({ type: 'follows-previous', ...follower })
    if (followers.length > 0) throw new CliFailure('still-followed', String(followers.length))
    await client.query('begin')
    await endPrevious(client, vault)
    await client.query('commit')
    scene.say({ type: 'rotation-finished' })
  })
}
