import { sql } from 'kysely'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { holdTraits, locksOf, tokensOf } from './tokens.ts'
import { type Trait, traitsOfName } from './traits.ts'

/** What the database is told of the names on a sheet: tokens of both sides, and which consultation it is, sealed. */
export interface NamesWatched {
  party: string
  locks: readonly string[]
  traits: readonly { id: string; use: Trait['use']; staff: string; opposing: string; pointer: string }[]
}

/** Of a consultation that is no case yet, with the names as they were written down; without any, nothing is known of it. */
export function namesWatched(
  tenantId: string,
  consultationId: string,
  names: readonly string[],
): NamesWatched {
  const { vault } = platform()
  const traits = traitsOfNames(names)
  const opposing = tokensOf(tenantId, 'opposing', traits)
  const staff = tokensOf(tenantId, 'staff', traits)
  return {
    party: hex(vault.conflictToken(tenantId, 'opposing', 'party', `sheet of ${consultationId}`)),
    locks: locksOf(opposing),
    traits: traits.map(({ use }, index) => {
      const id = crypto.randomUUID()
      return {
        id,
        use,
        staff: hex(staff[index]),
        opposing: hex(opposing[index]),
        pointer: hex(vault.sealPointer(tenantId, id, consultationId)),
      }
    }),
  }
}

/**
 * The names on a sheet were written down or corrected: whoever declared one of them does not find the consultation any more
 * (migrations/0245). The last step of the act, for it may be she who acts: she finishes it, and is told nothing.
 */
export async function watchFirstCall(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  consultationId: string,
  names: readonly string[],
): Promise<void> {
  const watched = JSON.stringify(namesWatched(actor.tenantId, consultationId, names))
  await sql`select auth.watch_consultation(${consultationId}, ${watched}::jsonb)`.execute(tx)
}

/** Before a sheet is corrected for which these names will be watched: whoever declares one of them waits, and nobody in a circle. */
export async function holdNames(
  scene: Pick<Scene, 'actor' | 'tx'>,
  names: readonly string[],
  consultationId: string,
): Promise<void> {
  if (names.length === 0) return
  await holdTraits(scene, traitsOfNames(names))
  await sql`select auth.hold_consultation(${consultationId})`.execute(scene.tx)
}

function traitsOfNames(names: readonly string[]): Trait[] {
  const traits = names.flatMap(traitsOfName)
  return [...new Map(traits.map((trait) => [`${trait.use} ${trait.value}`, trait])).values()]
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex')
}
