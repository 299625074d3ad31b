import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import type { ReadBudget } from '../read-budgets.ts'
import { countedWords } from './counted-words.ts'

/** For administrators: one figure at a time. */
export function BudgetForm({ budgets }: { budgets: readonly ReadBudget[] }) {
  return (
    <details>
      <summary>{m.oversight_reads_change()}</summary>
      <Form method="post" className="form-stack">
        <p className="hint">{m.oversight_reads_change_text()}</p>
        <SelectField
          id="budget-what"
          name="what"
          label={m.oversight_reads_kind()}
          choices={budgets.map(({ what }) => ({ value: what, label: countedWords[what]() }))}
          required
        />
        <TextField
          name="askAfter"
          label={m.oversight_reads_ask_after()}
          hint={m.oversight_reads_ask_after_hint()}
          inputMode="numeric"
          width="short"
        />
        <TextField
          name="stopAfter"
          label={m.oversight_reads_stop_after()}
          inputMode="numeric"
          width="short"
          required
        />
        <div>
          <Button type="submit" name="intent" value="set">
            {m.oversight_reads_save()}
          </Button>
        </div>
      </Form>
    </details>
  )
}
