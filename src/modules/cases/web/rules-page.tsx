import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { setCaseRules, showCaseRules } from '../set-case-rules.ts'
import { chosenByOthers } from './edit-field.tsx'
import { FailureNotice, useAnswer } from './failure.tsx'
import './cases.css'
import './case-forms.css'

export const loader = page({
  found: look(showCaseRules, ({ query }) => ({ deskId: query.get('deskId') || undefined })),
})
export const action = form({ save: submit(setCaseRules, ({ form: posted }) => posted) })
export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.cases_rules()} - ${m.shell_product()}` }]

export default function RulesPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const { rules, ours } = found
  const needsApproval = rules.closingNeedsApproval ? ['true'] : []
  const number = (name: 'quietDays' | 'retentionYears' | 'childAge', label: string) => (
    <TextField
      name={name}
      label={label}
      required
      inputMode="numeric"
      width="short"
      hint={
        chosenByOthers(answer, answer.typed(name) !== String(rules[name]), String(rules[name])) ??
        m.cases_rules_default({ value: ours[name] })
      }
      defaultValue={answer.typed(name) ?? String(rules[name])}
      error={answer.errorOf(name)}
    />
  )
  return (
    <div className="case-page-narrow">
      <PageTitle
        title={m.cases_rules()}
        lead={found.desks.find((desk) => desk.deskId === found.deskId)?.name}
      />
      <FailureNotice answer={answer} />
      {answer.done ? <Notice tone="success" title={m.cases_saved()} live /> : null}
      <Notice title={rules.isOurs ? m.cases_rules_ours() : m.cases_rules_own()} />
      <Panel title={m.cases_rules()}>
        <Form method="post" className="case-form">
          <input type="hidden" name="deskId" value={found.deskId} />
          <RevField name="mark" now={rules.mark} isConflict={answer.failure?.code === 'conflict'} />
          {number('quietDays', m.cases_rules_quiet())}
          {number('retentionYears', m.cases_rules_retention())}
          {number('childAge', m.cases_rules_child())}
          <ChoiceGroup
            kind="checkbox"
            name="closingNeedsApproval"
            label={m.cases_rules_closing()}
            choices={[{ value: 'true', label: m.cases_rules_closing_yes() }]}
            hint={chosenByOthers(answer, true, rules.closingNeedsApproval ? m.cases_rules_closing_yes() : '')}
            chosen={answer.failure ? [answer.typed('closingNeedsApproval') ?? ''] : needsApproval}
          />
          <Button type="submit" name="intent" value="save" variant="primary">
            {m.cases_save()}
          </Button>
        </Form>
      </Panel>
    </div>
  )
}
