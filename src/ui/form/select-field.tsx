import { m } from '../../platform/words/words.ts'
import { Icon } from '../icon.tsx'
import { Field, type FieldProps } from './field.tsx'

export interface Choice {
  value: string
  label: string
  hint?: string
}

interface SelectFieldProps extends FieldProps {
  choices: readonly Choice[]
  defaultValue?: string
  /** The word for "nothing chosen". */
  emptyLabel?: string
}

export function SelectField({ choices, defaultValue = '', emptyLabel, ...props }: SelectFieldProps) {
  return (
    <Field {...props}>
      {(control) => (
        <span className="select-box">
          <select {...control} className="input select" defaultValue={defaultValue}>
            <option value="">{emptyLabel ?? m.ui_select_none()}</option>
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" />
        </span>
      )}
    </Field>
  )
}
