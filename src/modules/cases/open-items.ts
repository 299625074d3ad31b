import type { Tx } from '../../platform/db/tx.ts'
import type { Sealed } from '../../platform/records.ts'

/** Something another module still waits for on a case: a request without an answer, a share that runs out. */
export interface OpenItem {
  id: string
  href: string
  dueOn: string | null
  /** In the reader's language, from codes and names of desks. */
  words: string
  /** What it is about. */
  content: Sealed<{ title: string }>
}

type OpenItems = (tx: Tx, caseId: string) => Promise<OpenItem[]>
const sources = new Map<string, OpenItems>()

/** Called once per module and process, by the composition root. At most 50 items each, the most urgent first. */
export function registerOpenItems(module: string, source: OpenItems): void {
  sources.set(module, source)
}

export async function openItemsOf(tx: Tx, caseId: string): Promise<OpenItem[]> {
  return (await Promise.all([...sources.values()].map((source) => source(tx, caseId)))).flat()
}
