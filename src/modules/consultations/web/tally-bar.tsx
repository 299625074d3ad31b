import { type FormEvent, useEffect, useRef } from 'react'
import { useFetcher } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { choicesOf } from './labels.ts'

interface TallyBarProps {
  tallies: Readonly<Record<string, number>>
  tallyId: string
  desks: readonly { id: string; name: string }[]
}

const keys = ['F7', 'F8', 'F9']

/** A silent, wrong or information-only call: one key, counted, no record of anybody. */
export function TallyBar({ tallies, tallyId, desks }: TallyBarProps) {
  const fetcher = useFetcher<{ done: { id: string | null } }>()
  const bar = useRef<HTMLDivElement>(null)
  const last = fetcher.state === 'idle' ? fetcher.data?.done?.id : undefined
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const index = keys.indexOf(event.key)
      if (index < 0 || event.isComposing || event.ctrlKey || event.altKey || event.shiftKey) return
      event.preventDefault()
      bar.current?.querySelectorAll<HTMLButtonElement>('button[name="kind"]')[index]?.click()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="tally-bar" ref={bar}>
      <fetcher.Form method="post" onSubmit={takeDeskOfSheet}>
        <input type="hidden" name="intent" value="count" />
        <SubmissionId offered={tallyId} />
        {desks[0] ? <input type="hidden" name="deskId" value={desks[0].id} /> : null}
        <span className="tally-label" id="tally-label">
          {m.consultations_tally()}
        </span>
        {choicesOf('tally').map(({ value, label }, index) => (
          <button key={value} type="submit" name="kind" value={value} className="tally">
            <kbd>{keys[index]}</kbd> {label} <b>{tallies[value] ?? 0}</b>
          </button>
        ))}
      </fetcher.Form>
      <div role="status" className="tally-done">
        {last ? m.consultations_counted() : ''}
      </div>
      {last ? (
        <fetcher.Form method="post">
          <input type="hidden" name="intent" value="takeBack" />
          <button type="submit" name="id" value={last} className="link-button">
            {m.consultations_take_back()}
          </button>
        </fetcher.Form>
      ) : null}
    </div>
  )
}

/** Where the sheet names a desk, the call is counted there. */
function takeDeskOfSheet(event: FormEvent<HTMLFormElement>) {
  const chosen = document.getElementById('deskId')
  const hidden = event.currentTarget.elements.namedItem('deskId')
  if (chosen instanceof HTMLSelectElement && hidden instanceof HTMLInputElement) hidden.value = chosen.value
}
