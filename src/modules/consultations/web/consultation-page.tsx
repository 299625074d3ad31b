import { Form, Link, useLoaderData, useSearchParams } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { changeNextContact } from '../change-next-contact.ts'
import { openConsultation } from '../open-consultation.ts'
import { reviewConsultation } from '../review-consultation.ts'
import type { OpenedConsultation } from '../shapes.ts'
import { callerName, UrgencyLabel } from './consultation-table.tsx'
import { NextContact } from './next-contact.tsx'
import { RecordOutcome, RecordSide } from './record-side.tsx'
import { EarlierVersions, RecordText } from './record-text.tsx'
import { SafeSentence } from './sheet-safe-contact.tsx'
import { wordsOf } from './words-of.ts'
import './consultations.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({
  found: look(openConsultation, ({ params }) => ({ consultationId: params.consultationId ?? '' })),
})

export const action = form({
  review: submit(reviewConsultation, ({ params }) => ({ consultationId: params.consultationId })),
  kept: submit(changeNextContact, ({ params }) => ({ how: 'kept', consultationId: params.consultationId })),
  moved: submit(changeNextContact, ({ params, form: posted }) => ({
    how: 'moved',
    consultationId: params.consultationId,
    on: posted.on,
  })),
})

export const meta = () => [{ title: `${m.consultations_one_title()} - ${m.shell_product()}` }]

export default function ConsultationPage() {
  const { found } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useFormAnswer<FormFailure>()
  const failed = answer && 'failure' in answer ? answer : undefined
  const failure = failed?.failure
  const seen = found.record && { record: found.record, counted: found, card: found.person?.card ?? null }
  return (
    <div className="consultation-one">
      {found.record ? (
        <SafeSentence plan={found.record.safeContact} never={found.record.safeContact.never} isTop />
      ) : null}
      <PageTitle
        title={callerName({ personId: found.personId, card: found.person?.card ?? null })}
        lead={<Lead found={found} />}
        status={
          <>
            <UrgencyLabel urgency={found.urgency} />
            {found.reviewedAt ? (
              <StatusLabel tone="done">{m.consultations_reviewed()}</StatusLabel>
            ) : (
              <StatusLabel tone="waiting">{m.consultations_unreviewed()}</StatusLabel>
            )}
          </>
        }
        actions={<Actions found={found} />}
      />
      {failure ? <Notice tone="error" title={wordsOf(failure.key)} live /> : null}
      {query.has('saved') ? (
        <Notice tone="success" title={m.consultations_saved()} live>
          {found.caseId ? null : <p>{m.consultations_saved_next()}</p>}
        </Notice>
      ) : null}
      {found.caseId ? null : <WhereNext consultationId={found.id} />}
      <MaybeSame found={found} />
      {seen && found.record ? (
        <div className="record-columns">
          <div className="record-main">
            <NextContact key={found.promisedOn} found={found} answer={failed} />
            <RecordText record={found.record} />
            <RecordOutcome seen={seen} />
            <EarlierVersions earlier={found.earlier} present={seen} />
          </div>
          <RecordSide seen={seen} />
        </div>
      ) : (
        <Notice tone="warning" title={m.consultations_cannot_open()} />
      )}
    </div>
  )
}

function Lead({ found }: { found: OpenedConsultation }) {
  const { record } = found
  return (
    <>
      <time dateTime={found.day}>{formatDay(found.day, getLocale())}</time>{' '}
      {spaced([
        record?.time,
        nameOf('channel', found.channel),
        found.minutes !== null && m.consultations_minutes_of({ minutes: found.minutes }),
        `${found.deskName} ${found.authorName}`.trim(),
        found.isBackEntry && m.consultations_back_entry(),
        found.enteredByName && m.consultations_entered_by({ name: found.enteredByName }),
        found.amendedAt &&
          m.consultations_amended_by({
            name: found.amendedByName,
            time: formatShortDateTime(new Date(found.amendedAt)),
          }),
      ])}
    </>
  )
}

/** Where a number, or a name with a birth date, stands in another record too. */
function MaybeSame({ found }: { found: OpenedConsultation }) {
  if (!found.personId || found.likelySame === 0) return null
  return (
    <Notice title={m.consultations_maybe_same({ count: found.likelySame })}>
      <Link to={`/people/${found.personId}/same`} className="link">
        {m.consultations_same_person()}
      </Link>
    </Notice>
  )
}

function Actions({ found }: { found: OpenedConsultation }) {
  return (
    <>
      {found.mayReview ? (
        <Form method="post">
          <Button type="submit" name="intent" value="review" variant="primary">
            {m.consultations_review_now()}
          </Button>
        </Form>
      ) : null}
      {found.referralId ? (
        <LinkButton to={`/referrals/${found.referralId}`} variant="quiet">
          {m.consultations_from_referral()}
        </LinkButton>
      ) : null}
      {found.mayAmend && found.record ? (
        <LinkButton to={`/consultations/${found.id}/amend`}>{m.consultations_amend()}</LinkButton>
      ) : null}
      {found.personId ? (
        <LinkButton to={`/people/${found.personId}/same`} variant="quiet">
          {m.consultations_same_person()}
        </LinkButton>
      ) : null}
      {found.mayAmend && !found.caseId ? (
        <LinkButton to={`/consultations/${found.id}/kept-from`} variant="quiet">
          {m.consultations_kept()}
        </LinkButton>
      ) : null}
      {found.mayAmend && !found.caseId ? (
        <LinkButton to={`/keeping/consultations/${found.id}`} variant="quiet">
          {m.consultations_keeping()}
        </LinkButton>
      ) : null}
    </>
  )
}

/** A case or none: both are right answers. */
function WhereNext({ consultationId }: { consultationId: string }) {
  const ways = [
    {
      to: `/cases/attach?consultation=${consultationId}`,
      title: m.consultations_next_attach(),
      text: m.consultations_next_attach_text(),
    },
    {
      to: `/cases/new?consultation=${consultationId}`,
      title: m.consultations_next_open_case(),
      text: m.consultations_next_open_case_text(),
    },
    { to: '/consultations', title: m.consultations_next_leave(), text: m.consultations_next_leave_text() },
  ]
  return (
    <nav className="where-next" aria-label={m.consultations_where_next()}>
      <ul>
        {ways.map(({ to, title, text }) => (
          <li key={to}>
            <Link to={to}>
              <strong>{title}</strong>
              <span>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
