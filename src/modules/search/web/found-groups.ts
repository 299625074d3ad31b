import { m } from '../../../platform/words/words.ts'
import type { Found } from '../contract.ts'
import { caseLine, deskLine, type FoundLine, personLine, requestLine } from './found-words.ts'

export interface FoundGroup {
  key: string
  title: string
  /** All that were found; null where the list is whole anyway. */
  total: number | null
  lines: FoundLine[]
}

/** What was found, by kind, in the order of the page; kinds without a hit are left out. */
export function groupsOf(found: Found): FoundGroup[] {
  const groups: FoundGroup[] = [
    { key: 'cases', title: m.search_cases(), ...linesOf(found.cases, caseLine) },
    { key: 'people', title: m.search_people(), ...linesOf(found.people, personLine) },
    { key: 'requests', title: m.search_requests(), ...linesOf(found.requests, requestLine) },
    { key: 'desks', title: m.search_desks(), ...linesOf(found.desks, deskLine) },
  ]
  return groups.filter((group) => group.lines.length > 0)
}

function linesOf<Item>(group: { total: number; shown: Item[] }, lineOf: (item: Item) => FoundLine) {
  return { total: group.total, lines: group.shown.map(lineOf) }
}

export function totalOf(found: Found): number {
  return found.cases.total + found.people.total + found.requests.total + found.desks.total
}
