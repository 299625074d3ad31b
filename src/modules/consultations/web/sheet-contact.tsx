import { choicesOf, choicesWithBlanks } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { one } from '../../../ui/form/form-values.ts'
import { BlankReasons } from './blank-reasons.tsx'
import { ChipField } from './chip-field.tsx'
import { PlainField, PlainSelect } from './plain-field.tsx'
import type { SheetProps } from './sheet-props.ts'

/** How the contact came, and from whom. */
export function ContactFields({ values, now, errors }: SheetProps) {
  return (
    <>
      <ChipField
        name="channel"
        label={m.consultations_channel()}
        choices={choicesOf('channel')}
        chosen={[one(values, 'channel', 'phone')]}
        error={errors.channel}
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
      </div>
      <CallerFields {...{ values, now, errors }} />
      <div className="plain-row">
        <PlainSelect
          name="route"
          label={m.consultations_route()}
          defaultValue={one(values, 'route', 'not_asked')}
          choices={choicesWithBlanks('route')}
          error={errors.route}
        />
        <PlainSelect
          name="isFirst"
          label={m.consultations_is_first()}
          defaultValue={one(values, 'isFirst', 'not_asked')}
          choices={choicesWithBlanks('answer')}
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
      </div>
      <BlankReasons fields={['place', 'callerName']} values={values} />
    </>
  )
}

/** Who is on the line, where that is not the person supported: her own part of the sheet stays hers. */
function CallerFields({ values, now, errors }: SheetProps) {
  const kind = one(now, 'caller.kind', 'self')
  const text = (field: 'name' | 'relation' | 'agency' | 'phone', label: string) => (
    <PlainField
      name={`caller.${field}`}
      label={label}
      defaultValue={one(values, `caller.${field}`)}
      error={errors[`caller.${field}`]}
      {...(field === 'phone' ? { inputMode: 'tel' } : {})}
    />
  )
  return (
    <>
      <ChipField
        name="caller.kind"
        label={m.consultations_caller()}
        choices={choicesWithBlanks('caller')}
        chosen={[one(values, 'caller.kind', 'self')]}
        error={errors['caller.kind']}
      />
      <div className="plain-row caller-fields" data-self={kind === 'self'}>
        {text('name', m.consultations_caller_name())}
        {text('relation', m.consultations_caller_relation())}
        {text('phone', m.consultations_caller_phone())}
        {text('agency', m.consultations_caller_agency())}
      </div>
    </>
  )
}
