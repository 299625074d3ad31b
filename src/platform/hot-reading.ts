import type { Actor } from './actor.ts'
import { oneStatement } from './db/transaction.ts'
import { type Bearer, enteredFrom, networkMark } from './entering.ts'
import { AppError } from './errors.ts'
import { platform } from './runtime.ts'
import type { GrantRow, Opener } from './vault/contract.ts'

/** A row of a hot reading (`auth.part`, migrations/0121): the first columns mean what the reading's function says. */
export interface Part {
  part: string
  id: string
  owner: string
  compartment_id: string
  other: string | null
  rev: number
  schema_no: number
  code: string
  at: Date
  day: string
  x: Buffer | null
  y: Buffer | null
  facts: Record<string, never> | null
  more: string | null
}

/**
 * One stored function that answers who asks, the rows, their keys and the audit line in one statement. The use-case's `run`
 * stays: people's sessions go through it, and a test compares both.
 */
export interface HotReading<Input, Result> {
  /** A function of (sid, host, network, …); its audit line is the one that the definition would write. */
  statement: string
  values: (input: Input) => readonly unknown[]
  /** What `run` would answer; throws `not-found` as it does. Sealed, as always. */
  result: (parts: readonly Part[], actor: Actor) => Result
}

export interface HotAnswer {
  actor: Actor
  opener: Opener
  parts: readonly Part[]
  /** Whether the vault wrote every seat that the function stood by; otherwise the plain form must answer. */
  areSeatsGenuine: boolean
}

/** The values by which every hot function knows who asks. */
export function askedBy({ cookie, host, network }: Bearer): readonly unknown[] {
  const { vault } = platform()
  return [Buffer.from(vault.session(cookie).sid), host, networkMark(vault, network)]
}

/** Resolves after the commit: the statement is a transaction of its own. */
export async function askHot(
  statement: string,
  values: readonly unknown[],
  bearer: Bearer,
): Promise<HotAnswer> {
  const { pool, vault } = platform()
  const { cookie } = bearer
  const parts = await oneStatement<Part>(pool, statement, [...askedBy(bearer), ...values])
  const session = parts.find((one) => one.part === 'session')
  if (!session?.facts) throw new AppError('not-signed-in')
  const memberships = parts.filter((one) => one.part === 'membership').map(membershipColumns)
  const { actor, opener } = enteredFrom([[sessionColumns(session.facts)], memberships], cookie, vault)
  return {
    actor,
    opener: { ...opener, grants: parts.filter((one) => one.part === 'grant').map(grantOf) },
    parts,
    areSeatsGenuine: opener.memberships.length === memberships.length,
  }
}

const bytesOf = (hex: string) => Buffer.from(hex.slice(2), 'hex')

/** As auth.enter_machine answers: JSON writes bytes as text, and moments too. */
function sessionColumns(facts: Record<string, string>) {
  return {
    ...facts,
    lookup: bytesOf(facts.lookup ?? ''),
    wrap: bytesOf(facts.wrap ?? ''),
    machine_mac: bytesOf(facts.machine_mac ?? ''),
    ends_at: new Date(facts.ends_at ?? 0),
    machine_ends_at: new Date(facts.machine_ends_at ?? 0),
  }
}

function membershipColumns({ facts, x, y }: Part) {
  return { ...facts, wrap: x, mac: y }
}

function grantOf({ id, owner, other, rev, schema_no: epoch, x, y, facts }: Part): GrantRow {
  const { tenantId = '', keyId = '' } = facts as Record<string, string>
  return {
    tenantId,
    compartmentId: id,
    deskId: owner,
    epoch,
    keyId: Buffer.from(keyId, 'hex'),
    notAfter: rev,
    basisId: other,
    wrap: x as Buffer,
    mac: y as Buffer,
  }
}
