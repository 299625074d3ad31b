import { choicesWithBlanks } from '../../../codes/words.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { type FormValues, one } from '../../../ui/form/form-values.ts'
import { type ContactPlan, contactSentence, warningsOf } from '../../people/codes.ts'
import type { SafeContact } from '../../people/contract.ts'
import { BlankReasons } from './blank-reasons.tsx'
import { ChipField } from './chip-field.tsx'
import { PlainField } from './plain-field.tsx'
import type { SheetProps } from './sheet-props.ts'

const fields = [
  'mayContact',
  'phone',
  'from',
  'until',
  'days',
  'voicemail',
  'mail',
  'callerName',
  'whoMayAnswer',
  'codeWord',
  'never',
] as const satisfies readonly (keyof SafeContact)[]

function contactFrom(values: FormValues): ContactPlan {
  return Object.fromEntries(fields.map((field) => [field, one(values, `safeContact.${field}`)]))
}

/** How she may be reached, and the sentence that is spoken before each call. */
export function SafeContactFields({ values, now, errors }: SheetProps) {
  const text = (field: (typeof fields)[number], label: string, width?: 'narrow' | 'wide') => (
    <PlainField
      name={`safeContact.${field}`}
      label={label}
      defaultValue={one(values, `safeContact.${field}`)}
      error={errors[`safeContact.${field}`]}
      {...(width ? { width } : {})}
    />
  )
  const choice = (field: (typeof fields)[number], label: string) => (
    <ChipField
      name={`safeContact.${field}`}
      label={label}
      choices={choicesWithBlanks('answer')}
      chosen={[one(values, `safeContact.${field}`, 'not_asked')]}
    />
  )
  return (
    <>
      <SafeSentence plan={contactFrom(now)} never={one(now, 'safeContact.never')} />
      {choice('mayContact', m.consultations_safe_may_contact())}
      {choice('voicemail', m.consultations_safe_voicemail_label())}
      <div className="plain-row">
        {text('from', m.consultations_safe_from_label(), 'narrow')}
        {text('until', m.consultations_safe_until_label(), 'narrow')}
        {text('days', m.consultations_safe_days())}
        {text('callerName', m.consultations_safe_caller_name_label())}
        {text('phone', m.consultations_safe_phone())}
        {text('whoMayAnswer', m.consultations_safe_who_label())}
        {text('codeWord', m.consultations_safe_code_word_label())}
        <PlainField
          name="safeContact.checkAgainOn"
          label={m.consultations_safe_check_again()}
          defaultValue={one(values, 'safeContact.checkAgainOn')}
          error={errors['safeContact.checkAgainOn']}
        />
        {text('never', m.consultations_safe_never_label(), 'wide')}
      </div>
      {choice('mail', m.consultations_safe_mail_label())}
      <BlankReasons fields={['safeContact']} values={values} />
    </>
  )
}

/** What is spoken before each call, and what must not be done; each warning once. */
export function SafeSentence({ plan, never, isTop }: { plan: ContactPlan; never: string; isTop?: boolean }) {
  const sentence = contactSentence(plan)
  const warnings = warningsOf(never)
  const className = isTop ? 'safe-sentence safe-sentence-top' : 'safe-sentence'
  return (
    <div className={className} data-empty={sentence === '' && warnings.length === 0}>
      <span>{m.consultations_safe_sentence()}</span>
      <strong>{sentence || m.people_contact_nothing()}</strong>
      {warnings.length > 0 ? (
        <>
          <span>{m.consultations_safe_never_label()}</span>
          <strong>{spaced(warnings)}</strong>
        </>
      ) : null}
    </div>
  )
}
