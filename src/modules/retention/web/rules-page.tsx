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
import { setRetentionRules, showRetentionRules } from '../set-retention-rules.ts'
import { errorAt, problemsOf } from './complaint.ts'

export const loader = page({ found: look(showRetentionRules, () => ({})) })
export const action = form({ save: submit(setRetentionRules, ({ form: posted }) => posted) })
export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'
export const meta = () => [{ title: `${m.retention_rules()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']
type Figure = 'caseYears' | 'consultationYears' | 'childAge' | 'backupDays'

const labels: Readonly<Record<Figure | 'countsFrom', () => string>> = {
  caseYears: m.retention_rules_case,
  consultationYears: m.retention_rules_consultation,
  childAge: m.retention_rules_child,
  countsFrom: m.retention_rules_from,
  backupDays: m.retention_rules_backup,
}
const countsFromWords = { fiscal_year: m.retention_rules_from_year, day: m.retention_rules_from_day }

function valueWords(name: Figure | 'countsFrom', rules: Found['ours']): string {
  if (name === 'countsFrom') return countsFromWords[rules.countsFrom]()
  if (name === 'childAge') return m.retention_age({ count: rules[name] })
  return name === 'backupDays'
    ? m.retention_days({ count: rules[name] })
    : m.retention_years({ count: rules[name] })
}

/** Years of this body's own document rules; ours until somebody sets them, and said to be ours. */
export default function RulesPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Partial<FormFailure> & { done?: unknown }>()
  return (
    <div className="stack">
      <PageTitle
        title={m.retention_rules()}
        lead={m.retention_rules_lead()}
        actions={<LinkButton to="/disposals">{m.retention_back()}</LinkButton>}
      />
      <FormProblem answer={problemsOf(answer?.failure)} />
      {answer?.done ? <Notice tone="success" title={m.retention_rules_saved()} live /> : null}
      <Notice title={found.rules.rev === 0 ? m.retention_rules_ours() : m.retention_rules_own()} />
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
  const hintOf = (name: Figure | 'countsFrom') => {
    const standard = m.retention_rules_default({ value: valueWords(name, ours) })
    return name === 'backupDays' ? `${m.retention_rules_backup_hint()} ${standard}` : standard
  }
  const figure = (name: Figure) => (
    <TextField
      name={name}
      label={labels[name]()}
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
        label={labels.countsFrom()}
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
      <div>
        <Button type="submit" variant="primary" name="intent" value="save">
          {m.retention_rules_save()}
        </Button>
      </div>
    </Form>
  )
}

function Standing({ found }: { found: Found }) {
  const names = ['caseYears', 'consultationYears', 'childAge', 'countsFrom', 'backupDays'] as const
  return (
    <>
      <DescriptionList
        items={names.map((name) => ({ term: labels[name](), detail: valueWords(name, found.rules) }))}
      />
      <p className="hint mt-3">{m.retention_rules_who()}</p>
    </>
  )
}
