import { sql } from 'kysely'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { Trait } from './traits.ts'

export function tokensOf(tenantId: string, side: 'staff' | 'opposing', traits: readonly Trait[]): Buffer[] {
  const { vault } = platform()
  return traits.map(({ use, value }) => Buffer.from(vault.conflictToken(tenantId, side, use, value)))
}

/**
 * Held until the transaction ends. Two who write the same person down on the two sides at the same moment would each look
 * before the other's row is there, and the match would never be met. In one order, so that nobody waits in a circle.
 */
export async function holdTraits(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  traits: readonly Trait[],
): Promise<void> {
  const inOrder = locksOf(tokensOf(actor.tenantId, 'opposing', traits))
  await sql`select pg_advisory_xact_lock(name) from unnest(${inOrder}::bigint[]) as held (name)`.execute(tx)
}

/**
 * Lists of what is to be destroyed, after names and before every row, by whatever may hide, carry, lift or join: whoever is hidden
 * from parts them, and nobody may hold a row and want them then (docs/adr/0017).
 */
export async function holdLists({ tx }: Pick<Scene, 'tx'>): Promise<void> {
  await sql`select auth.hold_lists()`.execute(tx)
}

/** The names of those locks in their order, from the tokens of the opposing side. */
export function locksOf(opposing: readonly Buffer[]): string[] {
  const names = opposing.map((token) => token.readBigInt64BE(0))
  return [...new Set(names)].sort((one, other) => (one < other ? -1 : 1)).map(String)
}
