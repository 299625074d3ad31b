import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { admit } from '../admit.ts'
import { askAdmission } from '../ask-admission.ts'
import { declineAdmission } from '../decline-admission.ts'
import { foundDesk } from '../found-desk.ts'
import { leaveDesk } from '../leave-desk.ts'
import { listMembers } from '../list-members.ts'
import { renewKey } from '../renew-key.ts'
import { Admissions, AskForm, FoundForm } from './admissions.tsx'
import type { DeskMembers } from './desk-members.ts'
import { KeyRenewal, type Renewed, RenewPanel } from './key-renewal.tsx'
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
  renew: submit(renewKey, (posted) => ({ deskId: deskOf(posted), epoch: posted.form.epoch })),
  leave: submit(leaveDesk, (posted) => ({ deskId: deskOf(posted), userId: posted.form.userId })),
})

/** Any way of writing a day; what cannot be read goes on as it is and is complained about by name. */
function dayFrom(typed: unknown): unknown {
  return typeof typed === 'string' ? (parseJapaneseDate(typed) ?? typed) : undefined
}

export default function MembersPage() {
  const { desk } = useLoaderData<typeof loader>()
  const answer = useAnswer<object>()
  const renewed = answer.done && 'left' in answer.done ? (answer.done as Renewed) : undefined
  const title = m.accounts_members_title({ desk: desk.deskName })
  return (
    <>
      <title>{title}</title>
      <PageTitle title={title} lead={m.accounts_members_lead({ body: desk.bodyName })} />
      <div className="stack">
        <FormProblem answer={answer} />
        {answer.done && !renewed ? <Notice tone="success" title={m.accounts_state_changed()} live /> : null}
        {desk.key ? <KeyRenewal desk={desk} deskKey={desk.key} done={renewed} /> : null}
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
            {desk.key?.mayRenew && !desk.key.dueSince ? <RenewPanel deskKey={desk.key} /> : null}
          </>
        )}
      </div>
    </>
  )
}

function Warnings({ desk }: { desk: DeskMembers }) {
  return desk.isThin ? (
    <Notice tone="warning" title={m.accounts_members_thin_title()}>
      <p>{m.accounts_members_thin_text()}</p>
    </Notice>
  ) : null
}
