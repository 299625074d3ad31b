import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { agreements } from '../contract.ts'
import { prepareReferral } from '../prepare-referral.ts'
import { sendReferral } from '../send-referral.ts'
import { agreementWords, sentence } from './words.ts'

export const loader = page({ given: look(prepareReferral, () => ({})) })
export const action = form({
  send: submit(
    sendReferral,
    ({ form: posted }) => posted,
    ({ id }) => `/referrals/${id}`,
  ),
})

/** Five fields, two minutes: whoever notices something passes it on and need not find out more. */
export default function NewReferralPage() {
  const { given } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Partial<FormFailure>>()
  const fields = Object.entries(answer?.failure?.fields ?? {})
  const text = (name: string) => {
    const value = answer?.values?.[name]
    return typeof value === 'string' ? value : ''
  }
  const error = (name: string) => {
    const key = answer?.failure?.fields[name]
    return key ? sentence(key) : undefined
  }
  return (
    <>
      <title>{m.referrals_new()}</title>
      <PageTitle title={m.referrals_new()} lead={m.referrals_new_lead({ hub: given.hubName })} />
      <Form method="post" noValidate className="stack referral-form">
        <ErrorSummary errors={fields.map(([id, key]) => ({ id, message: sentence(key) }))} />
        {answer?.failure && fields.length === 0 ? (
          <div role="alert">
            <Notice tone="error" title={sentence(answer.failure.key)} />
          </div>
        ) : null}
        <SubmissionId offered={given.submissionId} />
        <Panel title={m.referrals_five()}>
          <div className="stack-small">
            <TextArea
              name="who"
              label={m.referrals_who()}
              hint={m.referrals_who_hint()}
              required
              rows={2}
              defaultValue={text('who')}
              error={error('who')}
            />
            <TextArea
              name="reach"
              label={m.referrals_reach()}
              hint={m.referrals_reach_hint()}
              required
              rows={2}
              defaultValue={text('reach')}
              error={error('reach')}
            />
            <TextArea
              name="noticed"
              label={m.referrals_noticed()}
              hint={m.referrals_noticed_hint()}
              required
              rows={4}
              defaultValue={text('noticed')}
              error={error('noticed')}
            />
            <ChoiceGroup
              kind="radio"
              name="agreement"
              label={m.referrals_agreement()}
              required
              choices={agreements.map((value) => ({ value, label: agreementWords[value]() }))}
              chosen={[text('agreement')]}
              error={error('agreement')}
            />
            <ChoiceGroup
              kind="checkbox"
              name="isUrgent"
              label={m.referrals_urgency()}
              choices={[{ value: 'on', label: m.referrals_urgent_yes(), hint: m.referrals_urgent_hint() }]}
              chosen={text('isUrgent') ? ['on'] : []}
            />
          </div>
        </Panel>
        <div className="action-row">
          <Button type="submit" variant="primary" name="intent" value="send">
            {m.referrals_send()}
          </Button>
          <LinkButton to="/referrals">{m.referrals_cancel()}</LinkButton>
        </div>
      </Form>
    </>
  )
}
