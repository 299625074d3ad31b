import { meet } from '../../platform/asking.ts'
import { ownAuditorsKeyIds, ownAuditorsWraps } from '../../platform/audit/auditors-key.ts'
import { type AuditWords, auditWordsOf } from '../../platform/audit/words.ts'
import type { Sealed } from '../../platform/records.ts'
import type { Scene } from '../../platform/use-case.ts'
import { isBoxFor } from '../../platform/vault/index.ts'
import { namesKin, ownKin } from '../conflicts/index.ts'

export interface WordedLine {
  seq: number
  objectId: string | null
  reason: Buffer | null
}

/** Of whom so many lines in a row name her kin, hears no more at once. */
const mostRounds = 20

/** How the reader opens the words of a line; null where it has none, or they were sealed with a key she was not given. */
export async function wordsForReader({
  actor,
  tx,
  keys,
}: Scene): Promise<(line: WordedLine) => Sealed<AuditWords> | null> {
  const wraps = await ownAuditorsWraps(tx)
  keys.hold(wraps)
  const keyIds = await ownAuditorsKeyIds(tx, wraps)
  return ({ objectId, reason }) =>
    objectId && reason && keyIds.some((keyId) => isBoxFor(keyId, reason))
      ? auditWordsOf({ tenantId: actor.tenantId, objectId, reason })
      : null
}

/**
 * One page of lines, newest first, and the line after which it goes on. Where words name somebody whom the reader declared, the
 * line does not exist for her, here or in the list of everything that was done, and the page is filled with those that follow:
 * a line with its words blanked, or a page one line short, would say that somebody asks about her kin. Other auditors see it.
 */
export async function pageForReader<Line extends WordedLine>(
  scene: Scene,
  { most, before }: { most: number; before: number | undefined },
  read: (before: number | undefined) => Promise<Line[]>,
): Promise<{ lines: (Line & { words: Sealed<AuditWords> | null })[]; next: number | null }> {
  const wordsOf = await wordsForReader(scene)
  const kin = (await ownKin(scene)).map((one) => one.document)
  const lines: (Line & { words: Sealed<AuditWords> | null })[] = []
  let from = before
  for (let round = 0; round < mostRounds; round += 1) {
    const batch = (await read(from)).map((line) => ({ ...line, words: wordsOf(line) }))
    lines.push(...(await withoutKin(scene, batch, kin)))
    from = batch.at(-1)?.seq
    if (batch.length <= most) return { lines: lines.slice(0, most), next: nextOf(lines, most) }
    if (lines.length > most) break
  }
  return { lines: lines.slice(0, most), next: nextOf(lines, most) ?? from ?? null }
}

function nextOf(lines: readonly WordedLine[], most: number): number | null {
  return lines.length > most ? (lines[most - 1]?.seq ?? null) : null
}

async function withoutKin<Line extends { words: Sealed<AuditWords> | null }>(
  { keys }: Scene,
  lines: readonly Line[],
  kin: Awaited<ReturnType<typeof ownKin>>[number]['document'][],
): Promise<Line[]> {
  const worded = lines.filter((line) => line.words !== null)
  if (kin.length === 0 || worded.length === 0) return [...lines]
  const met = await meet(
    keys,
    worded.flatMap((line) => line.words ?? []),
    kin,
    ({ words }, { card }) => namesKin(words, card),
  )
  const gone = new Set(worded.filter((_line, place) => met[place]))
  return lines.filter((line) => !gone.has(line))
}
