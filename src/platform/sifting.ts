import { setImmediate } from 'node:timers/promises'
import type { Compartments } from './compartments.ts'
import { addressOf, type Sealed } from './records.ts'
import { platform } from './runtime.ts'

/** Opened together: the keys behind them are unwrapped once for as many. */
const atOnce = 250
/** Nobody else's page waits longer than this for somebody's search. */
const turnMs = 4

export interface Hit<Row> {
  row: Row
  /** Lower is better. */
  rank: number
}

export interface Sifted<Row> {
  hits: Hit<Row>[]
  /** Documents that could not be opened, and so could not be asked. An alarm was raised for each. */
  unopenable: number
}

/**
 * Looks through sealed documents for those that match, best first and otherwise in the order given. The contents stay
 * here: only which rows matched comes out, so that the audit line can say how many, and only the few that are shown are
 * opened after it is committed (docs/adr/0007). Works in turns, so that others are served in between.
 */
export async function sift<Row, Plain>(
  keys: Compartments,
  rows: readonly Row[],
  documentOf: (row: Row) => Sealed<Plain>,
  rankOf: (content: Plain) => number | undefined,
  action: string,
): Promise<Sifted<Row>> {
  const sifted: Sifted<Row> = { hits: [], unopenable: 0 }
  const documents = rows.map(documentOf)
  await keys.load(
    documents.filter((one) => one.kind.scope === 'compartment').map((one) => one.row.compartmentId),
  )
  const { opener } = keys
  let turn = performance.now()
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = documents.slice(from, from + atOnce)
    const texts = platform().vault.reveal(
      opener,
      some.map((one) => ({ ...addressOf(one.kind, one.row), bytes: one.row.bytes })),
    )
    some.forEach((document, at) => {
      const row = rows[from + at] as Row
      const content = contentOf(document, texts[at])
      if (content === undefined) {
        sifted.unopenable += 1
        platform().raise({ label: document.kind.label, rowId: document.row.id, action })
        return
      }
      const rank = rankOf(content)
      if (rank !== undefined) sifted.hits.push({ row, rank })
    })
    if (performance.now() - turn > turnMs) {
      await setImmediate()
      turn = performance.now()
    }
  }
  sifted.hits.sort((one, other) => one.rank - other.rank)
  return sifted
}

function contentOf<Plain>(
  document: Sealed<Plain>,
  text: string | null | undefined,
): Plain | undefined {
  if (typeof text !== 'string') return undefined
  const parsed = document.kind.schema.safeParse(JSON.parse(text))
  return parsed.success ? (parsed.data as Plain) : undefined
}
