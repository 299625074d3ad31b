import { useEffect, useState } from 'react'
import type { FoundLine } from './found-words.ts'

/**
 * The line that Enter opens: the first, until the arrows choose another. Enter pressed before the answer to the last
 * letters has come waits for it, instead of opening what an older question had found.
 */
export function useChosen(
  lines: readonly FoundLine[],
  words: string,
  isAnswered: boolean,
  open: (line: FoundLine) => void,
) {
  const [chosen, setChosen] = useState<{ key: string; words: string }>()
  const [eagerFor, setEagerFor] = useState<string>()
  const own = chosen?.words === words ? lines.find((line) => line.key === chosen.key) : undefined
  const line = own ?? lines[0]
  useEffect(() => {
    if (eagerFor !== words || !isAnswered) return
    setEagerFor(undefined)
    if (line) open(line)
  }, [eagerFor, words, isAnswered, line, open])
  return {
    line,
    step(by: number) {
      const at = line ? lines.indexOf(line) : 0
      const next = lines[(at + by + lines.length) % Math.max(lines.length, 1)]
      if (next) setChosen({ key: next.key, words })
    },
    enter() {
      if (words !== '' && !isAnswered && !own) setEagerFor(words)
      else if (line) open(line)
    },
  }
}
