import type { InputHTMLAttributes } from 'react'
import { Field, type FieldProps } from './field.tsx'

type Native = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'inputMode' | 'autoComplete' | 'defaultValue' | 'maxLength' | 'onInput' | 'spellCheck'
>

export interface TextFieldProps extends FieldProps, Native {
  width?: 'full' | 'short' | 'number'
}

/** Browsers offer earlier entries to whoever sits there next; nothing of a record may be remembered that way. */
export function TextField({ width = 'full', autoComplete = 'off', type = 'text', ...props }: TextFieldProps) {
  const { defaultValue, inputMode, maxLength, onInput, spellCheck } = props
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          {...{ type, autoComplete, defaultValue, inputMode, maxLength, onInput, spellCheck }}
          className={`input input-${width}`}
        />
      )}
    </Field>
  )
}

export function TimeField(props: Omit<TextFieldProps, 'type' | 'inputMode' | 'width'>) {
  return <TextField {...props} inputMode="numeric" width="short" />
}
