import { type ReactNode, useState } from 'react'
import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { blockPerson } from '../block-person.ts'
import { callNamesake } from '../call-namesake.ts'
import { liftBlock } from '../lift-block.ts'
import { listBlocks } from '../list-blocks.ts'
import { CaseFrame } from './case-frame.tsx'
import { type Answer, ofForm, useAnswer } from './failure.tsx'
import { frameOf, withCase } from './frame-loader.ts'

export const loader = page({
  frame: frameOf,
  found: look(listBlocks, ({ params }) => ({ caseId: params.caseId ?? '' })),
})
const back = (_: unknown, { params }: { params: Record<string, string | undefined> }) =>
  `/cases/${params.caseId}/block`
export const action = form({
  // Posted, so that whom she named stands in no address and no history.
  find: submit(listBlocks, withCase),
  block: submit(blockPerson, withCase, back),
  lift: submit(liftBlock, withCase, back),
  namesake: submit(callNamesake, withCase, back),
})
export const meta = () => [{ title: `${m.cases_block()} - ${m.shell_product()}` }]

export default function BlockPage() {
  const { frame, found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <CaseFrame frame={frame} title={m.cases_block()} answer={answer}>
      <Notice title={m.cases_block_title()}>
        <p>{m.cases_block_text()}</p>
        <p>{m.cases_block_auditors()}</p>
      </Notice>
      <Panel title={m.cases_block_add()}>
        <Find answer={answer} />
      </Panel>
      <Panel title={m.cases_block_list()}>
        {found.blocks.length === 0 ? <p className="hint">{m.cases_block_none()}</p> : null}
        <ul className="case-approvals">
          {found.blocks.map((one) => (
            <li key={one.userId}>
              <p className="case-person-head">
                <strong>{one.name}</strong> {one.login}
              </p>
              <p className="case-person-facts">
                {m.cases_block_since({ when: formatShortDateTime(one.since) })}
              </p>
              <Lift one={one} mayCallNamesake={found.mayCallNamesake} />
            </li>
          ))}
        </ul>
      </Panel>
    </CaseFrame>
  )
}

function Lift({ one, mayCallNamesake }: { one: Blocked; mayCallNamesake: boolean }) {
  if (one.isByMatch)
    return (
      <>
        <p>{m.cases_block_by_match()}</p>
        {mayCallNamesake ? (
          <>
            <p>{m.cases_block_by_match_lead()}</p>
            <LiftForm
              one={one}
              intent="namesake"
              summary={m.cases_namesake()}
              reason={m.cases_namesake_reason()}
            >
              {m.cases_namesake_text()}
            </LiftForm>
          </>
        ) : null}
      </>
    )
  return <LiftForm one={one} intent="lift" summary={m.cases_block_lift()} reason={m.cases_reason()} />
}

interface LiftFormProps {
  one: Blocked
  intent: 'lift' | 'namesake'
  summary: string
  reason: string
  children?: ReactNode
}

function LiftForm({ one, intent, summary, reason, children }: LiftFormProps) {
  return (
    <details>
      <summary>{summary}</summary>
      <Form method="post" className="case-form">
        {children ? <p>{children}</p> : null}
        <input type="hidden" name="userId" value={one.userId} />
        <TextArea id={`lift-${one.userId}`} name="reason" label={reason} required rows={2} />
        <Button type="submit" name="intent" value={intent} size="small">
          {intent === 'namesake' ? m.cases_namesake_do() : m.cases_block_lift()}
        </Button>
      </Form>
    </details>
  )
}

type Blocked = ReturnType<typeof useLoaderData<typeof loader>>['found']['blocks'][number]

interface Colleague {
  userId: string
  name: string
  login: string
}

function Find({ answer }: { answer: Answer }) {
  // What was found stays under the reason that is being written, also when the block itself is refused.
  const answered = (answer.done as { found?: Colleague[] } | undefined)?.found
  const [found, setFound] = useState(answered)
  if (answered && answered !== found) setFound(answered)
  const ofBlock = ofForm(answer, 'block')
  return (
    <>
      <Form method="post" className="case-form">
        <TextField name="name" label={m.cases_block_find()} hint={m.cases_block_find_hint()} />
        <Button type="submit" name="intent" value="find">
          {m.cases_block_search()}
        </Button>
      </Form>
      {found?.length === 0 ? <p role="status">{m.cases_block_nobody()}</p> : null}
      {found && found.length > 0 ? (
        <Form method="post" className="case-form">
          <ChoiceGroup
            kind="radio"
            name="userId"
            label={m.cases_block_who()}
            required
            choices={found.map((one) => ({ value: one.userId, label: one.name, hint: one.login }))}
            error={ofBlock.errorOf('userId')}
          />
          <TextArea
            name="reason"
            label={m.cases_block_reason()}
            required
            rows={2}
            defaultValue={ofBlock.typed('reason') ?? ''}
            error={ofBlock.errorOf('reason')}
          />
          <Button type="submit" name="intent" value="block" variant="primary">
            {m.cases_block_do()}
          </Button>
        </Form>
      ) : null}
    </>
  )
}
