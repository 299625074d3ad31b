import { m } from '../../../platform/words/words.ts'
import { searchKey } from '../../../ui/lookup/fold.ts'
import type { FoundCase } from '../contract.ts'
import type { FoundGroup } from './found-groups.ts'
import { caseLine, type FoundLine } from './found-words.ts'

/** A page, or something that can be done. */
export interface Place {
  to: string
  label: string
}

/** The usual ones stand there before anything is typed. */
export interface Places {
  first: readonly Place[]
  all: readonly Place[]
}

const mostPlaces = 8

/** The pages and actions whose name holds every word; the usual ones while nothing is typed. */
export function placesGroup(places: Places, words: readonly string[]): FoundGroup[] {
  const matching = places.all.filter(({ label }) => words.every((word) => searchKey(label).includes(word)))
  const lines = (words.length > 0 ? matching.slice(0, mostPlaces) : places.first).map(placeLine)
  return lines.length > 0 ? [{ key: 'places', title: m.search_places(), total: null, lines }] : []
}

function placeLine({ to, label }: Place): FoundLine {
  return { key: `place-${to}`, to, label, details: [] }
}

export function recentGroup(recent: readonly FoundCase[]): FoundGroup[] {
  if (recent.length === 0) return []
  return [{ key: 'recent', title: m.search_recent(), total: null, lines: recent.map(caseLine) }]
}
