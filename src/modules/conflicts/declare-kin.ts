import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { evenSteps } from '../../platform/even-refusal.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { kinFrom, TypedKin } from './contract.ts'
import { kinRecord } from './records.ts'
import { holdTraits, tokensOf } from './tokens.ts'
import { isConflict, type Trait, traitsOf } from './traits.ts'

/** Whoever declares strangers to learn who is an opposing party here must not be answered by the clock. */
const stepMs = 400
/**
 * So long before the answer the lists of what is to be destroyed are held, and so long before it they are let go. Whoever waits for
 * them can tell for how long they were held, so the times are fixed; what is met has the time in between.
 */
const heldMs = { from: 300, until: 100 }
const mostKin = 60

/** Herself or somebody near to her. Whether a case knows that person is not said, not shown, and not to be measured. */
export const declareKin = defineUseCase({
  name: 'kin.declare',
  permission: 'own.kin',
  purpose: 'own-account',
  input: TypedKin.and(z.object({ submissionId: z.uuid() })),
  subject: () => ({ objectType: 'own-account' }),
  output: z.object({}),
  evenStepMs: stepMs,
  async run(scene, typed) {
    const began = performance.now()
    await oneAtATime(scene)
    const { id, against } = await declare(scene, typed)
    await evenSteps.until(began - heldMs.from, stepMs)
    await sql`select auth.note_declared(${id}, ${against}::uuid[])`.execute(scene.tx)
    // What a match brings with it is done here and not at the commit, within the time that every declaration takes.
    await sql`set constraints all immediate`.execute(scene.tx)
    await evenSteps.until(began - heldMs.until, stepMs)
    return {}
  },
  audit: () => ({}),
})

/** However many declare, or one does again and again: whoever waits for the lists waits for one of them at most. */
async function oneAtATime({ actor, tx }: Pick<Scene, 'actor' | 'tx'>): Promise<void> {
  const name = `declarations ${actor.tenantId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}

/** The declaration, and the records that it meets. */
async function declare(
  { actor, tx, keys }: Scene,
  typed: z.output<typeof TypedKin>,
): Promise<{ id: string; against: string[] }> {
  const { count } = await tx
    .selectFrom('auth.kin')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('user_id', '=', actor.userId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostKin) throw new AppError('refused', 'conflicts_refused_many')
  const document = kinFrom(typed)
  const id = crypto.randomUUID()
  await tx
    .insertInto('auth.kin')
    .values({
      tenant_id: actor.tenantId,
      id,
      user_id: actor.userId,
      document: keys.seal(kinRecord, { id, compartmentId: actor.userId, rev: 1 }, document),
    })
    .execute()
  const traits = traitsOf(document.card)
  await holdTraits({ actor, tx }, traits)
  await sql`select auth.set_kin_tokens(${id}, ${traits.map((one) => one.use)}::text[],
    ${tokensOf(actor.tenantId, 'staff', traits)}::bytea[])`.execute(tx)
  return { id, against: await recordsAgainst({ actor, tx }, traits) }
}

/** Cases and first calls that name whom she declared. */
async function recordsAgainst(
  { actor: { tenantId }, tx }: Pick<Scene, 'actor' | 'tx'>,
  traits: readonly Trait[],
): Promise<string[]> {
  const tokens = tokensOf(tenantId, 'opposing', traits)
  const found = new Set<string>()
  for (
    let page = await partiesAfter(tx, tokens);
    page.length > 0;
    page = await partiesAfter(tx, tokens, page)
  ) {
    for (const { ids, pointers, uses, has_birth_date: hasBirthDate } of page) {
      if (!isConflict(traits, { uses, hasBirthDate })) continue
      for (const [index, id] of ids.entries()) {
        const named = recordOf(tenantId, id, pointers[index])
        if (named !== null) found.add(named)
      }
    }
  }
  return [...found]
}

interface PartyRow {
  party: Buffer
  ids: string[]
  pointers: Buffer[]
  uses: string[]
  has_birth_date: boolean
}

/** The next page of opposing parties that one of these tokens names; empty after the last one. */
async function partiesAfter(
  tx: Tx,
  tokens: readonly Buffer[],
  page: readonly PartyRow[] = [],
): Promise<PartyRow[]> {
  const last = page.at(-1)?.party ?? Buffer.alloc(0)
  const { rows } = await sql<PartyRow>`select * from auth.find_opposing(${tokens}::bytea[], ${last})`.execute(
    tx,
  )
  return rows
}

function recordOf(tenantId: string, rowId: string, pointer: Buffer | undefined): string | null {
  const { vault, raise } = platform()
  const recordId = pointer ? vault.openPointer(tenantId, rowId, pointer) : null
  if (recordId === null) raise({ tenantId, label: 'auth.opposing_token', rowId })
  return recordId
}
