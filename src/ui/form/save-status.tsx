import { m } from '../../platform/words/words.ts'
import { formatTime } from '../wareki/format-japanese-date.ts'

export type SaveState =
  | { state: 'unchanged' }
  | { state: 'unsaved' }
  | { state: 'saving' }
  | { state: 'saved'; at: Date }
  | { state: 'failed' }

function wordsFor(save: SaveState): string {
  switch (save.state) {
    case 'unchanged':
      return ''
    case 'unsaved':
      return m.ui_draft_unsaved()
    case 'saving':
      return m.ui_draft_saving()
    case 'saved':
      return m.ui_draft_saved({ time: formatTime(save.at) })
    case 'failed':
      return m.ui_draft_failed()
  }
}

export function SaveStatus({ save }: { save: SaveState }) {
  return (
    <p className="save-status" role="status" data-state={save.state}>
      {wordsFor(save)}
    </p>
  )
}
