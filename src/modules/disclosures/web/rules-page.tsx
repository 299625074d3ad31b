import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { readDisclosureRules, setDisclosureRules } from '../set-rules.ts'

export const loader = page({ rules: look(readDisclosureRules, () => ({})) })
export const action = form({ save: submit(setDisclosureRules, ({ form: posted }) => posted) })
export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.disclosures_rules_title()} - ${m.shell_product()}` }]

type Rules = ReturnType<typeof useLoaderData<typeof loader>>['rules']
type RuleName = 'withConsent' | 'withoutConsent' | 'dangerWithWhereabouts' | 'seeWithin' | 'replyWithin'

const labels: Readonly<Record<RuleName, () => string>> = {
  withConsent: m.disclosures_rules_with_consent,
  withoutConsent: m.disclosures_rules_without_consent,
  dangerWithWhereabouts: m.disclosures_rules_danger,
  seeWithin: m.disclosures_rules_see_within,
  replyWithin: m.disclosures_rules_reply_within,
}

const sentences: Readonly<Record<string, () => string>> = {
  disclosures_rules_changed: m.disclosures_rules_changed,
  disclosures_rules_see_range: m.disclosures_rules_see_range,
  disclosures_rules_reply_range: m.disclosures_rules_reply_range,
}
const sentence = (key: string) => (sentences[key] ?? m.disclosures_rules_choose)()

/** Who decides that something is told to another desk, and how soon it must be seen and answered. */
export default function RulesPage() {
  const { rules } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Partial<FormFailure> & { done?: unknown }>()
  return (
    <>
      <PageTitle
        title={m.disclosures_rules_title()}
        lead={m.disclosures_rules_lead()}
        actions={<LinkButton to="/requests/decisions">{m.disclosures_rules_back()}</LinkButton>}
      />
      <div className="stack referral-form">
        {answer?.done ? <Notice tone="success" title={m.disclosures_rules_saved()} live /> : null}
        {answer?.failure ? <Failure failure={answer.failure} /> : null}
        <p className="hint">{rules.rev === 0 ? m.disclosures_rules_ours() : m.disclosures_rules_own()}</p>
        <Panel title={m.disclosures_rules_panel()}>
          {rules.mayChange ? <Fields rules={rules} answer={answer} /> : <Standing rules={rules} />}
        </Panel>
        <Panel title={m.disclosures_rules_always()}>
          <ul className="list-disc pl-6">
            <li>{m.disclosures_rules_always_danger()}</li>
            <li>{m.disclosures_rules_always_whereabouts()}</li>
            <li>{m.disclosures_rules_always_stead()}</li>
          </ul>
        </Panel>
      </div>
    </>
  )
}

function Failure({ failure }: { failure: FormFailure['failure'] }) {
  const fields = Object.entries(failure.fields)
  if (fields.length > 0)
    return <ErrorSummary errors={fields.map(([id, key]) => ({ id, message: sentence(key) }))} />
  return (
    <div role="alert">
      <Notice tone="warning" title={sentence(failure.key)} />
    </div>
  )
}

function Fields({ rules, answer }: { rules: Rules; answer: Partial<FormFailure> | undefined }) {
  const typed = (name: RuleName) => {
    const value = answer?.values?.[name]
    return answer?.failure && typeof value === 'string' ? value : undefined
  }
  const error = (name: RuleName) => {
    const key = answer?.failure?.fields[name]
    return key ? sentence(key) : undefined
  }
  // Where a colleague was faster, what she set stands beside what was typed here.
  const hint = (name: RuleName) => {
    const own = typed(name)
    return own !== undefined && own !== String(rules[name])
      ? m.disclosures_rules_now({ value: valueWords(name, rules) })
      : m.disclosures_rules_default({ value: valueWords(name, rules.shipped) })
  }
  const choice = (name: keyof typeof choices) => (
    <ChoiceGroup
      kind="radio"
      name={name}
      label={labels[name]()}
      hint={hint(name)}
      required
      choices={Object.entries(choices[name]).map(([value, label]) => ({ value, label: label() }))}
      chosen={[typed(name) ?? rules[name]]}
      error={error(name)}
    />
  )
  const days = (name: 'seeWithin' | 'replyWithin') => (
    <TextField
      name={name}
      label={labels[name]()}
      hint={hint(name)}
      required
      inputMode="numeric"
      width="short"
      defaultValue={typed(name) ?? String(rules[name])}
      error={error(name)}
    />
  )
  return (
    <Form method="post" noValidate className="stack-small">
      <RevField now={rules.rev} isConflict={answer?.failure?.code === 'conflict'} />
      {choice('withConsent')}
      {choice('withoutConsent')}
      {choice('dangerWithWhereabouts')}
      {days('seeWithin')}
      {days('replyWithin')}
      <div className="action-row">
        <Button type="submit" variant="primary" name="intent" value="save">
          {m.disclosures_rules_save()}
        </Button>
      </div>
    </Form>
  )
}

/** For whoever may read the rule and not change it. */
function Standing({ rules }: { rules: Rules }) {
  const names = [
    'withConsent',
    'withoutConsent',
    'dangerWithWhereabouts',
    'seeWithin',
    'replyWithin',
  ] as const
  return (
    <>
      <DescriptionList
        items={names.map((name) => ({ term: labels[name](), detail: valueWords(name, rules) }))}
      />
      <p className="hint mt-3">{m.disclosures_rules_who_changes()}</p>
    </>
  )
}

const deciderWords = {
  counselor: m.disclosures_rules_counselor_seen,
  manager: m.disclosures_rules_manager,
}

const dangerWords = {
  act_first: m.disclosures_rules_danger_act_first,
  second_person: m.disclosures_rules_danger_second_person,
}
const choices: Readonly<
  Record<'withConsent' | 'withoutConsent' | 'dangerWithWhereabouts', Readonly<Record<string, () => string>>>
> = {
  withConsent: deciderWords,
  withoutConsent: deciderWords,
  dangerWithWhereabouts: dangerWords,
}

function valueWords(name: RuleName, rules: Pick<Rules, RuleName>): string {
  if (name === 'withConsent' || name === 'withoutConsent') return deciderWords[rules[name]]()
  if (name === 'dangerWithWhereabouts') return dangerWords[rules[name]]()
  return m.disclosures_rules_days({ count: rules[name] })
}
