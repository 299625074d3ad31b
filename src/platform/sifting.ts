import { setImmediate } from 'node:timers/promises'
import type { Compartments } from './compartments.ts'
import { type Drawers, drawerRecord, type Look } from './drawers.ts'
import { addressOf, type RecordKind, readAs, type Sealed } from './records.ts'
import { platform } from './runtime.ts'
import type { Needle, SealedPile } from './vault/contract.ts'

/** Nobody else's page waits longer than this for somebody's search (one pile takes about as long again). */
const turnMs = 4
const looseAtOnce = 50
const drawersAtOnce = 32
/** Where everything changes all the time, one says so and stops. */
const mostLooks = 5

/** What is looked through, in the order in which equal matches are shown. */
export interface SearchSource<Plain> {
  kind: RecordKind
  /** Many copies at once, each a line (docs/adr/0028). */
  drawers?: Drawers
  drawerIds?: readonly string[]
  /** Copies under the desk's key that lie in no drawer. */
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
  /** The same of lines of drawers: what one must hold, and what it says. */
  runs: readonly (readonly string[])[]
  rankOfLine: (line: string) => { id: string; at: number; rank: number | undefined }
  /** The use-case, for the alarm about a document that cannot be opened. */
  action: string
}

export interface Hit {
  id: string
  /** Lower is better. */
  rank: number
}

export interface Sifted {
  /** Rows that match, best first; equal ones newest first, as far as that is known from what was looked through. */
  hits: Hit[]
  /** Documents that could not be opened, and so not be looked through. For each that was altered an alarm was raised. */
  unopenable: number
  /** Everything moved all the time: something may have been passed over. */
  isCut: boolean
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
  const hits = new Map<string, Hit & { at: number }>()
  let unopenable = 0
  const refuse = (tenantId: string, rowId: string) => {
    unopenable += 1
    platform().raise({ tenantId, label: source.kind.label, rowId, action: wanted.action })
  }
  const look = (tenantId: string, id: string, place: number, json: string) => {
    const read = readAs<Plain>(source.kind, json)
    const rank = read ? wanted.rankOf(read.content) : undefined
    if (!read) refuse(tenantId, id)
    // What lies loose was written last.
    else if (rank !== undefined) hits.set(id, { id, rank, at: Number.MAX_SAFE_INTEGER - place })
  }
  const turn = takeTurns()
  const lookInto = async (pile: SealedPile) => {
    const { found, closed, outOfReach } = await withPresentKeys(keys, () =>
      platform().vault.searchPile(keys.opener, pile, wanted.needles),
    )
    for (const rowId of closed) refuse(pile.tenantId, rowId)
    unopenable += outOfReach.length
    for (const { rowId, place, json } of found) look(pile.tenantId, rowId, place, json)
  }
  const { drawers } = source
  const seen = new Set<string>()
  let next: Look | null = { drawerIds: source.drawerIds ?? [], piles: source.piles }
  for (let again = 0; next && again < mostLooks; again += 1) {
    const { drawerIds, piles }: Look = next
    next = null
    let gone = 0
    for await (const { ids, documents } of drawers
      ? ahead(
          drawers,
          drawerIds.filter((id) => !seen.has(id)),
        )
      : []) {
      for (const id of ids) seen.add(id)
      const { lines, closed, outOfReach } = await withPresentKeys(keys, () =>
        platform().vault.searchLines(keys.opener, documents, wanted.runs),
      )
      gone += ids.length - documents.length + closed.length
      for (const id of closed) {
        platform().raise({
          tenantId: documents[0]?.tenantId ?? '',
          label: drawerRecord.label,
          rowId: id,
          action: wanted.action,
        })
        await drawers?.mark(id)
      }
      unopenable += outOfReach.length
      for (const line of lines) {
        const { id, at, rank } = wanted.rankOfLine(line)
        if (rank !== undefined) hits.set(id, { id, rank, at })
      }
      await turn()
    }
    for (const pile of piles) {
      await lookInto(pile)
      await turn()
    }
    // Marked, thrown away or altered since it was found: what lay in it is elsewhere by now.
    if (gone > 0 && drawers) next = await drawers.look()
  }
  await keys.load(source.loose.map((one) => one.row.compartmentId))
  for (let from = 0; from < source.loose.length; from += looseAtOnce) {
    const some = source.loose.slice(from, from + looseAtOnce)
    const texts = await keys.reveal(
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
  const found = [...hits.values()].sort((one, other) => one.rank - other.rank || other.at - one.at)
  return { hits: found.map(({ id, rank }) => ({ id, rank })), unopenable, isCut: next !== null }
}

/** A desk's key may have been renewed since she entered: then one looks again before anything is called altered. */
async function withPresentKeys<Answer extends { closed: string[]; outOfReach: string[] }>(
  keys: Compartments,
  search: () => Answer,
): Promise<Answer> {
  const answer = search()
  const isWhole = answer.closed.length + answer.outOfReach.length === 0
  return isWhole || !(await keys.newKeys()) ? answer : search()
}

/** Some drawers at a time; the next ones are under way while these are looked through. */
async function* ahead({ read }: Drawers, drawerIds: readonly string[]) {
  if (drawerIds.length === 0) return
  const chunk = (from: number) => drawerIds.slice(from, from + drawersAtOnce)
  let next = read(chunk(0))
  for (let from = 0; from < drawerIds.length; from += drawersAtOnce) {
    const documents = await next
    if (from + drawersAtOnce < drawerIds.length) next = read(chunk(from + drawersAtOnce))
    // Whoever ends early must not leave a refusal that nobody hears.
    next.catch(() => undefined)
    yield { ids: chunk(from), documents }
  }
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
