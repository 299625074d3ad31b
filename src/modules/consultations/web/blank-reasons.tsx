import { choicesOf } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { type FormValues, one } from '../../../ui/form/form-values.ts'
import type { BlankField } from '../contract.ts'
import { PlainSelect } from './plain-field.tsx'

/** Why something without a list of answers stayed blank: 未聴取, 不明 or 答えたくない. */
export function BlankReasons({ fields, values }: { fields: readonly BlankField[]; values: FormValues }) {
  const isSaid = fields.some((field) => one(values, `blanks.${field}`, 'not_asked') !== 'not_asked')
  return (
    <details className="sheet-more" open={isSaid}>
      <summary>{m.consultations_blanks()}</summary>
      <div className="plain-row">
        {fields.map((field) => (
          <PlainSelect
            key={field}
            name={`blanks.${field}`}
            label={blankLabel(field)}
            defaultValue={one(values, `blanks.${field}`, 'not_asked')}
            choices={choicesOf('blank')}
          />
        ))}
      </div>
    </details>
  )
}

/** What the field is called, beside its reason. */
export function blankLabel(field: BlankField): string {
  const words: Record<BlankField, () => string> = {
    name: m.consultations_blank_name,
    birthDate: m.consultations_birth_date,
    phone: m.consultations_phone,
    place: m.consultations_place,
    callerName: m.consultations_caller_name,
    languages: m.consultations_languages,
    accessNeeds: m.consultations_access_needs,
    nationality: m.consultations_nationality,
    counterpart: m.consultations_counterpart,
    safeContact: m.consultations_section_safe_contact,
    wish: m.consultations_wish,
  }
  return words[field]()
}
