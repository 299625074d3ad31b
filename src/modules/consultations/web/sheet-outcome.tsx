import { choicesOf, choicesWithBlanks } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { many, one } from '../../../ui/form/form-values.ts'
import { BlankReasons } from './blank-reasons.tsx'
import { ChipField } from './chip-field.tsx'
import { PlainField, PlainSelect, PlainText } from './plain-field.tsx'
import type { SheetProps } from './sheet-props.ts'

/** Advice, what was done, and what comes next. */
export function OutcomeFields({ values, errors }: SheetProps) {
  return (
    <>
      <PlainText
        name="wish"
        label={m.consultations_wish()}
        defaultValue={one(values, 'wish')}
        error={errors.wish}
      />
      <PlainText
        name="advice"
        label={m.consultations_advice()}
        defaultValue={one(values, 'advice')}
        error={errors.advice}
      />
      <ChipField
        name="actions[]"
        label={m.consultations_actions()}
        choices={choicesOf('action')}
        chosen={many(values, 'actions[]')}
        multiple
        error={errors.actions}
      />
      <PlainText
        name="actionNote"
        label={m.consultations_action_note()}
        defaultValue={one(values, 'actionNote')}
        error={errors.actionNote}
      />
      <div className="plain-row">
        <PlainField
          name="nextContact.on"
          label={m.consultations_next_on()}
          defaultValue={one(values, 'nextContact.on')}
          error={errors['nextContact.on']}
        />
        <PlainField
          name="nextContact.at"
          label={m.consultations_next_at()}
          defaultValue={one(values, 'nextContact.at')}
          error={errors['nextContact.at']}
          width="narrow"
        />
        <PlainField
          name="nextContact.by"
          label={m.consultations_next_by()}
          defaultValue={one(values, 'nextContact.by')}
        />
        <PlainField
          name="nextContact.note"
          label={m.consultations_next_note()}
          defaultValue={one(values, 'nextContact.note')}
        />
        <PlainSelect
          name="consentAsked"
          label={m.consultations_consent_asked()}
          defaultValue={one(values, 'consentAsked', 'not_asked')}
          choices={choicesWithBlanks('answer')}
        />
        <PlainField
          name="consentTo"
          label={m.consultations_consent_to()}
          defaultValue={one(values, 'consentTo')}
          width="wide"
        />
      </div>
      <BlankReasons fields={['wish']} values={values} />
    </>
  )
}
