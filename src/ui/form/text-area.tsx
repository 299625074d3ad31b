import { useState } from 'react'
import { m } from '../../platform/words/words.ts'
import { Field, type FieldProps } from './field.tsx'

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** Characters as people count them: a rare kanji with its variation selector is one. */
export function countGraphemes(text: string): number {
  let count = 0
  for (const _ of segmenter.segment(text)) count += 1
  return count
}

/** Characters left from which on it is said how many; before that nobody needs the number. */
const soonFull = 200

interface TextAreaProps extends FieldProps {
  defaultValue?: string
  rows?: number
  /** In characters as people count them. Too long is said, never cut. */
  maxGraphemes?: number
  onInput?: (text: string) => void
}

export function TextArea({ defaultValue = '', rows = 5, maxGraphemes, onInput, ...props }: TextAreaProps) {
  const [text, setText] = useState(defaultValue)
  const left = maxGraphemes === undefined ? Number.POSITIVE_INFINITY : maxGraphemes - countGraphemes(text)
  const counter = left > soonFull ? null : <Counter left={left} />
  return (
    <Field {...props} after={counter}>
      {(control) => (
        <textarea
          {...control}
          className="input input-full"
          defaultValue={defaultValue}
          rows={rows}
          autoComplete="off"
          onInput={(event) => {
            setText(event.currentTarget.value)
            onInput?.(event.currentTarget.value)
          }}
        />
      )}
    </Field>
  )
}

// Spoken only once the limit is passed: a number after every key press would drown the text itself.
function Counter({ left }: { left: number }) {
  return (
    <p className="counter" data-over={left < 0} role="status" aria-live={left < 0 ? 'polite' : 'off'}>
      {left < 0 ? m.ui_graphemes_over({ count: -left }) : m.ui_graphemes_left({ count: left })}
    </p>
  )
}
