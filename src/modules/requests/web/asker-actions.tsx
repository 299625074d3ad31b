import { Form, Link } from 'react-router'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FreshForm } from '../../../ui/form/fresh-form.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { RequestView } from '../open-request.ts'
import { type Answer, isConflict, ofForm } from './answer.tsx'
import { steadWords } from './decision-words.ts'
import { ReplyWords } from './reply-words.tsx'
import { withdrawWords } from './withdraw-words.ts'

interface AskerActionsProps {
  request: RequestView
  answer: Answer
}

/** What the asking desk can do: decide, reply, close the loop. */
export function AskerActions({ request, answer }: AskerActionsProps) {
  const { asker } = request
  if (!asker) return null
  return (
    <>
      {asker.disclosureState === 'withdrawn' ? <Notice title={m.requests_withdrawn_note()} /> : null}
      {asker.disclosureState === 'ended' ? <Notice title={m.requests_ended_note()} /> : null}
      {asker.mayDecide ? <Decide request={request} answer={ofForm(answer, 'decide')} /> : null}
      {request.state === 'proposed' && !asker.mayDecide ? (
        <Notice title={m.requests_waits_for_manager()} />
      ) : null}
      {request.steps.includes('reply') ? (
        <Reply request={request} answer={ofForm(answer, 'reply', 'finish')} />
      ) : null}
    </>
  )
}

function Decide({ request, answer }: AskerActionsProps) {
  return (
    <Panel title={m.requests_decide_title()}>
      <FreshForm round={request.turn} method="post" noValidate className="stack-small">
        <RevField name="turn" now={request.turn} isConflict={isConflict(answer)} />
        {request.asker ? <InWhoseStead asker={request.asker} /> : null}
        <ChoiceGroup
          kind="radio"
          name="answer"
          label={m.requests_decide_answer()}
          required
          choices={[
            { value: 'approve', label: m.requests_decide_approve(), hint: m.requests_decide_approve_hint() },
            { value: 'return', label: m.requests_decide_return() },
          ]}
          chosen={[answer.typed('answer') ?? '']}
          error={answer.errorOf('answer')}
        />
        {request.asker?.stead?.isManagerAway === false ? <WhyNotWait answer={answer} /> : null}
        {request.asker?.mustConfirm ? (
          <p className="hint">
            {m.requests_decide_confirm()}{' '}
            <Link to={`/step-up?back=/requests/${request.id}`} className="link">
              {m.requests_decide_confirm_now()}
            </Link>
          </p>
        ) : null}
        <TextField
          name="comment"
          label={m.requests_decide_comment()}
          defaultValue={answer.typed('comment') ?? ''}
        />
        <Button type="submit" variant="primary" name="intent" value="decide">
          {m.requests_decide_do()}
        </Button>
      </FreshForm>
    </Panel>
  )
}

/** Says before she presses in whose place she decides, and who looks at it until when. */
function InWhoseStead({ asker }: { asker: NonNullable<RequestView['asker']> }) {
  if (asker.wouldDecide === 'second') return <Notice title={m.requests_decide_second()} />
  if (!asker.stead) return null
  const { isManagerAway, seeBy } = asker.stead
  return (
    <Notice title={m.requests_decide_in_stead()}>
      {m.requests_decide_in_stead_seen({ day: formatDay(seeBy, getLocale()) })}{' '}
      {isManagerAway ? m.requests_decide_manager_away() : ''}
    </Notice>
  )
}

function WhyNotWait({ answer }: { answer: Answer }) {
  return (
    <ChoiceGroup
      kind="radio"
      name="steadGround"
      label={m.requests_decide_stead_ground()}
      hint={m.requests_decide_stead_ground_hint()}
      required
      choices={(['absent', 'unreachable', 'urgent'] as const).map((value) => ({
        value,
        label: steadWords[value](),
      }))}
      chosen={[answer.typed('steadGround') ?? '']}
      error={answer.errorOf('steadGround')}
    />
  )
}

function Reply({ request, answer }: AskerActionsProps) {
  return (
    <Panel title={request.state === 'asked_back' ? m.requests_reply_asked() : m.requests_reply_title()}>
      <FreshForm round={request.turn} method="post" noValidate className="stack-small">
        <RevField name="turn" now={request.turn} isConflict={isConflict(answer)} />
        <ReplyWords answer={answer} />
        <div className="action-row">
          <Button
            type="submit"
            variant={request.state === 'answered' ? 'secondary' : 'primary'}
            name="intent"
            value="reply"
          >
            {m.requests_do_reply()}
          </Button>
          {request.steps.includes('finish') ? (
            <Button
              type="submit"
              variant={request.state === 'answered' ? 'primary' : 'secondary'}
              name="intent"
              value="finish"
            >
              {m.requests_do_finish()}
            </Button>
          ) : null}
        </div>
      </FreshForm>
    </Panel>
  )
}

/** The last thing on the page, for it cannot be undone: to end the share, or to take back what never left. */
export function Withdraw({ request, answer: sent }: AskerActionsProps) {
  const answer = ofForm(sent, 'withdraw')
  const { asker } = request
  if (!asker?.mayWithdraw) return null
  const words = withdrawWords(request.state === 'proposed')
  return (
    <details className="panel act-form" open={answer.errorOf('reason') !== undefined}>
      <summary>{words.summary}</summary>
      <p className="hint">{words.lead}</p>
      <Form method="post" noValidate className="stack-small">
        <input type="hidden" name="disclosureId" value={asker.disclosureId} />
        <TextField
          name="reason"
          label={m.requests_withdraw_reason()}
          required
          defaultValue={answer.typed('reason') ?? ''}
          error={answer.errorOf('reason')}
        />
        <Button type="submit" variant="danger" name="intent" value="withdraw">
          {words.button}
        </Button>
      </Form>
    </details>
  )
}
