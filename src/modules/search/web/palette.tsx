import { useEffect, useId, useRef, useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Icon } from '../../../ui/icon.tsx'
import { searchWords } from '../../../ui/lookup/match.ts'
import { type FoundGroup, groupsOf, totalOf } from './found-groups.ts'
import type { FoundLine } from './found-words.ts'
import { PaletteField } from './palette-field.tsx'
import { optionId, PaletteList } from './palette-list.tsx'
import { PaletteStatus } from './palette-status.tsx'
import { type Places, placesGroup, recentGroup } from './places.ts'
import { useReach } from './reach.ts'
import { useChosen } from './use-chosen.ts'
import { moreKey, useLeaving } from './use-leaving.ts'
import { type Search, settledWords, useRecent, useSearch } from './use-search.ts'
import './palette.css'

interface Props {
  places: Places
  onClose: () => void
}

export function Palette({ places, onClose }: Props) {
  const reach = useReach()
  const dialog = useRef<HTMLDialogElement>(null)
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [isComposing, setComposing] = useState(false)
  const words = settledWords(typed, isComposing)
  const keys = searchWords(words).map((word) => word.key)
  const search = useSearch(words, reach)
  const recent = useRecent(reach === 'everything')
  const groups =
    words === ''
      ? [...recentGroup(recent), ...placesGroup(places, [])]
      : typedGroups(search, placesGroup(places, keys))
  const isAnswered = words === search.words && !search.isWaiting
  const leave = useLeaving(dialog, onClose, typed)
  const lines = groups.flatMap((group) => group.lines)
  const chosen = useChosen(lines, words, isAnswered, leave)
  const chosenId = chosen.line ? optionId(listId, chosen.line.key) : undefined
  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    if (chosenId) document.getElementById(chosenId)?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])
  return (
    <dialog
      ref={dialog}
      className="dialog palette"
      aria-label={m.search_title()}
      onClose={onClose}
      onCancel={(event) => {
        // Escape then ends the composing, and nothing else.
        if (isComposing) event.preventDefault()
      }}
    >
      <label className="palette-words" htmlFor={`${listId}-words`}>
        {reach === 'everything' ? m.search_words() : m.search_words_network()}
      </label>
      <div className="palette-head">
        <PaletteField
          {...{ typed, listId, chosenId, setComposing }}
          isExpanded={lines.length > 0}
          onType={setTyped}
          onStep={chosen.step}
          onEnter={chosen.enter}
        />
        <button
          type="button"
          className="icon-button"
          onClick={() => dialog.current?.close()}
          aria-label={m.ui_close()}
        >
          <Icon name="close" />
        </button>
      </div>
      <p className="hint palette-hint">{m.search_hint()}</p>
      <PaletteList id={listId} groups={groups} words={keys} chosen={chosen.line?.key} onChoose={leave} />
      <PaletteStatus search={words !== '' && isAnswered ? search : null} lines={lines.length} />
    </dialog>
  )
}

/** What was found, the pages and actions of that name, and the way to all of it where not all is shown. */
function typedGroups({ found }: Search, places: readonly FoundGroup[]): FoundGroup[] {
  const groups = found ? groupsOf(found) : []
  const isMore = groups.some((group) => (group.total ?? 0) > group.lines.length)
  if (!found || !isMore) return [...groups, ...places]
  const more: FoundLine = {
    key: moreKey,
    to: null,
    label: m.search_more({ count: totalOf(found) }),
    details: [],
  }
  return [...groups, ...places, { key: 'all', title: m.search_everything(), total: null, lines: [more] }]
}
