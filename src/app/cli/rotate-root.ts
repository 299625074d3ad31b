import { resolve } from 'node:path'
import { sealBeginnings } from '../../platform/audit/beginnings.ts'
import type { DatabaseAccess } from '../../platform/db/access.ts'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { closeRoles, countServing, prepareRoles } from '../../platform/db/roles.ts'
import { withClient } from '../../platform/db/with-client.ts'
import { readEarlier } from '../../platform/rotation/earlier.ts'
import { endPrevious, followersOf } from '../../platform/rotation/followers.ts'
import { giveTo, type Rotated, rotate } from '../../platform/rotation/rotate.ts'
import { beginKeyedRecord } from '../../platform/shredding/begin-keyed-record.ts'
import { LedgerInDoubt, replayShreddings } from '../../platform/shredding/replay.ts'
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
import { asMigrator, asOwner, type Client, refuseUnmigrated } from './instance-database.ts'
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
    await withClient(owner, async (client) => {
      await refuseAtWork(client)
      await refuseUnmigrated(client)
      await refuseUnfinished(client, present)
    })
    await forgetAgain(scene, owner, present)
    const next = await beginRootSecret(place)
    const done = await replace(owner, present, next)
    scene.say({ type: 'rotation-figures', ...done })
    if (!(await sealAll(owner, next))) scene.say({ type: 'rotation-unsealed' })
    scene.say({ type: 'root-rotated', place, kept: await completeRootSecret(place) })
  })
}

async function refuseAtWork(client: Client): Promise<void> {
  if ((await countServing(client)) > 0) throw new CliFailure('at-work')
}

async function refuseUnfinished(client: Client, present: Bytes): Promise<void> {
  await client.query('set role yorube_migrator')
  const { takesPrevious } = await readEarlier(client, present)
  await client.query('reset role')
  if (takesPrevious) throw new CliFailure('rotation-unfinished')
}

/** What a restored database still holds, as a start would; lines outside it that only the present secret knows count for nothing later. */
async function forgetAgain({ config }: CliScene, owner: DatabaseAccess, present: Bytes): Promise<void> {
  const { backupDir } = config
  const dataDir = findPlaces(config.dataDir)?.dataDir ?? resolve(config.dataDir)
  await withClient(owner, async (client) => {
    await client.query('set role yorube_definer')
    try {
      await beginKeyedRecord(client, present)
      await replayShreddings(client, present, backupDir ? [dataDir, backupDir] : [dataDir])
    } catch (error) {
      throw error instanceof LedgerInDoubt ? new CliFailure('ledger-in-doubt', String(error.lines)) : error
    }
  })
}

/** Nobody may write under the secret before while it is replaced, or after: the doors are closed until all of it is done. */
async function replace(owner: DatabaseAccess, present: Bytes, next: Bytes): Promise<Rotated> {
  return await withClient(owner, async (client) => {
    try {
      await closeRoles(client)
      await refuseAtWork(client)
      await client.query('begin')
      const done = await replaceWithin(client, present, next)
      // Whoever was just being let in when they closed.
      await refuseAtWork(client)
      await client.query('commit')
      return done
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      const vault = createVault(present)
      // Unless the connection is gone: then the next start opens them.
      await prepareRoles(client, (role) => vault.databasePassword(role)).catch(() => undefined)
      throw error
    }
  })
}

async function replaceWithin(client: Client, present: Bytes, next: Bytes): Promise<Rotated> {
  const vault = createVault(next)
  await prepareRoles(client, (role) => vault.databasePassword(role))
  await client.query('set local role yorube_migrator')
  const { earlier } = await readEarlier(client, present)
  await giveTo(client, next)
  await client.query('set local role yorube_definer')
  const done = await rotate(client, { present, next, earlier })
  await client.query('reset role')
  return done
}

/** The first checkpoint under the new key covers everything before, unless somebody leaves a transaction open: false. */
async function sealAll(owner: DatabaseAccess, next: Bytes): Promise<boolean> {
  const signer = logSigner(createVault(next).logSeed())
  return await withClient(owner, async (client) => {
    await client.query('set role yorube_definer')
    return await sealBeginnings(client, signer)
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
