import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { setWatch, showWatch } from '../set-watch.ts'
import { type Thresholds, thresholdBounds, thresholdKeys } from '../thresholds.ts'
import { thresholdWords } from './alert-words.ts'
import { useViewingAnswer } from './viewing-answer.ts'
import './viewing.css'

export const loader = page({ found: look(showWatch, () => ({})) })
export const action = form({ set: submit(setWatch, ({ form: posted }) => posted) })
export const meta = () => [{ title: `${m.viewing_rules_title()} - ${m.shell_product()}` }]

type Found = ReturnType<typeof useLoaderData<typeof loader>>['found']

/** From where on viewing is unusual, and whether her own list names staff. */
export default function RulesPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useViewingAnswer()
  return (
    <div className="stack">
      <PageTitle title={m.viewing_rules_title()} lead={m.viewing_rules_lead()} />
      <FormProblem answer={{ errors: answer.errors, problem: answer.problem }} />
      {answer.done ? <Notice tone="success" title={m.viewing_rules_saved()} live /> : null}
      {found.maySet ? <RulesForm found={found} answer={answer} /> : <Rules found={found} />}
    </div>
  )
}

function Rules({ found }: { found: Found }) {
  return (
    <Panel title={found.isOurs ? m.viewing_rules_ours() : m.viewing_rules_set()}>
      <DescriptionList
        hasLongTerms
        items={[
          ...thresholdKeys.map((key) => ({
            term: thresholdWords[key](),
            detail: String(found.thresholds[key]),
          })),
          {
            term: m.viewing_rules_names(),
            detail: found.namesInReport ? m.viewing_rules_names_yes() : m.viewing_rules_names_no(),
          },
        ]}
      />
    </Panel>
  )
}

function RulesForm({ found, answer }: { found: Found; answer: ReturnType<typeof useViewingAnswer> }) {
  const typed = (key: keyof Thresholds) => {
    const value = answer.values[key]
    return typeof value === 'string' ? value : String(found.thresholds[key])
  }
  return (
    <Panel title={found.isOurs ? m.viewing_rules_ours() : m.viewing_rules_set()}>
      <Form method="post" noValidate className="form-stack">
        <p className="hint">{m.viewing_rules_change_text()}</p>
        <div className="viewing-thresholds">
          {thresholdKeys.map((key) => (
            <TextField
              key={key}
              name={key}
              label={thresholdWords[key]()}
              hint={m.viewing_rules_bounds({ least: thresholdBounds[key][0], most: thresholdBounds[key][1] })}
              inputMode="numeric"
              width="short"
              required
              defaultValue={typed(key)}
              error={answer.errorOf(key)}
            />
          ))}
        </div>
        <ChoiceGroup
          kind="radio"
          name="namesInReport"
          label={m.viewing_rules_names()}
          required
          choices={[
            { value: 'no', label: m.viewing_rules_names_no(), hint: m.viewing_rules_names_no_hint() },
            { value: 'yes', label: m.viewing_rules_names_yes() },
          ]}
          chosen={[found.namesInReport ? 'yes' : 'no']}
          error={answer.errorOf('namesInReport')}
        />
        <div>
          <Button type="submit" name="intent" value="set">
            {m.viewing_rules_save()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
