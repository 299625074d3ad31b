import { choicesOf, choicesWithBlanks } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { many, one } from '../../../ui/form/form-values.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { ageOn } from '../../people/codes.ts'
import { BlankReasons } from './blank-reasons.tsx'
import { CallerHint } from './caller-hint.tsx'
import { ChipField } from './chip-field.tsx'
import { PlainField, PlainSelect } from './plain-field.tsx'
import type { SheetProps } from './sheet-props.ts'

/** Who she is, as far as she says. Left blank, no person is made. */
export function PersonFields(sheet: SheetProps) {
  const { values, now, isPersonElsewhere } = sheet
  const isSelf = one(now, 'caller.kind', 'self') === 'self'
  return (
    <>
      {isSelf ? null : <p className="hint">{m.consultations_person_not_caller()}</p>}
      {isPersonElsewhere ? (
        <p className="hint">{m.consultations_person_elsewhere()}</p>
      ) : (
        <IdentityFields {...sheet} />
      )}
      <ChipField
        name="person.sex"
        label={m.consultations_sex()}
        choices={choicesWithBlanks('sex')}
        chosen={[one(values, 'person.sex', 'not_asked')]}
      />
      <ChipField
        name="person.ageBand"
        label={m.consultations_age_band()}
        choices={choicesWithBlanks('ageBand')}
        chosen={[one(values, 'person.ageBand', 'not_asked')]}
        note={ageWords(sheet)}
      />
      <BlankReasons fields={['name', 'birthDate', 'phone']} values={values} />
    </>
  )
}

/** Age on the day of the contact, once a birth date can be read: nobody counts in her head. */
function ageWords({ now }: SheetProps): string | undefined {
  const birthDate = parseJapaneseDate(one(now, 'person.birthDate'))
  const day = parseJapaneseDate(one(now, 'day'))
  if (!birthDate || !day || birthDate > day) return undefined
  return m.consultations_age_on_day({ years: ageOn(day, birthDate) })
}

/** Number and kana first: by them she may be known. */
function IdentityFields({ values, now, errors }: SheetProps) {
  const kana = `${one(now, 'person.familyKana')}${one(now, 'person.givenKana')}`
  return (
    <>
      <CallerHint phone={one(now, 'person.phone')} kana={kana} birthDate={one(now, 'person.birthDate')} />
      <div className="plain-row">
        <PlainField
          name="person.phone"
          label={m.consultations_phone()}
          defaultValue={one(values, 'person.phone')}
          error={errors['person.phone']}
          inputMode="tel"
        />
        <PlainField
          name="person.birthDate"
          label={m.consultations_birth_date()}
          defaultValue={one(values, 'person.birthDate')}
          error={errors['person.birthDate']}
        />
        <PlainField
          name="person.familyKana"
          label={m.consultations_family_kana()}
          defaultValue={one(values, 'person.familyKana')}
          error={errors['person.familyKana']}
        />
        <PlainField
          name="person.givenKana"
          label={m.consultations_given_kana()}
          defaultValue={one(values, 'person.givenKana')}
          error={errors['person.givenKana']}
        />
        <PlainField
          name="person.family"
          label={m.consultations_family()}
          defaultValue={one(values, 'person.family')}
          error={errors['person.family']}
        />
        <PlainField
          name="person.given"
          label={m.consultations_given()}
          defaultValue={one(values, 'person.given')}
          error={errors['person.given']}
        />
        <PlainField
          name="person.phoneNote"
          label={m.consultations_phone_note()}
          defaultValue={one(values, 'person.phoneNote')}
          error={errors['person.phoneNote']}
          width="wide"
        />
      </div>
      <label className="plain-check">
        <input
          type="checkbox"
          name="person.isPseudonym"
          defaultChecked={many(values, 'person.isPseudonym').length > 0}
        />
        {m.consultations_pseudonym()}
      </label>
    </>
  )
}

/** Languages and needs. */
export function NeedsFields({ values, errors }: SheetProps) {
  return (
    <>
      <ChipField
        name="languages[]"
        label={m.consultations_languages()}
        choices={choicesOf('language')}
        chosen={many(values, 'languages[]')}
        multiple
      />
      <div className="plain-row">
        <PlainSelect
          name="interpreter"
          label={m.consultations_interpreter()}
          defaultValue={one(values, 'interpreter', 'not_asked')}
          choices={choicesWithBlanks('need')}
        />
        <PlainField
          name="accessNeeds"
          label={m.consultations_access_needs()}
          defaultValue={one(values, 'accessNeeds')}
          error={errors.accessNeeds}
          width="wide"
        />
      </div>
      <BlankReasons fields={['languages', 'accessNeeds']} values={values} />
    </>
  )
}
