import { useEffect, useId, useRef } from 'react'
import { m } from '../../platform/words/words.ts'
import { useFormAnswer } from './form-answer.ts'

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
  useEffect(() => {
    if (said !== '') box.current?.focus()
  }, [said, answer])
  if (errors.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a named group that takes the focus; a fieldset would be wrong here
    <div ref={box} className="error-summary" role="group" aria-labelledby={titleId} tabIndex={-1}>
      <h2 id={titleId}>{m.ui_error_summary_title({ count: errors.length })}</h2>
      <ul>
        {errors.map(({ id, message }) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => focusField(event, id)}>
              {message}
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
