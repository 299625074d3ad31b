import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { openReferral } from '../list-referrals.ts'
import { closeReferral, receiveReferral } from '../move-referral.ts'
import { ReferralStateLabel } from './state-label.tsx'
import { agreementWords, sentence } from './words.ts'

export const loader = page({
  referral: look(openReferral, ({ params }) => ({ referralId: params.referralId ?? '' })),
})

const withId = ({ params }: { params: Record<string, string | undefined> }) => ({
  referralId: params.referralId,
})
const here = ({ id }: { id: string }) => `/referrals/${id}`
export const action = form({
  receive: submit(receiveReferral, withId, here),
  close: submit(closeReferral, withId, here),
})

type Referral = ReturnType<typeof useLoaderData<typeof loader>>['referral']

export default function ReferralPage() {
  const { referral } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<Partial<FormFailure>>()
  return (
    <>
      <title>{m.referrals_title()}</title>
      <PageTitle
        title={referral.side === 'hub' ? m.referrals_one_received() : m.referrals_one_sent()}
        lead={m.referrals_one_lead({
          from: referral.fromDesk,
          to: referral.toDesk,
          at: formatShortDateTime(referral.sentAt),
        })}
        status={<ReferralStateLabel state={referral.state} side={referral.side} />}
        actions={<LinkButton to="/referrals">{m.referrals_back()}</LinkButton>}
      />
      <div className="request-columns">
        <div className="stack">
          {answer?.failure ? (
            <div role="alert">
              <Notice tone="warning" title={sentence(answer.failure.key)} />
            </div>
          ) : null}
          <section className="sheet sheet-preview" aria-label={m.referrals_five()}>
            <Sheet referral={referral} />
          </section>
        </div>
        <div className="stack request-side">
          {referral.side === 'hub' ? <HubActions referral={referral} /> : <Standing referral={referral} />}
        </div>
      </div>
    </>
  )
}

function Sheet({ referral }: { referral: Referral }) {
  const { sheet } = referral
  if (!sheet) return <p>{m.referrals_cannot_open()}</p>
  const words = (text: string) => <span className="whitespace-pre-wrap">{text}</span>
  return (
    <SheetRows
      rows={[
        { label: m.referrals_who_short(), value: words(sheet.who) },
        { label: m.referrals_reach_short(), value: words(sheet.reach) },
        { label: m.referrals_noticed_short(), value: words(sheet.noticed), tall: true },
        { label: m.referrals_agreement_short(), value: agreementWords[sheet.agreement]() },
        {
          label: m.referrals_urgency(),
          value: referral.isUrgent ? (
            <StatusLabel tone="urgent">{m.referrals_urgent()}</StatusLabel>
          ) : (
            m.referrals_ordinary()
          ),
        },
      ]}
    />
  )
}

function HubActions({ referral }: { referral: Referral }) {
  const { state, consultationId } = referral
  const isOver = state === 'ended'
  return (
    <>
      <Panel title={m.referrals_next()}>
        <div className="stack-small">
          {referral.fromPhone ? <p>{m.referrals_from_phone({ phone: referral.fromPhone })}</p> : null}
          {isOver ? <p>{m.referrals_ended_note()}</p> : null}
          {consultationId ? (
            <LinkButton to={`/consultations/${consultationId}`} variant={isOver ? 'secondary' : 'primary'}>
              {m.referrals_to_consultation()}
            </LinkButton>
          ) : isOver ? null : (
            <>
              <LinkButton to={`/consultations/new?referral=${referral.id}`} variant="primary">
                {m.referrals_take_up()}
              </LinkButton>
              <p className="hint">{m.referrals_take_up_hint()}</p>
            </>
          )}
          {state === 'sent' ? (
            <Form method="post">
              <Button type="submit" name="intent" value="receive">
                {m.referrals_receive()}
              </Button>
              <p className="hint mt-2">{m.referrals_receive_hint()}</p>
            </Form>
          ) : null}
        </div>
      </Panel>
      {isOver ? null : (
        <details className="panel act-form">
          <summary>{consultationId ? m.referrals_close() : m.referrals_close_without()}</summary>
          <Form method="post" className="stack-small">
            <p className="hint">{m.referrals_close_hint()}</p>
            <Button type="submit" name="intent" value="close">
              {m.referrals_close_do()}
            </Button>
          </Form>
        </details>
      )}
    </>
  )
}

function Standing({ referral }: { referral: Referral }) {
  return (
    <Panel title={m.referrals_state()}>
      <ReferralStateLabel state={referral.state} side={referral.side} />
      <p className="mt-3">{m.referrals_only_state()}</p>
    </Panel>
  )
}
