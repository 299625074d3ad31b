import { m } from '../../../platform/words/words.ts'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { kinRelations } from '../contract.ts'
import { relationWords } from './kin-words.ts'

interface KinFieldsProps {
  errorOf: (field: string) => string | undefined
  typed: Record<string, unknown>
  /** Nothing was declared yet: one begins with oneself. */
  isFirst: boolean
}

/** Name with its reading; birth date and number make a mistaken match less likely. */
export function KinFields({ errorOf, typed, isFirst }: KinFieldsProps) {
  const text = (name: string) => (typeof typed[name] === 'string' ? (typed[name] as string) : '')
  const field = (name: string, label: string, required = true) => (
    <TextField
      name={name}
      label={label}
      defaultValue={text(name)}
      error={errorOf(name)}
      required={required}
      maxLength={60}
    />
  )
  return (
    <>
      <SelectField
        name="relation"
        label={m.conflicts_relation()}
        choices={kinRelations.map((value) => ({ value, label: relationWords[value]() }))}
        emptyLabel={m.conflicts_relation_choose()}
        defaultValue={text('relation') || (isFirst ? 'self' : '')}
        error={errorOf('relation')}
        required
      />
      <div className="kin-names">
        {field('family', m.conflicts_family())}
        {field('given', m.conflicts_given())}
        {field('familyKana', m.conflicts_family_kana())}
        {field('givenKana', m.conflicts_given_kana())}
      </div>
      <DateField
        name="birthDate"
        label={m.conflicts_birth_date()}
        hint={m.conflicts_birth_date_hint()}
        defaultValue={text('birthDate')}
        error={errorOf('birthDate')}
        today={dayOf(new Date())}
      />
      <TextField
        name="phone"
        label={m.conflicts_phone()}
        type="tel"
        defaultValue={text('phone')}
        error={errorOf('phone')}
        width="number"
      />
    </>
  )
}
