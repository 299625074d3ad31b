import { choicesOf, choicesWithBlanks } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { ChipField } from './chip-field.tsx'
import { many, one } from './form-values.ts'
import { PlainField, PlainSelect, PlainText } from './plain-field.tsx'
import type { SheetProps } from './sheet-props.ts'

/** How the call came, and from whom. */
export function ContactFields({ values, errors }: SheetProps) {
  const isAboutHerself = one(values, 'caller.kind', 'self') === 'self'
  return (
    <>
      <ChipField
        name="channel"
        label={m.consultations_channel()}
        choices={choicesOf('channel')}
        chosen={[one(values, 'channel', 'phone')]}
        error={errors.channel}
      />
      <ChipField
        name="caller.kind"
        label={m.consultations_caller()}
        choices={choicesOf('caller')}
        chosen={[one(values, 'caller.kind', 'self')]}
        error={errors['caller.kind']}
      />
      <div className="plain-row">
        <PlainField
          name="day"
          label={m.consultations_day()}
          defaultValue={one(values, 'day')}
          error={errors.day}
        />
        <PlainField
          name="time"
          label={m.consultations_time()}
          defaultValue={one(values, 'time')}
          error={errors.time}
          width="narrow"
          inputMode="numeric"
        />
        <PlainField
          name="minutes"
          label={m.consultations_minutes()}
          defaultValue={one(values, 'minutes')}
          error={errors.minutes}
          width="narrow"
          inputMode="numeric"
        />
        <PlainSelect
          name="route"
          label={m.consultations_route()}
          defaultValue={one(values, 'route', 'not_asked')}
          choices={choicesWithBlanks('route')}
          error={errors.route}
        />
      </div>
      <details className="sheet-more" open={!isAboutHerself}>
        <summary>{m.consultations_caller_more()}</summary>
        <div className="plain-row">
          <PlainField
            name="caller.name"
            label={m.consultations_caller_name()}
            defaultValue={one(values, 'caller.name')}
          />
          <PlainField
            name="caller.relation"
            label={m.consultations_caller_relation()}
            defaultValue={one(values, 'caller.relation')}
          />
          <PlainField
            name="caller.agency"
            label={m.consultations_caller_agency()}
            defaultValue={one(values, 'caller.agency')}
          />
          <PlainField
            name="place"
            label={m.consultations_place()}
            defaultValue={one(values, 'place')}
            error={errors.place}
          />
          <PlainSelect
            name="countedAs"
            label={m.consultations_counted_as()}
            defaultValue={one(values, 'countedAs', 'counselling')}
            choices={[
              { value: 'counselling', label: m.consultations_counted_counselling() },
              { value: 'liaison', label: m.consultations_counted_liaison() },
            ]}
          />
          <PlainSelect
            name="isFirst"
            label={m.consultations_is_first()}
            defaultValue={one(values, 'isFirst', 'not_asked')}
            choices={choicesWithBlanks('answer')}
          />
        </div>
      </details>
    </>
  )
}

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
          label={m.consultations_time()}
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
    </>
  )
}
