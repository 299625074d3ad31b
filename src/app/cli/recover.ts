import { resolve } from 'node:path'
import { z } from 'zod'
import { accessFromUrl, type DatabaseAccess } from '../../platform/db/access.ts'
import { borrowEmbedded } from '../../platform/db/embedded/borrow-embedded.ts'
import { findPlaces } from '../../platform/db/embedded/places.ts'
import { withClient } from '../../platform/db/with-client.ts'
import {
  CannotOpen,
  checkKit,
  createVault,
  type EarlierRoot,
  type EscrowedSeed,
  type EscrowKeyRow,
  KitUnusable,
  kitSetName,
  loadRootSecret,
  Recovery,
  restoreRootSecret,
  rootSecretName,
} from '../../platform/vault/index.ts'
import { instanceIdOf, rootSecretPlace } from '../launcher/root-secret.ts'
import { CliFailure } from './cli-failure.ts'
import type { CliScene } from './cli-scene.ts'
import { rootSecretAt } from './root-secret-state.ts'
import { agreedMember, type Member, type Said } from './whose-account.ts'

const DATABASE = 'yorube'
/** How often one sheet is asked for. */
const TRIES = 3
type Client = Parameters<Parameters<typeof withClient>[1]>[0]

export interface RecoveryWish extends Said {
  login?: string
  deskId?: string
  /** What a backup calls the root secret, for sets that cannot prove theirs. */
  rootName?: string
}

/** `[--root NAME] [--name NAME --since DAY] [LOGIN [DESK]]`; undefined = something else was typed. */
export function readRecovery(operands: readonly string[]): RecoveryWish | undefined {
  const wish: RecoveryWish = {}
  const left = [...operands]
  while (left[0]?.startsWith('--')) {
    const [option, value] = left.splice(0, 2)
    if (!value) return undefined
    if (option === '--root') wish.rootName = value
    else if (option === '--name') wish.name = value
    else if (option === '--since') wish.since = value
    else return undefined
  }
  const [login, deskId, ...more] = left
  if (more.length > 0 || (wish.name !== undefined && login === undefined)) return undefined
  if (wish.since !== undefined && wish.name === undefined) return undefined
  return { ...wish, ...(login === undefined ? {} : { login }), ...(deskId === undefined ? {} : { deskId }) }
}

/**
 * Two kits bring the root secret back where it is missing, and give somebody a seat at the desks that nobody can open any more (or at
 * the one that is named): once the operator has seen whose account it is, as the vault signed it, and said yes. Before that nothing is
 * changed. Nothing of it leaves this machine, the kits are written nowhere, and the set counts as used: administrators see that a new
 * one is due.
 */
export async function recover(scene: CliScene, wish: RecoveryWish): Promise<void> {
  // Before anybody takes the kits out of their envelopes.
  if (wish.deskId !== undefined && !isId(wish.deskId)) throw new CliFailure('no-desk-to-recover')
  const { access, giveBack } = await reach(scene)
  try {
    await withClient(access, async (client) => {
      const recovery = await open(scene, await setsIn(client))
      try {
        scene.say({ type: 'kits-open', set: kitSetName(recovery.escrowKey.keyId) })
        const { root, putInPlace } = await rootOf(scene, client, recovery, wish.rootName)
        try {
          const member = await agreedMember(
            scene,
            client,
            { vault: createVault(root), tenantId: recovery.escrowKey.tenantId },
            wish,
          )
          await putInPlace()
          await seat(scene, client, recovery, root, member, wish.deskId)
        } finally {
          root.fill(0)
        }
      } finally {
        recovery.close()
      }
    })
  } finally {
    await giveBack()
  }
}

const isId = (typed: string) => z.uuid().safeParse(typed).success

async function open(scene: CliScene, sets: readonly EscrowKeyRow[]): Promise<Recovery> {
  if (sets.length === 0) throw new CliFailure('no-kits')
  const kits = [await kitFrom(scene, 1), await kitFrom(scene, 2)] as const
  try {
    return await Recovery.open([...kits], sets)
  } catch (error) {
    if (error instanceof KitUnusable) throw new CliFailure(`kit-${error.trouble}`)
    if (error instanceof CannotOpen) throw new CliFailure('kit-elsewhere')
    throw error
  }
}

/** Read as soon as it is typed, and asked again: nobody types eighty unseen characters twice to learn which sheet was wrong. */
async function kitFrom(scene: CliScene, number: 1 | 2): Promise<string> {
  for (let left = TRIES; ; left -= 1) {
    const typed = await scene.kit(number)
    const { trouble, characters, needed } = checkKit(typed)
    if (characters === 0) throw new CliFailure('kit-missing')
    if (trouble === null) return typed
    if (trouble !== 'misread' || left === 1) throw new CliFailure(`kit-${trouble}`, String(number))
    scene.say({ type: 'kit-misread', number, characters, needed })
  }
}

