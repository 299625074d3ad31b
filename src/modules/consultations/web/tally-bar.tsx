import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useFetcher } from 'react-router'
import { choicesOf, nameOf } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { useSheetKeys } from './use-sheet-keys.ts'

interface TallyBarProps {
  tallies: Readonly<Record<string, number>>
  tallyId: string
  desks: readonly { id: string; name: string }[]
}

interface Counted {
  done?: { id: string | null }
  failure?: { key: string }
}

/** A silent, wrong or information-only call: one chord, counted, no record of anybody; the next one takes it back. */
export function TallyBar({ tallies, tallyId, desks }: TallyBarProps) {
  const counting = useFetcher<Counted>()
  const takingBack = useFetcher<Counted>()
  const bar = useRef<HTMLDivElement>(null)
  const kind = useRef('')
  const [last, setLast] = useState<string>()
  const { data: counted } = counting
  const { data: takenBack } = takingBack
  useEffect(() => {
    if (counted?.done?.id) setLast(counted.done.id)
  }, [counted])
  useEffect(() => {
    if (takenBack?.done) setLast(undefined)
  }, [takenBack])
  const press = (selector: string, index = 0) => {
    const button = bar.current?.querySelectorAll<HTMLButtonElement>(selector)[index]
    button?.click()
    return button !== undefined
  }
  useSheetKeys((command) => {
    if (command.do === 'count') return press('button[name="kind"]', command.index)
    return command.do === 'takeBack' && press('button[name="id"]')
  })
  return (
    <div className="tally-bar" ref={bar}>
      <counting.Form
        method="post"
        onSubmit={(event) => {
          kind.current = kindOf(event)
          takeDeskOfSheet(event)
        }}
      >
        <input type="hidden" name="intent" value="count" />
        <SubmissionId offered={tallyId} />
        {desks[0] ? <input type="hidden" name="deskId" value={desks[0].id} /> : null}
        <span className="tally-label" id="tally-label">
          {m.consultations_tally()}
        </span>
        {choicesOf('tally').map(({ value, label }, index) => (
          <button key={value} type="submit" name="kind" value={value} className="tally">
            <kbd>Alt Shift {index + 1}</kbd> {label} <b>{tallies[value] ?? 0}</b>
          </button>
        ))}
      </counting.Form>
      <div role="status" className="tally-done">
        {said(counting, last, kind.current)}
      </div>
      {last ? (
        <takingBack.Form method="post">
          <input type="hidden" name="intent" value="takeBack" />
          <button type="submit" name="id" value={last} className="link-button">
            {m.consultations_take_back()} <kbd>Alt Shift 0</kbd>
          </button>
        </takingBack.Form>
      ) : null}
    </div>
  )
}

function said(
  { state, data }: { state: string; data: Counted | undefined },
  last: string | undefined,
  kind: string,
): string {
  if (state !== 'idle') return ''
  if (data?.failure) return m.consultations_not_counted()
  return last ? m.consultations_counted({ kind: nameOf('tally', kind) }) : ''
}

function kindOf(event: FormEvent<HTMLFormElement>): string {
  const { submitter } = event.nativeEvent as SubmitEvent
  return submitter instanceof HTMLButtonElement ? submitter.value : ''
}

/** Where the sheet names a desk, the call is counted there. */
function takeDeskOfSheet(event: FormEvent<HTMLFormElement>) {
  const chosen = document.getElementById('deskId')
  const hidden = event.currentTarget.elements.namedItem('deskId')
  if (chosen instanceof HTMLSelectElement && hidden instanceof HTMLInputElement) hidden.value = chosen.value
}
