import { FieldNotes, type FieldProps, Requirement } from './field.tsx'
import type { Choice } from './select-field.tsx'

interface ChoiceGroupProps extends FieldProps {
  kind: 'radio' | 'checkbox'
  choices: readonly Choice[]
  chosen?: readonly string[]
  /** Short choices may stand side by side. */
  inline?: boolean
}

/** Radio buttons or checkboxes. The first one carries the group's id, so that an error summary can lead there. */
export function ChoiceGroup(props: ChoiceGroupProps) {
  const { kind, name, label, required, hint, error, choices, chosen = [], inline = false } = props
  const id = props.id ?? name
  // Some screen readers skip a fieldset's description, so the error is also tied to each choice.
  const described = error ? `${id}-error` : undefined
  return (
    <fieldset
      className="field"
      data-invalid={error !== undefined}
      aria-describedby={hint ? `${id}-hint` : undefined}
    >
      <legend className="field-label">
        {label} <Requirement required={required} />
      </legend>
      <FieldNotes id={id} hint={hint} error={error} />
      <div className={inline ? 'choices choices-inline' : 'choices'}>
        {choices.map((choice, index) => {
          const choiceId = index === 0 ? id : `${id}-${index}`
          const hintId = choice.hint ? `${choiceId}-choice-hint` : undefined
          return (
            <div key={choice.value} className="choice">
              <input
                type={kind}
                id={choiceId}
                name={name}
                value={choice.value}
                defaultChecked={chosen.includes(choice.value)}
                aria-invalid={(kind === 'checkbox' && error !== undefined) || undefined}
                aria-describedby={[hintId, described].filter(Boolean).join(' ') || undefined}
              />
              <label htmlFor={choiceId}>{choice.label}</label>
              {choice.hint ? (
                <p id={hintId} className="hint">
                  {choice.hint}
                </p>
              ) : null}
            </div>
          )
        })}
      </div>
    </fieldset>
  )
}
