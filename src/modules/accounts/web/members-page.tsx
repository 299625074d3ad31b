import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { admit } from '../admit.ts'
import { askAdmission } from '../ask-admission.ts'
import { declineAdmission } from '../decline-admission.ts'
import { foundDesk } from '../found-desk.ts'
import { leaveDesk } from '../leave-desk.ts'
import { listMembers } from '../list-members.ts'
import { Admissions, AskForm, FoundForm } from './admissions.tsx'
import type { DeskMembers } from './desk-members.ts'
import { MemberTable } from './member-table.tsx'
import { useAnswer } from './outcome.ts'

const deskOf = ({ params }: { params: Record<string, string | undefined> }) => params.deskId ?? ''

export const loader = page({ desk: look(listMembers, (asked) => ({ deskId: deskOf(asked) })) })

export const action = form({
  ask: submit(askAdmission, (posted) => ({
    ...posted.form,
    deskId: deskOf(posted),
    firstDay: dayFrom(posted.form.firstDay),
    lastDay: dayFrom(posted.form.lastDay),
  })),
  admit: submit(admit, ({ form: { admissionId } }) => ({ admissionId })),
  decline: submit(declineAdmission, ({ form: { admissionId } }) => ({ admissionId })),
  found: submit(foundDesk, (posted) => ({ deskId: deskOf(posted) })),
  leave: submit(leaveDesk, (posted) => ({ deskId: deskOf(posted), userId: posted.form.userId })),
})

/** Any way of writing a day; what cannot be read goes on as it is and is complained about by name. */
function dayFrom(typed: unknown): unknown {
  return typeof typed === 'string' ? (parseJapaneseDate(typed) ?? typed) : undefined
}

export default function MembersPage() {
  const { desk } = useLoaderData<typeof loader>()
  const answer = useAnswer<object>()
  const title = m.accounts_members_title({ desk: desk.deskName })
  return (
    <>
      <title>{title}</title>
      <PageTitle title={title} lead={m.accounts_members_lead({ body: desk.bodyName })} />
      <div className="stack">
        <FormProblem answer={answer} />
        {answer.done ? <Notice tone="success" title={m.accounts_state_changed()} live /> : null}
        <Warnings desk={desk} />
        <Panel
          title={m.accounts_members_now()}
          action={
            desk.mayAsk && desk.isFounded ? (
              <Link to="/accounts/machines" className="link">
                {m.accounts_members_machines()}
              </Link>
            ) : null
          }
        >
          {desk.members.length === 0 ? (
            <EmptyState
              title={m.accounts_members_none_title()}
              text={desk.isPaper ? m.accounts_members_paper() : m.accounts_members_none_text()}
            />
          ) : (
            <MemberTable desk={desk} />
          )}
        </Panel>
        {desk.isPaper ? null : (
          <>
            <Admissions desk={desk} />
            {desk.whyNotFound !== undefined ? <FoundForm whyNot={desk.whyNotFound} /> : null}
            {desk.mayAsk ? <AskForm desk={desk} answer={answer} /> : null}
          </>
        )}
      </div>
    </>
  )
}

const dayWord = (at: Date) => formatDay(dayOf(at), getLocale())

function Warnings({ desk }: { desk: DeskMembers }) {
  return (
    <>
      {desk.isThin ? (
        <Notice tone="warning" title={m.accounts_members_thin_title()}>
          <p>{m.accounts_members_thin_text()}</p>
        </Notice>
      ) : null}
      {desk.rotateDueAt ? (
        <Notice title={m.accounts_members_rotate_title()}>
          <p>{m.accounts_members_rotate_text({ day: dayWord(desk.rotateDueAt) })}</p>
          {desk.leavers.length > 0 ? (
            <ul className="list-disc ps-5">
              {desk.leavers.map(({ displayName, leftAt }) => (
                <li key={displayName + leftAt.toISOString()}>
                  {m.accounts_members_left({ name: displayName, day: dayWord(leftAt) })}
                </li>
              ))}
            </ul>
          ) : null}
          <p>{m.accounts_members_rotate_meaning()}</p>
          <p>{m.accounts_members_rotate_later()}</p>
        </Notice>
      ) : null}
    </>
  )
}
