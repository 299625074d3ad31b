import type { Tx } from '../../platform/db/tx.ts'
import type { Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import type { StillOpenKind } from './codes.ts'

/** What is not finished while somebody wants to close the case: a request, a share, a sheet on paper. */
export interface StillOpen {
  id: string
  href: string
  /** In the reader's language, from codes, days and names of desks. */
  words: string
  /** What it is about, where that is sealed. */
  content: Sealed<{ title: string }> | null
}

export interface ClosingSource {
  kind: StillOpenKind
  /** At most 50, the most urgent first. */
  stillOpen(tx: Tx, caseId: string): Promise<StillOpen[]>
  /** Ends it with the case, in the same transaction; without it, it stays as it is. */
  end?(scene: Scene, caseId: string): Promise<void>
}

const sources = new Map<StillOpenKind, ClosingSource>()

/** Called once per kind and process, by the composition root. */
export function registerClosingSource(source: ClosingSource): void {
  sources.set(source.kind, source)
}

export async function stillOpenOf(tx: Tx, caseId: string): Promise<(StillOpen & { kind: StillOpenKind })[]> {
  const found = await Promise.all(
    [...sources.values()].map(async ({ kind, stillOpen }) =>
      (await stillOpen(tx, caseId)).map((one) => ({ ...one, kind })),
    ),
  )
  return found.flat()
}

export async function endWithCase(scene: Scene, caseId: string): Promise<void> {
  for (const source of sources.values()) await source.end?.(scene, caseId)
}
