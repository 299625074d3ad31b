import { useCallback, useEffect, useState } from 'react'
import { Link, useLoaderData, useNavigate, useSearchParams } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { type FormValues, flatValues, one } from '../../../ui/form/form-values.ts'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { countCall, takeBackCall } from '../count-call.ts'
import { prepareConsultation, type ReferralAtHand } from '../prepare-consultation.ts'
import { recordConsultation } from '../record-consultation.ts'
import { beginFromReferral } from './begin-from-referral.ts'
import { PlainSelect } from './plain-field.tsx'
import { ReferralBeside } from './referral-beside.tsx'
import { SheetForm } from './sheet-form.tsx'
import { TallyBar } from './tally-bar.tsx'
import { wordsOf } from './words-of.ts'
import './consultations.css'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'

export const loader = page({
  sheet: look(prepareConsultation, ({ query }) => ({
    draft: query.get('draft') ?? undefined,
    referral: query.get('referral') ?? undefined,
    paper: query.has('paper') ? ('1' as const) : undefined,
  })),
})

export const action = form({
  record: submit(
    recordConsultation,
    ({ form: posted }) => posted,
    ({ id }) => `/consultations/${id}?saved=1`,
  ),
  count: submit(countCall, ({ form: posted }) => posted),
  takeBack: submit(takeBackCall, ({ form: posted }) => posted),
})

export const meta = () => [{ title: `${m.consultations_new_title()} - ${m.shell_product()}` }]

export default function NewConsultationPage() {
  const { sheet } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  const [query] = useSearchParams()
  // Counting a call asks the server anew; the sheet that is being written stays the same one.
  const [submissionId] = useState(sheet.submissionId)
  const [mayHaveDraft] = useState(query.has('draft'))
  const isBackEntry = query.has('paper')
  const { referral } = sheet
  const fromReferral = referral ? beginFromReferral(referral) : {}
  const begin = useBeginning(sheet, failure, isBackEntry, fromReferral)
  const goTo = useNavigate()
  // So that a reload finds the draft again. Nothing has to be asked anew for that, hence not a navigation.
  const keepAddress = useCallback(() => {
    const address = new URL(window.location.href)
    if (address.searchParams.has('draft')) return
    address.searchParams.set('draft', submissionId)
    window.history.replaceState(window.history.state, '', address)
  }, [submissionId])
  // A draft that was begun from a referral, opened again from the list of unfinished ones.
  const findReferral = (kept: FormValues) => {
    const referralId = one(kept, 'referralId')
    if (referralId && !query.has('referral'))
      void goTo(`?draft=${submissionId}&referral=${referralId}`, { replace: true })
  }
  const { fields = {} } = failure?.failure ?? {}
  return (
    <div className="consultation-new">
      <PageTitle
        title={isBackEntry ? m.consultations_back_entry_title() : m.consultations_new_title()}
        lead={isBackEntry ? m.consultations_back_entry_lead() : undefined}
        actions={
          isBackEntry ? null : (
            <TallyBar tallies={sheet.tallies} tallyId={sheet.tallyId} desks={sheet.desks} />
          )
        }
      />
      <Unfinished drafts={sheet.unfinished} />
      {failure && Object.keys(fields).length === 0 ? (
        <div role="alert">
          <Notice tone="error" title={wordsOf(failure.failure.key)} />
        </div>
      ) : null}
      {referral ? <TakenUp referral={referral} /> : null}
      <SheetForm
        draft={{ kind: 'consultation', subjectId: submissionId }}
        mayHaveDraft={mayHaveDraft}
        values={begin}
        fields={fields}
        hidden={{
          submissionId,
          ...(isBackEntry ? { isBackEntry: 'true' } : {}),
          ...(referral ? { referralId: referral.id } : {}),
        }}
        intent="record"
        allOpen={isBackEntry}
        isNow={!isBackEntry && !mayHaveDraft && !failure}
        submitLabel={m.consultations_save()}
        onKept={keepAddress}
        onRestored={findReferral}
        beside={referral ? <ReferralBeside referral={referral} begin={fromReferral} /> : null}
        top={<TopFields {...{ sheet, begin, fields, isBackEntry }} />}
      />
      <p className="consultation-foot">
        <Link to="/consultations/blank-sheet" className="link">
          {m.consultations_blank_sheet()}
        </Link>
        {isBackEntry ? null : (
          <LinkButton to="/consultations/new?paper=1" variant="quiet" size="small" reloadDocument>
            {m.consultations_back_entry()}
          </LinkButton>
        )}
      </p>
    </div>
  )
}

interface TopProps {
  sheet: Sheet
  begin: FormValues
  fields: Readonly<Record<string, string>>
  isBackEntry: boolean
}

/** At which desk, and for a paper sheet who took it down. */
function TopFields({ sheet, begin, fields, isBackEntry }: TopProps) {
  const choices = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  const hasDesks = sheet.desks.length > 1 && !sheet.referral
  if (!hasDesks && !isBackEntry) return null
  return (
    <div className="contact-top">
      {hasDesks ? (
        <PlainSelect
          name="deskId"
          label={m.consultations_desk()}
          defaultValue={one(begin, 'deskId', sheet.desks[0]?.id)}
          choices={choices(sheet.desks)}
        />
      ) : null}
      {isBackEntry ? (
        <PlainSelect
          name="receivedById"
          label={m.consultations_author()}
          defaultValue={one(begin, 'receivedById', sheet.myId)}
          choices={choices(sheet.colleagues)}
          error={fields.receivedById && wordsOf(fields.receivedById)}
        />
      ) : null}
    </div>
  )
}

type Sheet = Awaited<ReturnType<typeof prepareConsultation>>

/** Today and now, unless a refused attempt or the paper sheet says otherwise. */
function useBeginning(
  { today, now, myId }: Pick<Sheet, 'today' | 'now' | 'myId'>,
  failure: FormFailure | undefined,
  isBackEntry: boolean,
  fromReferral: FormValues,
): FormValues {
  const [values] = useState<FormValues>(() =>
    failure
      ? flatValues(failure.values)
      : isBackEntry
        ? { receivedById: [myId] }
        : { day: [formatShortDay(today)], time: [now], ...fromReferral },
  )
  // Long work on an old screen: the reader sees the day she opened it, and may change it.
  useEffect(() => {
    document.getElementById('memo')?.focus({ preventScroll: true })
  }, [])
  return values
}

/** Somebody was faster, or it is over: the way to what there is already. */
function TakenUp({ referral }: { referral: ReferralAtHand }) {
  if (referral.isOpen && !referral.consultationId) return null
  return (
    <Notice
      tone="warning"
      title={referral.consultationId ? m.referrals_taken_up_already() : m.referrals_ended_note()}
    >
      {referral.consultationId ? (
        <Link to={`/consultations/${referral.consultationId}`} className="link">
          {m.referrals_to_consultation()}
        </Link>
      ) : null}
    </Notice>
  )
}

function Unfinished({ drafts }: { drafts: readonly { subjectId: string; updatedAt: Date }[] }) {
  if (drafts.length === 0) return null
  return (
    <p className="unfinished">
      {m.consultations_unfinished({ count: drafts.length })}
      {drafts.slice(0, 3).map((draft) => (
        <Link key={draft.subjectId} to={`?draft=${draft.subjectId}`} className="link" reloadDocument>
          {formatShortDateTime(new Date(draft.updatedAt))}
        </Link>
      ))}
    </p>
  )
}
