import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useFetcher, useNavigate } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { CommandButton } from '../../../ui/layout/command-button.tsx'
import { searchKey } from '../match.ts'
import { describeFound, type Found, foundName, foundPath } from './found-list.tsx'

export interface Place {
  to: string
  label: string
}

interface Choice extends Place {
  detail?: string
  group: 'places' | 'people'
}

const pauseMs = 180

/** The way to anywhere: pages and actions at once, people and records as one types. */
export function CommandPalette({ places, canSearch }: { places: readonly Place[]; canSearch: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <CommandButton label={m.search_title()} onOpen={() => setOpen(true)} />
      {isOpen ? <Palette places={places} canSearch={canSearch} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function Palette({
  places,
  canSearch,
  onClose,
}: {
  places: readonly Place[]
  canSearch: boolean
  onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const search = useFoundPeople(typed, canSearch)
  const choices = choicesOf(places, typed, search.found)
  const navigate = useNavigate()
  const listId = useId()
  useEffect(() => dialog.current?.showModal(), [])
  const go = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    void navigate(choice.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      setAt((at + step + choices.length) % Math.max(choices.length, 1))
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      go(choices[at])
    }
  }
  return (
    <dialog ref={dialog} className="dialog palette" aria-label={m.search_title()} onClose={onClose}>
      <input
        className="input input-full"
        role="combobox"
        aria-label={m.search_words()}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices[at] ? `${listId}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        autoFocus
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <p className="hint">{m.search_hint()}</p>
      <div id={listId} role="listbox" aria-label={m.search_title()} className="palette-list">
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works the list from the field above (combobox pattern)
          <div
            key={choice.to + choice.label}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className="palette-choice"
            onClick={() => go(choice)}
          >
            <span>{choice.label}</span>
            {choice.detail ? <span className="hint">{choice.detail}</span> : null}
          </div>
        ))}
      </div>
      <p role="status" className="hint">
        {search.words || (choices.length === 0 ? m.search_nothing() : '')}
      </p>
    </dialog>
  )
}

/** What was typed is posted, never put into an address. */
function useFoundPeople(typed: string, canSearch: boolean): { found: readonly Found[]; words: string } {
  const fetcher = useFetcher<{ done?: { found: Found[]; isCut: boolean } }>()
  const { submit } = fetcher
  const words = typed.trim()
  useEffect(() => {
    if (!canSearch || words === '') return
    const timer = setTimeout(
      () => void submit({ intent: 'search', words }, { method: 'post', action: '/search' }),
      pauseMs,
    )
    return () => clearTimeout(timer)
  }, [words, canSearch, submit])
  if (words === '') return { found: [], words: '' }
  if (fetcher.state !== 'idle') return { found: fetcher.data?.done?.found ?? [], words: m.search_searching() }
  if (fetcher.data && !fetcher.data.done) return { found: [], words: m.search_failed() }
  return { found: fetcher.data?.done?.found ?? [], words: fetcher.data?.done?.isCut ? m.search_cut() : '' }
}

function choicesOf(places: readonly Place[], typed: string, found: readonly Found[]): Choice[] {
  const key = searchKey(typed)
  const matching = places.filter((place) => searchKey(place.label).includes(key))
  const people = found.map((one) => ({
    group: 'people' as const,
    to: foundPath(one),
    label: foundName(one),
    detail: describeFound(one),
  }))
  return [...people, ...matching.map((place) => ({ ...place, group: 'places' as const }))].slice(0, 30)
}
