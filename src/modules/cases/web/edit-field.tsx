import { m } from '../../../platform/words/words.ts'
import { type Choice, SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { TheirText } from './both-texts.tsx'
import type { Answer } from './failure.tsx'

interface EditFieldProps {
  name: string
  label: string
  /** As it stands on the server now. */
  now: string
  answer: Answer
  rows?: number
  hint?: string
}

/** One text of an edit; where two have written, the newer wording comes to stand beside the very same field. */
export function EditField({ name, label, now, answer, rows, hint }: EditFieldProps) {
  const typed = answer.typed(name)
  const isBoth = answer.failure?.code === 'conflict' && typed !== undefined && typed !== now
  const shared = {
    name,
    label: isBoth ? m.cases_both_mine({ label }) : label,
    error: answer.errorOf(name),
    hint,
    defaultValue: typed ?? now,
  }
  return (
    <div className={isBoth ? 'both-texts' : 'edit-field'}>
      {isBoth ? <TheirText name={name} label={label} theirs={now} /> : null}
      {rows ? <TextArea {...shared} rows={rows} /> : <TextField {...shared} />}
    </div>
  )
}

interface EditChoiceProps extends Omit<EditFieldProps, 'rows'> {
  choices: readonly Choice[]
  emptyLabel?: string
}

/** One choice of an edit; what somebody else has chosen meanwhile is said above it. */
export function EditChoice({ name, label, now, answer, choices, hint, emptyLabel }: EditChoiceProps) {
  const typed = answer.typed(name)
  const theirs = choices.find((choice) => choice.value === now)?.label ?? emptyLabel
  return (
    <SelectField
      name={name}
      label={label}
      defaultValue={typed ?? now}
      choices={choices}
      hint={chosenByOthers(answer, typed !== now, theirs) ?? hint}
      {...(emptyLabel === undefined ? {} : { emptyLabel })}
    />
  )
}

/** What stands on the server, after a conflict over a field that has no text to put side by side. */
export function chosenByOthers(
  answer: Answer,
  isDifferent: boolean,
  theirs: string | undefined,
): string | undefined {
  if (answer.failure?.code !== 'conflict' || !isDifferent) return undefined
  return m.cases_both_choices({ choices: theirs || m.cases_not_written() })
}
