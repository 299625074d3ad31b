import { m } from '../platform/words/words.ts'

export interface PresentPerson {
  name: string
  isEditing: boolean
}

/** Who else has this record open; nothing when nobody has. */
export function PresentPeople({ people }: { people: readonly PresentPerson[] }) {
  if (people.length === 0) return null
  return (
    <div className="present">
      <span>{m.ui_present()}</span>
      <ul>
        {people.map(({ name, isEditing }) => (
          <li key={name} data-editing={isEditing}>
            {name}
            <span>{isEditing ? m.ui_present_editing() : m.ui_present_reading()}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
