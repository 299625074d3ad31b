import type { z } from 'zod'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { readWords } from '../read-words.ts'

export type ReadWords = z.output<(typeof readWords)['definition']['output']>

/** What was typed, newest first. */
export function WordsTable({ read }: { read: ReadWords }) {
  const caption = m.oversight_words_of({ name: read.name })
  if (read.lines.length === 0)
    return <EmptyState title={m.oversight_words_none({ name: read.name })} text={m.oversight_none_text()} />
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: 'at', header: m.oversight_when(), cell: (one) => formatShortDateTime(one.at) },
        { key: 'what', header: m.oversight_what(), cell: (one) => actWord(one.action) },
        { key: 'words', header: m.oversight_words(), cell: (one) => one.words ?? m.oversight_words_closed() },
        { key: 'count', header: m.oversight_count(), cell: (one) => one.count ?? '', numeric: true },
      ]}
      rows={read.lines}
      rowKey={(one) => String(one.seq)}
    />
  )
}

const acts: Record<string, () => string> = {
  'search.find': m.oversight_act_search,
  'search.find-in-network': m.oversight_act_search,
  'consultation.recognise-caller': m.oversight_act_recognise,
  'audit.read-words': m.oversight_act_read_words,
  'case.add-attachment': m.oversight_act_infected,
  'directory.preview-import': m.oversight_act_infected,
  'directory.apply-import': m.oversight_act_infected,
}
function actWord(action: string): string {
  return acts[action]?.() ?? action
}
