import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { typeInto } from '../../../ui/form/type-into.ts'

/**
 * Two wrote the same field. The newer wording stands beside the field with what was typed here; either can be taken, or
 * both be put together by hand. Works without JavaScript: the other text can be read and copied.
 */
export function TheirText({ name, label, theirs }: { name: string; label: string; theirs: string }) {
  const theirsId = `${name}-theirs`
  return (
    <div className="both-theirs">
      <p className="field-label" id={theirsId}>
        {m.cases_both_theirs({ label })}
      </p>
      <p className="case-text">{theirs || m.cases_not_written()}</p>
      <div className="case-buttons">
        <Button size="small" onClick={() => write(name, () => theirs)} aria-describedby={theirsId}>
          {m.cases_both_take()}
        </Button>
        <Button
          size="small"
          onClick={() => write(name, (mine, between) => [mine, theirs].filter(Boolean).join(between))}
          aria-describedby={theirsId}
        >
          {m.cases_both_append()}
        </Button>
      </div>
    </div>
  )
}

function write(id: string, next: (mine: string, between: string) => string): void {
  const field = document.getElementById(id)
  if (field instanceof HTMLTextAreaElement) typeInto(field, next(field.value, '\n'))
  if (field instanceof HTMLInputElement) typeInto(field, next(field.value, ' '))
}
