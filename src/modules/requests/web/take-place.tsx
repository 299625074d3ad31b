import { useEffect, useId, useRef, useState } from 'react'
import { useFetcher } from 'react-router'
import type { FormFailure } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useHydrated } from '../../../ui/use-hydrated.ts'
import { dayOf, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { RequestForm } from '../prepare-request.ts'

type Answered = Partial<FormFailure> & { done?: { place: { text: string } | null } }

interface TakePlaceProps {
  label: string
  places: RequestForm['items'][number]['places']
  onTaken: (text: string) => void
}

/**
 * A place that the case knows, taken over by a choice of its own: with a reason, on the case's timeline and in the
 * record of reads, as on the case's page. Without JavaScript it is revealed there and typed here.
 */
export function TakePlace({ label, places, onTaken }: TakePlaceProps) {
  const id = useId()
  const fetcher = useFetcher<Answered>()
  const [reason, setReason] = useState<string>(m.requests_take_reason_usual())
  const handed = useRef<Answered | undefined>(undefined)
  const answer = fetcher.data
  const text = answer?.done?.place?.text
  useEffect(() => {
    if (!answer || handed.current === answer) return
    handed.current = answer
    if (text) onTaken(text)
  }, [answer, text, onTaken])
  if (!useHydrated() || places.length === 0) return null
  const isMissing = reason.trim() === ''
  return (
    <details className="take-place">
      <summary>{m.requests_take_from_case()}</summary>
      <p className="hint">{m.requests_take_hint()}</p>
      <label htmlFor={id}>{m.requests_take_reason()}</label>
      <input
        id={id}
        className="input input-full"
        value={reason}
        maxLength={500}
        autoComplete="off"
        onChange={(event) => setReason(event.target.value)}
      />
      {places.map((place) => (
        <Button
          key={place.id}
          size="small"
          unavailable={
            isMissing
              ? m.requests_take_reason_missing()
              : fetcher.state === 'idle'
                ? undefined
                : m.requests_sending()
          }
          onClick={() =>
            void fetcher.submit({ intent: 'reveal', placeId: place.id, reason }, { method: 'post' })
          }
        >
          {m.requests_take_this({ whose: place.whose, label, day: formatShortDay(dayOf(place.recordedAt)) })}
        </Button>
      ))}
      <p role="status" className="hint">
        {text ? m.requests_taken() : ''}
        {answer && !text && fetcher.state === 'idle' ? m.requests_take_failed() : ''}
      </p>
    </details>
  )
}
