import { m } from '../../../platform/words/words.ts'
import { groupsOf } from './found-groups.ts'
import type { Search } from './use-search.ts'

/** Says how many there are once the answer is there, to eyes and to screen readers; until then nothing. */
export function PaletteStatus({ search, lines }: { search: Search | null; lines: number }) {
  return (
    <p role="status" className="hint palette-status">
      {search ? statusWords(search, lines) : ''}
    </p>
  )
}

function statusWords({ found, refused }: Search, lines: number): string {
  if (refused) return refused === 'ended' ? m.search_ended() : m.search_failed()
  if (!found) return ''
  const counts = groupsOf(found).map(({ title, total }) => m.search_counted({ title, count: total ?? 0 }))
  const said = counts.length > 0 ? m.search_status({ counts: counts.join(m.search_and()) }) : ''
  const nothing = lines === 0 ? m.search_nothing() : ''
  const closed = found.unopenable > 0 ? m.search_unopenable({ count: found.unopenable }) : ''
  return [said, nothing, found.isCut ? m.search_cut() : '', closed].filter(Boolean).join(' ')
}
