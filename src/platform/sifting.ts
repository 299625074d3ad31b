import { setImmediate } from 'node:timers/promises'
import type { Compartments } from './compartments.ts'
import { addressOf, type RecordKind, type Sealed } from './records.ts'
import { platform } from './runtime.ts'
import type { Needle, SealedPile } from './vault/contract.ts'

/** Nobody else's page waits longer than this for somebody's search (one pile takes about as long again). */
const turnMs = 4
const looseAtOnce = 50

/** What is looked through, in the order in which equal matches are shown. */
export interface SearchSource<Plain> {
  kind: RecordKind
  piles: readonly SealedPile[]
  /** Documents of which the desk has no copy under its own key. */
  loose: readonly Sealed<Plain>[]
  /** More stands there than may be looked through at once. */
  isCut: boolean
}

export interface Wanted<Plain> {
  needles: readonly Needle[]
  /** Lower is better; undefined = no match. Pure, and the only one who sees a content. */
  rankOf: (content: Plain) => number | undefined
  /** The use-case, for the alarm about a document that cannot be opened. */
  action: string
}

export interface Sifted {
  /** Rows that match, best first. */
  ids: string[]
  /** Documents that could not be opened, and so not be looked through. For each that was altered an alarm was raised. */
  unopenable: number
}

interface Hit {
  id: string
  rank: number
  place: number
}

/**
 * Looks through sealed documents for those that match. The contents stay here: only which rows matched comes out, so that
 * the audit line can say how many, and only the few that are shown are opened after it is committed (docs/adr/0011). Works
 * in turns, so that others are served in between.
 */
export async function sift<Plain>(
  keys: Compartments,
  source: SearchSource<Plain>,
  wanted: Wanted<Plain>,
): Promise<Sifted> {
  const hits: Hit[] = []
  let unopenable = 0
  const refuse = (tenantId: string, rowId: string) => {
    unopenable += 1
    platform().raise({ tenantId, label: source.kind.label, rowId, action: wanted.action })
  }
  const look = (tenantId: string, id: string, place: number, json: string) => {
    const parsed = source.kind.schema.safeParse(JSON.parse(json))
    const rank = parsed.success ? wanted.rankOf(parsed.data as Plain) : undefined
    if (!parsed.success) refuse(tenantId, id)
    else if (rank !== undefined) hits.push({ id, rank, place })
  }
  const turn = takeTurns()
  for (const pile of source.piles) {
    const { found, closed, outOfReach } = platform().vault.searchPile(keys.opener, pile, wanted.needles)
    for (const rowId of closed) refuse(pile.tenantId, rowId)
    unopenable += outOfReach.length
    for (const { rowId, place, json } of found) look(pile.tenantId, rowId, place, json)
    await turn()
  }
  await keys.load(source.loose.map((one) => one.row.compartmentId))
  for (let from = 0; from < source.loose.length; from += looseAtOnce) {
    const some = source.loose.slice(from, from + looseAtOnce)
    const texts = platform().vault.reveal(
      keys.opener,
      some.map((one) => ({ ...addressOf(one.kind, one.row), bytes: one.row.bytes })),
    )
    for (const [at, { row }] of some.entries()) {
      const text = texts[at]
      if (typeof text === 'string') look(row.tenantId, row.id, from + at, text)
      else if (text === false) unopenable += 1
      else refuse(row.tenantId, row.id)
    }
    await turn()
  }
  hits.sort((one, other) => one.rank - other.rank || one.place - other.place)
  return { ids: hits.map((hit) => hit.id), unopenable }
}

/** Lets whatever else waits run, as soon as a turn's time is used up. */
function takeTurns(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < turnMs) return
    await setImmediate()
    began = performance.now()
  }
}
