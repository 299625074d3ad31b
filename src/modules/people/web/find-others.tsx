import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'

/** Posted, not asked for in the address: a name stands in no history and no log. */
export function FindOthers({ error }: { error?: string | undefined }) {
  return (
    <Form method="post" className="find-others" noValidate>
      <label htmlFor="words">{m.people_same_find_words()}</label>
      <p id="words-hint" className="hint">
        {m.people_same_find_hint()}
      </p>
      {error ? (
        <p id="words-error" className="field-error">
          {m.ui_error_mark()}
          {error}
        </p>
      ) : null}
      <div>
        <input
          id="words"
          name="words"
          className="input"
          maxLength={100}
          autoComplete="off"
          aria-invalid={error !== undefined || undefined}
          aria-describedby={error ? 'words-error words-hint' : 'words-hint'}
        />
        <Button type="submit" name="intent" value="find">
          {m.people_same_find_do()}
        </Button>
      </div>
    </Form>
  )
}
