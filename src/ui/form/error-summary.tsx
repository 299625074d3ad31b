import { useEffect, useId, useRef, useState } from 'react'
import { m } from '../../platform/words/words.ts'
import { useFormAnswer } from './form-answer.ts'
import { labelOf } from './label-of.ts'

export interface FieldError {
  /** Id of the field it leads to. */
  id: string
  message: string
}

/**
 * After a refused submit: takes the focus, once for every answer, and leads to every field that needs another look. The
 * list may be a new one at every render (a clock ticks, a draft is saved): that must not take the cursor from who mends.
 */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const box = useRef<HTMLDivElement>(null)
  const titleId = useId()
  const answer = useFormAnswer()
  const said = errors.map(({ id, message }) => `${id} ${message}`).join('\n')
  // The answer counts, even one that says the same again.
  const [places, setPlaces] = useState<ReadonlyMap<string, Place>>(new Map())
  useEffect(() => {
    if (said === '') return
    setPlaces(placesOf(said.split('\n').map((line) => line.slice(0, line.indexOf(' ')))))
    box.current?.focus()
  }, [said, answer])
  if (errors.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a named group that takes the focus; a fieldset would be wrong here
    <div ref={box} className="error-summary" role="group" aria-labelledby={titleId} tabIndex={-1}>
      <h2 id={titleId}>{m.ui_error_summary_title({ count: errors.length })}</h2>
      <ul>
        {inOrder(errors, places).map(({ id, message, label }) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => focusField(event, id)}>
              {label && !message.includes(label) ? m.ui_error_of_field({ label, message }) : message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

// The fragment alone scrolls but does not put the cursor into the field.
function focusField(event: React.MouseEvent, id: string) {
  const field = document.getElementById(id)
  if (!field) return
  event.preventDefault()
  field.focus({ preventScroll: true })
  field.closest('.field')?.scrollIntoView({ block: 'center' })
}

interface Place {
  label: string
  order: number
}

/** What the page calls each field, and where it stands: only the page knows, once it is drawn. */
function placesOf(ids: readonly string[]): ReadonlyMap<string, Place> {
  const fields = ids.flatMap((id) => document.getElementById(id) ?? [])
  fields.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
  return new Map(fields.map((field, order) => [field.id, { label: labelOf(field), order }]))
}

function inOrder(errors: readonly FieldError[], places: ReadonlyMap<string, Place>) {
  const last = errors.length
  return errors
    .map((error) => ({ ...error, label: '', order: last, ...places.get(error.id) }))
    .sort((a, b) => a.order - b.order)
}
