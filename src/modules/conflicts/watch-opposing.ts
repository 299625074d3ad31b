import { sql } from 'kysely'
import { platform } from '../../platform/runtime.ts'
import type { Scene } from '../../platform/use-case.ts'
import { holdLists, holdTraits, tokensOf } from './tokens.ts'
import { type Common, isConflict, type Trait } from './traits.ts'

export interface OpposingParty {
  caseId: string
  /** What it is in the case: a person's id, or a word for what stands in a document of the case. */
  party: string
  traits: readonly Trait[]
}

/** Before a row is changed for which this party will be watched: so that nobody who declares it waits in a circle. */
export async function holdOpposing(
  scene: Pick<Scene, 'actor' | 'tx'>,
  traits: readonly Trait[],
): Promise<void> {
  if (traits.length === 0) return
  await holdTraits(scene, traits)
  await holdLists(scene)
}

/**
 * An opposing party was written down or corrected: its tokens replace those there were, and whoever declared the same
 * person is blocked with the commit (migrations/0141). Begins with `holdOpposing`. Nobody who acts here is told, and nothing she sees changes before.
 */
export async function watchOpposing(
  scene: Pick<Scene, 'actor' | 'tx'>,
  opposing: OpposingParty,
): Promise<void> {
  const { actor, tx } = scene
  await holdTraits(scene, opposing.traits)
  await replaceTokens(scene, opposing)
  if (opposing.traits.length === 0) return
  const asked = tokensOf(actor.tenantId, 'staff', opposing.traits)
  const { rows } = await sql<{ user_id: string; kin_id: string; uses: string[]; has_birth_date: boolean }>`
    select * from auth.find_kin(${asked}::bytea[])`.execute(tx)
  for (const row of rows) {
    const common: Common = { uses: row.uses, hasBirthDate: row.has_birth_date }
    if (isConflict(opposing.traits, common))
      await sql`select auth.note_conflict(${opposing.caseId}, ${row.user_id}, ${row.kin_id})`.execute(tx)
  }
}

async function replaceTokens(
  { actor: { tenantId }, tx }: Pick<Scene, 'actor' | 'tx'>,
  { caseId, party, traits }: OpposingParty,
): Promise<void> {
  const { vault } = platform()
  const name = Buffer.from(vault.conflictToken(tenantId, 'opposing', 'party', party))
  const ids = traits.map(() => crypto.randomUUID())
  const pointers = ids.map((id) => Buffer.from(vault.sealPointer(tenantId, id, caseId)))
  await sql`select auth.set_opposing(${name}, ${ids}::uuid[], ${traits.map((one) => one.use)}::text[],
    ${tokensOf(tenantId, 'opposing', traits)}::bytea[], ${pointers}::bytea[])`.execute(tx)
}
