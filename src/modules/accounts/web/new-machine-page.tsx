import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { askMachine } from '../ask-machine.ts'
import { MachineScopeCode, usualMachineDays } from '../contract.ts'
import { listDeskChoices } from '../list-desk-choices.ts'
import { scopeWords } from './machine-words.ts'
import { type Answer, type OutputOf, useAnswer } from './outcome.ts'

export const loader = page({ choices: look(listDeskChoices, () => ({})) })

export const action = form({ ask: submit(askMachine, ({ form: posted }) => posted) })

type Asked = OutputOf<typeof askMachine>

export default function NewMachinePage() {
  const answer = useAnswer<Asked>()
  return (
    <>
      <title>{m.accounts_machines_new()}</title>
      <PageTitle title={m.accounts_machines_new()} lead={m.accounts_machines_lead()} />
      {answer.done ? <AskedNotice /> : <AskForm answer={answer} />}
    </>
  )
}

function AskedNotice() {
  return (
    <div className="stack">
      <Notice tone="success" title={m.accounts_machine_asked()} live />
      <p>
        <LinkButton to="/accounts/machines" reloadDocument>
          {m.accounts_machine_back()}
        </LinkButton>
      </p>
    </div>
  )
}

function AskForm({ answer }: { answer: Answer<Asked> }) {
  const { choices } = useLoaderData<typeof loader>()
  return (
    <Form method="post" className="panel form-stack max-w-2xl">
      <FormProblem answer={answer} />
      <p>{m.accounts_machine_ask_lead()}</p>
      <TextField
        name="name"
        label={m.accounts_machine_name()}
        hint={m.accounts_machine_name_hint()}
        required
        maxLength={60}
        defaultValue={answer.valueOf('name')}
        error={answer.errorOf('name')}
      />
      <ChoiceGroup
        kind="checkbox"
        id="scopes"
        name="scopes[]"
        label={m.accounts_machine_scopes()}
        required
        chosen={answer.valuesOf('scopes')}
        error={answer.errorOf('scopes')}
        choices={MachineScopeCode.options.map((scope) => ({
          value: scope,
          label: scopeWords[scope].label(),
          ...(scopeWords[scope].hint ? { hint: scopeWords[scope].hint() } : {}),
        }))}
      />
      <SelectField
        name="deskId"
        label={m.accounts_machine_desk_label()}
        hint={m.accounts_machine_desk_hint()}
        required
        defaultValue={answer.valueOf('deskId')}
        error={answer.errorOf('deskId')}
        choices={choices.desks
          .filter((desk) => desk.isFounded && desk.holdsCases)
          .map((desk) => ({ value: desk.id, label: desk.name }))}
      />
      <TextField
        name="login"
        label={m.accounts_machine_answers()}
        hint={m.accounts_machine_answers_hint()}
        required
        spellCheck={false}
        defaultValue={answer.valueOf('login')}
        error={answer.errorOf('login')}
      />
      <TextField
        name="days"
        label={m.accounts_machine_days_label()}
        hint={m.accounts_machine_days_hint()}
        required
        width="short"
        inputMode="numeric"
        defaultValue={answer.valueOf('days') || String(usualMachineDays)}
        error={answer.errorOf('days')}
      />
      <Button type="submit" name="intent" value="ask" variant="primary">
        {m.accounts_machine_ask_button()}
      </Button>
    </Form>
  )
}
