import { useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/form/field.tsx'

interface BothTextsProps {
  name: string
  label: string
  mine: string
  theirs: string
  rows?: number
}

/**
 * Two wrote the same field. The newer wording stands beside what was typed here; either can be taken, or both be put
 * together by hand. Works without JavaScript: the field holds what was typed, the other text can be read and copied.
 */
export function BothTexts({ name, label, mine, theirs, rows = 5 }: BothTextsProps) {
  const [text, setText] = useState(mine)
  const theirsId = `${name}-theirs`
  return (
    <div className="both-texts">
      <div className="both-theirs">
        <p className="field-label" id={theirsId}>
          {m.cases_both_theirs({ label })}
        </p>
        <p className="case-text">{theirs || m.cases_not_written()}</p>
        <div className="case-buttons">
          <Button size="small" onClick={() => setText(theirs)} aria-describedby={theirsId}>
            {m.cases_both_take()}
          </Button>
          <Button
            size="small"
            onClick={() => setText([text, theirs].filter(Boolean).join('\n'))}
            aria-describedby={theirsId}
          >
            {m.cases_both_append()}
          </Button>
        </div>
      </div>
      <Field name={name} label={m.cases_both_mine({ label })}>
        {(control) => (
          <textarea
            {...control}
            className="input input-full"
            rows={rows}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </div>
  )
}
