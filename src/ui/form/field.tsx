import type { ReactNode } from 'react'
import { m } from '../../platform/words/words.ts'

export interface FieldProps {
  name: string
  label: string
  /** Defaults to the name; give one where two forms on a page share names. */
  id?: string | undefined
  required?: boolean | undefined
  hint?: string | undefined
  error?: string | undefined
}

export interface DescribedControl {
  id: string
  name: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
}

/** Label above, then support text, then the error, then the control, joined for those who hear the page. */
export function Field(
  props: FieldProps & { children: (control: DescribedControl) => ReactNode; after?: ReactNode },
) {
  const { name, label, required, hint, error, children, after } = props
  const id = props.id ?? name
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field" data-invalid={error !== undefined}>
      <label htmlFor={id} className="field-label">
        {label} <Requirement required={required} />
      </label>
      <FieldNotes id={id} hint={hint} error={error} />
      {children({
        id,
        name,
        'aria-invalid': error !== undefined || undefined,
        'aria-describedby': described || undefined,
      })}
      {after}
    </div>
  )
}

export function Requirement({ required }: { required?: boolean | undefined }) {
  return (
    <span className={required ? 'required' : 'optional'}>{required ? m.ui_required() : m.ui_optional()}</span>
  )
}

export function FieldNotes({
  id,
  hint,
  error,
}: {
  id: string
  hint?: string | undefined
  error?: string | undefined
}) {
  return (
    <>
      {hint ? (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="field-error">
          {m.ui_error_mark()}
          {error}
        </p>
      ) : null}
    </>
  )
}
