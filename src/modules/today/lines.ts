import type { z } from 'zod'
import { japanDay } from '../directory/index.ts'
import { type TodayLine, TodayPart } from './contract.ts'
import { type Matter, matters } from './matters.ts'
import { type Names, type Reader, type Said, type Seen, sayings } from './say.ts'

type Line = z.input<typeof TodayLine>
interface Row {
  matter: string
  total: number
  since: Date | null
}

/** The matters that are there, in the order of their urgency, each with its first lines. Works on what was opened. */
export function partsOf(found: Partial<Seen>, names: Names, reader: Reader, most: number): TodayPart[] {
  const say = sayings(names, reader)
  const told = (Object.keys(say) as (keyof Seen)[]).flatMap((source) => {
    const rows = (found[source] ?? []) as readonly Row[]
    return rows.map((row) => ({ row, said: (say[source] as (row: Row) => Said)(row) }))
  })
  return matters.flatMap((matter) => {
    const mine = told.filter(({ row }) => row.matter === matter)
    const [first] = mine
    if (!first) return []
    const lines = mine.map(({ row, said }): Line => ({ ...said, ...whenOf(row, names) }))
    const shown = inOrder(matter, lines).slice(0, most)
    return [TodayPart.parse({ matter, total: first.row.total, lines: shown })]
  })
}

function whenOf({ since }: Row, { apart }: Names): Pick<Line, 'since' | 'day' | 'officeDays'> {
  const day = since ? japanDay(since) : null
  return { since, day, officeDays: day === null ? null : (apart[day] ?? null) }
}

/** The hour of a promise is sealed, so its order is made here; without an hour it comes last. */
function inOrder(matter: Matter, lines: readonly Line[]): readonly Line[] {
  if (!matter.startsWith('contact_')) return lines
  const key = (line: Line) => `${line.day} ${/^\d\d:\d\d/.test(line.detail ?? '') ? line.detail : '99'}`
  return [...lines].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}