/** The one in place if it is the right one; else the recovered one, to be put there. A wrong one is never written over. */
async function rootOf(
  scene: CliScene,
  client: Client,
  recovery: Recovery,
  rootName: string | undefined,
): Promise<{ root: Uint8Array; putInPlace(): Promise<void> }> {
  const place = rootSecretPlace(scene.config, () => instanceIdOf(scene.config.dataDir))
  const found = await rootSecretAt(place)
  const recovered = recovery.rootSecret()
  if (found.state === 'missing') {
    await requireOurs(client, recovery, recovered, rootName)
    const putInPlace = async () => {
      await restoreRootSecret(place, recovered)
      scene.say({ type: 'root-restored', place })
    }
    return { root: recovered, putInPlace }
  }
  if (found.state === 'unusable') throw new CliFailure('root-in-the-way', place)
  const present = await loadRootSecret(place, false)
  const isRight = Buffer.from(present).equals(recovered)
  recovered.fill(0)
  if (!isRight) throw new CliFailure('root-in-the-way', place)
  return { root: present, putInPlace: async () => scene.say({ type: 'root-present', place }) }
}

/**
 * The data vouch for nothing: who can write there can seal a root secret of his own to the kits, sign a key of his own with it, and
 * be given the desks. Which name was found is not said, so that nobody answers with it.
 */
async function requireOurs(
  client: Client,
  recovery: Recovery,
  recovered: Uint8Array,
  rootName: string | undefined,
): Promise<void> {
  const isOurs =
    rootName === undefined
      ? recovery.isProven(recovered, await earlierIn(client, recovery))
      : rootName.toLowerCase() === rootSecretName(recovered)
  if (isOurs) return
  recovered.fill(0)
  throw new CliFailure('root-unproven', kitSetName(recovery.escrowKey.keyId))
}

/** Data of before there was a proof may know of no rotation either. */
async function earlierIn(client: Client, { escrowKey }: Recovery): Promise<EarlierRoot[]> {
  if (!escrowKey.rootProof) return []
  const { rows } = await client.query('select name, sealed from auth.earlier_roots() order by place')
  return rows.map((row) => ({ name: row.name as Buffer, sealed: row.sealed as Buffer }))
}

async function seat(
  scene: CliScene,
  client: Client,
  recovery: Recovery,
  root: Uint8Array,
  member: Member | undefined,
  deskId: string | undefined,
): Promise<void> {
  const { tenantId, epoch } = recovery.escrowKey
  if (member === undefined) {
    await client.query("select auth.recover_desks($1, $2, null, '{}', '{}', '{}', '{}', '{}')", [
      tenantId,
      epoch,
    ])
    return
  }
  const { login, ...terms } = member
  const found = await client.query('select * from auth.seeds_to_recover($1, $2, $3)', [
    tenantId,
    epoch,
    deskId ?? null,
  ])
  if (found.rows.length === 0) throw new CliFailure('no-desk-to-recover')
  const roles: string[] = found.rows.map((row) => (row.kind === 'hub' ? 'manager' : 'desk_lead'))
  const seats = found.rows.flatMap((row, place) =>
    recovery.seats(root, [seedOf(row)], { ...terms, role: roles[place] ?? 'desk_lead' }),
  )
  await client.query('select auth.recover_desks($1, $2, $3, $4, $5, $6, $7, $8)', [
    tenantId,
    epoch,
    terms.userKey.userId,
    seats.map((one) => one.deskId),
    seats.map((one) => one.epoch),
    roles,
    seats.map((one) => Buffer.from(one.wrap)),
    seats.map((one) => Buffer.from(one.mac)),
  ])
  scene.say({ type: 'desks-recovered', login, desks: new Set(seats.map((one) => one.deskId)).size })
}

function seedOf(row: Record<string, unknown>): EscrowedSeed {
  return {
    tenantId: row.tenant_id as string,
    deskId: row.desk_id as string,
    epoch: row.epoch as number,
    keyId: row.key_id as Buffer,
    wrap: row.wrap as Buffer,
  }
}

async function setsIn(client: Client): Promise<EscrowKeyRow[]> {
  const { rows } = await client.query('select * from auth.escrow_key')
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    epoch: row.epoch,
    keyId: row.key_id,
    publicKey: row.public_key,
    rootKeyId: row.root_key_id,
    rootWrap: row.root_wrap,
    // Data that were restored from an older release have no such column.
    rootProof: row.root_proof ?? null,
    mac: row.mac,
  }))
}

/** As the one who owns the server: passwords of roles follow from the root secret, which may be what is missing. */
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
