import { m } from '../../platform/words/words.ts'
import { Notice } from '../notice.tsx'

export interface ConflictingField {
  name: string
  label: string
  mine: string
  theirs: string
}

interface ConflictViewProps {
  savedBy: string
  savedAt: string
  fields: readonly ConflictingField[]
}

/** Two wordings side by side, one choice per field. Belongs inside the form that is saved again; nothing is lost. */
export function ConflictView({ savedBy, savedAt, fields }: ConflictViewProps) {
  const theirs = m.ui_conflict_theirs({ name: savedBy, time: savedAt })
  return (
    <div className="conflict">
      <Notice tone="warning" title={m.ui_conflict_title()}>
        <p>{m.ui_conflict_text()}</p>
      </Notice>
      {fields.map((field) => (
        <fieldset key={field.name}>
          <legend className="field-label">{field.label}</legend>
          <div className="conflict-pair">
            <Version field={field.name} value="theirs" title={theirs} text={field.theirs} />
            <Version
              field={field.name}
              value="mine"
              title={m.ui_conflict_mine()}
              text={field.mine}
              isDefault
            />
          </div>
        </fieldset>
      ))}
    </div>
  )
}

interface VersionProps {
  field: string
  value: 'mine' | 'theirs'
  title: string
  text: string
  isDefault?: boolean
}

function Version({ field, value, title, text, isDefault = false }: VersionProps) {
  const id = `keep-${field}-${value}`
  return (
    <div className="conflict-version">
      <div className="choice">
        <input
          type="radio"
          id={id}
          name={`keep-${field}`}
          value={value}
          defaultChecked={isDefault}
          aria-describedby={`${id}-text`}
        />
        <label htmlFor={id}>{title}</label>
      </div>
      <p id={`${id}-text`}>{text === '' ? m.ui_conflict_empty() : text}</p>
    </div>
  )
}
