import type { Wanted } from '../../platform/sifting.ts'
import { lineRuns, rankOfLine } from '../../ui/lookup/drawer-line.ts'
import { type Findable, matchRank, type Word } from '../../ui/lookup/match.ts'
import { needlesOf } from './needles.ts'

/** Looks for documents in which every word stands, whether one by one or as lines of drawers. */
export function lookFor<Plain>(
  words: readonly Word[],
  findable: (content: Plain) => Findable,
  action: string,
): Wanted<Plain> {
  return {
    needles: needlesOf(words),
    rankOf: (content) => matchRank(words, findable(content)),
    runs: lineRuns(words),
    rankOfLine: (line) => rankOfLine(words, line),
    action,
  }
}
