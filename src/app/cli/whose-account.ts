import { isGenuineName } from '../../platform/account-names.ts'
import type { withClient } from '../../platform/db/with-client.ts'
import type { NewMember, Vault } from '../../platform/vault/index.ts'
import { CliFailure } from './cli-failure.ts'
import type { Agreeing, CliScene } from './cli-scene.ts'
import { dayOf } from './figures.ts'

type Client = Parameters<Parameters<typeof withClient>[1]>[0]

export type Member = Omit<NewMember, 'role'> & { login: string }
/** Whose account it must be, and since which day it is signed so (2026-11-28): in place of the question, where there is no terminal. */
export interface Said {
  name?: string
  since?: string
}
interface Under {
  vault: Vault
  tenantId: string
}

/** Whom the seat is for, once somebody has said that it is the right person; undefined where nobody is to be given one. */
export async function agreedMember(
  scene: CliScene,
  client: Client,
  under: Under,
  { login, ...said }: Said & { login?: string },
): Promise<Member | undefined> {
  if (login === undefined) return undefined
  const member = await memberIn(client, under, login)
  await agreedName(scene, client, under, { userId: member.userKey.userId, login, ...said }, 'desks')
  return member
}

/**
 * Her name as the vault signed it, once the operator has seen it and said yes, or named her and the day: logins in the data vouch for
 * nothing, and a name can be signed again by whoever puts another one there.
 */
export async function agreedName(
  scene: CliScene,
  client: Client,
  under: Under,
  { userId, login, ...said }: Said & { userId: string; login: string },
  agreeing: Agreeing,
): Promise<string> {
  const { displayName, signedAt } = await signedNameIn(client, under, { userId, login })
  const seats = await seatsIn(client, under, userId)
  scene.say({ type: 'whose-account', login, name: displayName, since: signedAt, seats })
  if (said.name !== undefined) requireSaid(said.name, said.since, { displayName, signedAt })
  else if (!(await scene.agrees(agreeing))) throw new CliFailure('not-agreed')
  return displayName
}

function requireSaid(
  name: string,
  since: string | undefined,
  signed: { displayName: string; signedAt: Date },
): void {
  if (letters(name) !== letters(signed.displayName)) throw new CliFailure('other-name', name)
  if (since === undefined) throw new CliFailure('day-needed')
  if (since !== dayOf(signed.signedAt)) throw new CliFailure('other-day', since)
}

/** The same name, whatever the width of its letters and spaces. */
const letters = (name: string) => name.normalize('NFKC').replace(/\s/g, '')

/** A public key that somebody slipped in gets nothing. */
async function memberIn(client: Client, { vault, tenantId }: Under, login: string): Promise<Member> {
  const { rows } = await client.query('select * from auth.user_to_recover($1, $2)', [tenantId, login])
  const [row] = rows
  if (!row) throw new CliFailure('no-such-account', login)
  const userKey = {
    tenantId,
    userId: row.user_id as string,
    keyId: row.key_id as Buffer,
    publicKey: row.public_key as Buffer,
    mac: row.mac as Buffer,
  }
  if (!vault.checkUserKey(userKey)) throw new CliFailure('account-altered', login)
  return { userKey, notBefore: 0, notAfter: 0, login }
}

/** What the account is called now, if the vault signed just that: logins that were swapped in the data are no longer theirs. */
async function signedNameIn(
  client: Client,
  { vault, tenantId }: Under,
  { userId, login }: { userId: string; login: string },
): Promise<{ displayName: string; signedAt: Date }> {
  // Data that were restored from an older release know of no signed names.
  const known = await client.query("select to_regproc('auth.signed_name') is not null as known")
  const { rows } = known.rows[0]?.known
    ? await client.query('select * from auth.signed_name($1, $2)', [tenantId, userId])
    : { rows: [] }
  const [row] = rows
  if (!row) throw new CliFailure('account-unsigned', login)
  const displayName = row.display_name as string
  const signedAt = row.signed_at as Date
  const name = { tenantId, userId, login: row.login as string, displayName, signedAt }
  if (!isGenuineName(vault, name, row.mac as Buffer)) throw new CliFailure('account-swapped', login)
  return { displayName, signedAt }
}

/** Where she sits; a seat that somebody slipped in says nothing about her. */
async function seatsIn(
  client: Client,
  { vault, tenantId }: Under,
  userId: string,
): Promise<{ desk: string; role: string }[]> {
  const { rows } = await client.query('select * from auth.seats_of($1, $2)', [tenantId, userId])
  return rows
    .filter((row) =>
      vault.checkMembership({
        tenantId,
        deskId: row.desk_id as string,
        userId,
        epoch: row.epoch as number,
        role: row.role as string,
        notBefore: Number(row.not_before),
        notAfter: Number(row.not_after),
        wrap: row.wrap as Buffer,
        mac: row.mac as Buffer,
      }),
    )
    .map((row) => ({
      desk: [row.body, row.desk].filter(Boolean).join(' ') || (row.desk_id as string),
      role: row.role as string,
    }))
}
