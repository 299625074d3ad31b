import { choicesOf, choicesWithBlanks } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { warningsOf } from '../../people/codes.ts'
import type { SafetyDocument } from '../contract.ts'
import { EditChoice, EditField } from './edit-field.tsx'
import type { Answer } from './failure.tsx'

/** How she may be reached, what never to do, and who the counterpart is. */
export function SafetyFields({ safety, answer }: { safety: SafetyDocument; answer: Answer }) {
  const { contact, counterpart } = safety
  const inContact = (
    name: 'phone' | 'from' | 'until' | 'days' | 'callerName' | 'whoMayAnswer' | 'codeWord',
  ) => ({
    name: `safety.contact.${name}`,
    now: contact[name],
    answer,
  })
  const inCounterpart = (name: 'name' | 'features' | 'works' | 'pursuit') => ({
    name: `safety.counterpart.${name}`,
    now: counterpart[name],
    answer,
  })
  const choose = (name: 'mayContact' | 'voicemail' | 'mail', label: string) => (
    <EditChoice
      name={`safety.contact.${name}`}
      label={label}
      now={contact[name]}
      answer={answer}
      choices={choicesWithBlanks('answer')}
    />
  )
  return (
    <>
      {/* One box for what must never be done: what her plan says of it moves here with the next save. */}
      <input type="hidden" name="safety.contact.never" value="" />
      <input type="hidden" name="safety.contact.checkAgainOn" value={contact.checkAgainOn ?? ''} />
      <fieldset className="case-group">
        <legend>{m.cases_safe_contact()}</legend>
        <div className="case-grid">
          {choose('mayContact', m.cases_safe_may_contact())}
          <EditField {...inContact('phone')} label={m.cases_safe_phone()} />
          <EditField {...inContact('from')} label={m.cases_safe_from()} hint={m.cases_safe_time_hint()} />
          <EditField {...inContact('until')} label={m.cases_safe_until()} hint={m.cases_safe_time_hint()} />
          <EditField {...inContact('days')} label={m.cases_safe_days()} />
          {choose('voicemail', m.cases_safe_voicemail())}
          {choose('mail', m.cases_safe_mail())}
          <EditField {...inContact('callerName')} label={m.cases_safe_caller_name()} />
          <EditField {...inContact('whoMayAnswer')} label={m.cases_safe_who_label()} />
          <EditField {...inContact('codeWord')} label={m.cases_safe_code_word_label()} />
        </div>
      </fieldset>
      <EditField
        name="safety.never"
        now={warningsOf(safety.never, contact.never).join('\n')}
        answer={answer}
        label={m.cases_safe_never()}
        rows={3}
      />
      <fieldset className="case-group">
        <legend>{m.cases_safe_counterpart()}</legend>
        <div className="case-grid">
          <EditField {...inCounterpart('name')} label={m.cases_counterpart_name()} />
          <EditChoice
            name="safety.counterpart.relation"
            label={m.cases_relation()}
            now={counterpart.relation ?? ''}
            answer={answer}
            choices={choicesOf('relation')}
          />
          <EditField {...inCounterpart('features')} label={m.cases_counterpart_features()} />
          <EditField {...inCounterpart('works')} label={m.cases_counterpart_works()} />
          <EditField {...inCounterpart('pursuit')} label={m.cases_counterpart_pursuit()} />
        </div>
      </fieldset>
    </>
  )
}
