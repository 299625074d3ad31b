import type { HTMLInputTypeAttribute } from 'react'
import type { Choice } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'

interface PlainFieldProps {
  name: string
  label: string
  defaultValue: string
  error?: string | undefined
  type?: HTMLInputTypeAttribute
  inputMode?: 'text' | 'tel' | 'numeric'
  /** How wide the box stands among its neighbours. */
  width?: 'narrow' | 'middle' | 'wide'
  lang?: string
}

/** A dense field of the consultation sheet: label above, no "optional" beside each of sixty optional fields. */
export function PlainField({
  name,
  label,
  defaultValue,
  error,
  width = 'middle',
  ...input
}: PlainFieldProps) {
  return (
    <div className={`plain-field plain-field-${width}`} data-invalid={error !== undefined}>
      <label htmlFor={name}>{label}</label>
      <PlainError name={name} error={error} />
      <input
        {...input}
        id={name}
        name={name}
        className="input"
        defaultValue={defaultValue}
        autoComplete="off"
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
    </div>
  )
}

export function PlainText({
  name,
  label,
  defaultValue,
  error,
  rows = 2,
}: Pick<PlainFieldProps, 'name' | 'label' | 'defaultValue' | 'error'> & { rows?: number }) {
  return (
    <div className="plain-field plain-field-full" data-invalid={error !== undefined}>
      <label htmlFor={name}>{label}</label>
      <PlainError name={name} error={error} />
      <textarea
        id={name}
        name={name}
        className="input"
        rows={rows}
        defaultValue={defaultValue}
        autoComplete="off"
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
    </div>
  )
}

export function PlainSelect({
  name,
  label,
  defaultValue,
  choices,
  emptyLabel,
  error,
}: Pick<PlainFieldProps, 'name' | 'label' | 'defaultValue' | 'error'> & {
  choices: readonly Choice[]
  emptyLabel?: string
}) {
  return (
    <div className="plain-field plain-field-middle" data-invalid={error !== undefined}>
      <label htmlFor={name}>{label}</label>
      <PlainError name={name} error={error} />
      <select
        id={name}
        name={name}
        className="input plain-select"
        defaultValue={defaultValue}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      >
        {emptyLabel === undefined ? null : <option value="">{emptyLabel}</option>}
        {choices.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

function PlainError({ name, error }: { name: string; error?: string | undefined }) {
  return error ? (
    <p id={`${name}-error`} className="field-error">
      {m.ui_error_mark()}
      {error}
    </p>
  ) : null
}
