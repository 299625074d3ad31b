import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { proofs } from '../contract.ts'
import type { ShownAccess } from '../show-access.ts'
import { type AccessAnswer, proofWords } from './access-words.ts'

interface StepProps {
  found: ShownAccess
  answer: AccessAnswer
}

/** Papers seen, names as they stand there, and her own word where somebody asks for her. */
export function Identify({ found, answer }: StepProps) {
  const isAgent = found.requester !== 'herself'
  const needed = isAgent ? proofs : proofs.slice(0, 2)
  return (
    <Panel title={m.access_identify()}>
      <Form method="post" noValidate className="form-stack">
        <p>{isAgent ? m.access_identify_agent_text() : m.access_identify_text()}</p>
        <ChoiceGroup
          kind="checkbox"
          name="proofs[]"
          id="proofs"
          label={m.access_proofs()}
          required
          choices={needed.map((value) => ({ value, label: proofWords[value]() }))}
          error={answer.errorOf('proofs')}
        />
        <TextField
          name="name"
          label={m.access_name_on_papers()}
          required
          defaultValue={answer.typed('name') ?? ''}
          error={answer.errorOf('name')}
        />
        {isAgent ? (
          <>
            <TextField
              name="agentName"
              label={m.access_agent_on_papers()}
              required
              defaultValue={answer.typed('agentName') ?? ''}
              error={answer.errorOf('agentName')}
            />
            <ChoiceGroup
              kind="checkbox"
              name="askedHerself"
              label={m.access_asked_herself()}
              hint={m.access_asked_herself_hint()}
              choices={[{ value: 'on', label: m.access_asked_herself_yes() }]}
            />
          </>
        ) : null}
        <div>
          <Button type="submit" variant="primary" name="intent" value="identify">
            {m.access_identify_do()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

export function Decide({ found, turn }: { found: ShownAccess; turn: string }) {
  return (
    <Panel title={m.access_decide()}>
      <p>{found.isProposedByMe ? m.access_decide_other() : m.access_decide_text()}</p>
      {found.proposedBy && !found.isProposedByMe ? (
        <Form method="post">
          <input type="hidden" name="turn" value={turn} />
          <Button type="submit" variant="primary" name="intent" value="decide">
            {m.access_decide_do()}
          </Button>
        </Form>
      ) : null}
    </Panel>
  )
}

export function Give({ found, answer }: StepProps) {
  return (
    <Panel title={m.access_give()}>
      <Form method="post" noValidate className="stack-small">
        <p>{m.access_give_text()}</p>
        <SubmissionId offered={found.submissionId} />
        {found.requester === 'herself' ? null : (
          <TextField
            name="receiver"
            label={m.access_receiver()}
            required
            defaultValue={answer.typed('receiver') ?? ''}
            error={answer.errorOf('receiver')}
          />
        )}
        <Button type="submit" variant="primary" name="intent" value="give">
          {m.access_give_do()}
        </Button>
      </Form>
    </Panel>
  )
}

export function Extend() {
  return (
    <Panel title={m.access_extend()}>
      <Form method="post" className="stack-small">
        <p>{m.access_extend_text()}</p>
        <Button type="submit" name="intent" value="extend">
          {m.access_extend_do()}
        </Button>
      </Form>
    </Panel>
  )
}
