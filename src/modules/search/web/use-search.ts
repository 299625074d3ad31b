import { useEffect, useState } from 'react'
import type { Found, FoundCase } from '../contract.ts'
import { askFor, askForRecent, type Reach, type Refused } from './ask.ts'

/** From the last letter until it is asked for; with the answer's own time well below what is felt as waiting. */
const pauseMs = 90

export interface Search {
  /** The last answer, also while a newer one is on its way. */
  found: Found | null
  /** The words it answers. */
  words: string
  isWaiting: boolean
  refused: Refused | null
}

const nothing: Search = { found: null, words: '', isWaiting: false, refused: null }

/** Answers to what is typed, the newest only: an older question is given up as soon as another letter comes. */
export function useSearch(words: string, reach: Reach): Search {
  const [search, setSearch] = useState<Search>(nothing)
  useEffect(() => {
    if (words === '') return setSearch(nothing)
    const stop = new AbortController()
    setSearch((before) => ({ ...before, isWaiting: true, refused: null }))
    const timer = setTimeout(async () => {
      const answer = await askFor(reach, words, stop.signal).catch(() => null)
      if (answer === null) return
      setSearch(
        typeof answer === 'string'
          ? { ...nothing, words, refused: answer }
          : { found: answer, words, isWaiting: false, refused: null },
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [words, reach])
  return search
}

/** Where she was last, asked for once when the palette opens. */
export function useRecent(isWanted: boolean): readonly FoundCase[] {
  const [recent, setRecent] = useState<readonly FoundCase[]>([])
  useEffect(() => {
    if (!isWanted) return
    const stop = new AbortController()
    askForRecent(stop.signal).then(setRecent, () => undefined)
    return () => stop.abort()
  }, [isWanted])
  return recent
}

/** What is still being composed may end in latin letters that are on their way to become kana. */
export function settledWords(typed: string, isComposing: boolean): string {
  return (isComposing ? typed.replace(/[a-z\uff41-\uff5a]+$/i, '') : typed).trim()
}
