import { m } from '../../../platform/words/words.ts'
import type { FoundGroup } from './found-groups.ts'
import type { FoundLine } from './found-words.ts'
import { Marked } from './marked.tsx'

interface Props {
  id: string
  groups: readonly FoundGroup[]
  /** Keys of the words, for the marks. */
  words: readonly string[]
  chosen: string | undefined
  onChoose: (line: FoundLine) => void
}

export const optionId = (listId: string, key: string) => `${listId}-${key}`

/** The choices below the field, by kind; the keyboard works them from the field (combobox pattern). */
export function PaletteList({ id, groups, words, chosen, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label={m.search_title()} className="palette-list">
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options inside a listbox
        <div key={group.key} role="group" aria-labelledby={`${id}-of-${group.key}`}>
          <p id={`${id}-of-${group.key}`} className="palette-group">
            {group.title}
            {group.total === null ? null : (
              <span className="count">{m.search_count({ count: group.total })}</span>
            )}
          </p>
          {group.lines.map((line) => (
            <Option key={line.key} {...{ id, line, words, onChoose }} isChosen={line.key === chosen} />
          ))}
        </div>
      ))}
    </div>
  )
}

function Option({
  id,
  line,
  words,
  isChosen,
  onChoose,
}: Pick<Props, 'id' | 'words' | 'onChoose'> & { line: FoundLine; isChosen: boolean }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works the list from the field above
    <div
      id={optionId(id, line.key)}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className="palette-choice"
      onClick={() => onChoose(line)}
    >
      <span className="palette-label">
        <Marked text={line.label} words={words} />
      </span>
      {line.details.length > 0 ? (
        <span className="palette-detail">
          {line.details.map((detail) => (
            <span key={detail}>
              <Marked text={detail} words={words} />
            </span>
          ))}
        </span>
      ) : null}
    </div>
  )
}
