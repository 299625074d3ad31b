import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import {
  askForRules,
  decideOnRules,
  setAgreedRules,
  setRetentionRules,
  showRetentionRules,
} from '../set-retention-rules.ts'
import { AskedRules } from './asked-rules.tsx'
import { errorAt, problemsOf } from './complaint.ts'
import {
  countsFromWords,
  type Figure,
  type RuleName,
  ruleLabels,
  ruleNames,
  valueWords,
} from './rule-words.ts'
import './retention.css'

export const loader = page({ found: look(showRetentionRules, () => ({})) })
export const action = form({
  save: submit(setRetentionRules, ({ form: posted }) => posted),
  ask: submit(askForRules, ({ form: posted }) => posted),
  agree: submit(decideOnRules, ({ form: { actId, seal } }) => ({ actId, seal, answer: 'agree' })),
  decline: submit(decideOnRules, ({ form: { actId, seal } }) => ({ actId, seal, answer: 'decline' })),
  set: submit(setAgreedRules, ({ form: { actId } }) => ({ actId })),
})
export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.retention_rules()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']
type Done = { rev?: number; asked?: true; answer?: 'agree' | 'decline' }

function doneWord({ rev, asked, answer }: Done): string {
  if (rev !== undefined) return m.retention_rules_saved()
  if (asked) return m.retention_rules_asked_done()
  return answer === 'agree' ? m.retention_rules_agreed_done() : m.retention_rules_declined_done()
}

/** Years of this body's own document rules; ours until somebody sets them, and said to be ours. */
export default function RulesPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Partial<FormFailure> & { done?: Done }>()
  return (
    <div className="stack">
      <PageTitle
        title={m.retention_rules()}
        lead={m.retention_rules_lead()}
        actions={<LinkButton to="/disposals">{m.retention_back()}</LinkButton>}
      />
      <FormProblem answer={problemsOf(answer?.failure)} />
      {answer?.done ? <Notice tone="success" title={doneWord(answer.done)} live /> : null}
      <Notice title={found.rules.rev === 0 ? m.retention_rules_ours() : m.retention_rules_own()} />
      {found.asked.map((one) => (
        <AskedRules key={one.id} asked={one} rules={found.rules} />
      ))}
      <Panel title={m.retention_rules()}>
        {found.mayChange ? <Fields found={found} answer={answer} /> : <Standing found={found} />}
      </Panel>
    </div>
  )
}

function Fields({ found, answer }: { found: Found; answer: Partial<FormFailure> | undefined }) {
  const { rules, ours } = found
  const typed = (name: string) => {
    const value = answer?.values?.[name]
    return answer?.failure && typeof value === 'string' ? value : undefined
  }
  const hintOf = (name: RuleName) => {
    const standard = m.retention_rules_default({ value: valueWords(name, ours) })
    return name === 'backupDays' ? `${m.retention_rules_backup_hint()} ${standard}` : standard
  }
  const figure = (name: Figure) => (
    <TextField
      name={name}
      label={ruleLabels[name]()}
      hint={hintOf(name)}
      required
      inputMode="numeric"
      width="short"
      defaultValue={typed(name) ?? String(rules[name])}
      error={errorAt(answer?.failure, name)}
    />
  )
  return (
    <Form method="post" noValidate className="form-stack">
      <RevField now={rules.rev} isConflict={answer?.failure?.code === 'conflict'} />
      {figure('caseYears')}
      {figure('consultationYears')}
      {figure('childAge')}
      <ChoiceGroup
        kind="radio"
        name="countsFrom"
        label={ruleLabels.countsFrom()}
        hint={hintOf('countsFrom')}
        required
        choices={(['fiscal_year', 'day'] as const).map((value) => ({
          value,
          label: countsFromWords[value](),
        }))}
        chosen={[typed('countsFrom') ?? rules.countsFrom]}
        error={errorAt(answer?.failure, 'countsFrom')}
      />
      {figure('backupDays')}
      <p className="hint">{m.retention_rules_longer()}</p>
      <p className="hint">{m.retention_rules_two_hint()}</p>
      <div className="retention-acts">
        <Button type="submit" variant="primary" name="intent" value="save">
          {m.retention_rules_save()}
        </Button>
        <Button type="submit" name="intent" value="ask">
          {m.retention_rules_ask()}
        </Button>
      </div>
    </Form>
  )
}

function Standing({ found }: { found: Found }) {
  return (
    <>
      <DescriptionList
        items={ruleNames.map((name) => ({ term: ruleLabels[name](), detail: valueWords(name, found.rules) }))}
      />
      <p className="hint mt-3">{m.retention_rules_who()}</p>
    </>
  )
}
