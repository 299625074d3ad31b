import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { addContactRole } from '../add-contact-role.ts'
import { changeContactRole } from '../change-contact-role.ts'
import { endContactRole } from '../end-contact-role.ts'
import { endDesk } from '../end-desk.ts'
import { deskKindWords, terminalWords } from '../labels.ts'
import { showDesk } from '../show-desk.ts'
import type { DeskView } from '../views.ts'
import { ContactRoles } from './contact-roles.tsx'
import { DutyToday } from './duty-today.tsx'
import { EndPanel } from './end-panel.tsx'
import { useAnswer } from './failure.ts'
import { Term } from './term.tsx'

export const loader = page({ seen: look(showDesk, ({ params }) => ({ deskId: params.deskId ?? '' })) })
export const action = form({
  addRole: submit(
    addContactRole,
    ({ form, params }) => ({ ...form, deskId: params.deskId }),
    (_outcome, { params }) => `/directory/desks/${params.deskId}`,
  ),
  changeRole: submit(
    changeContactRole,
    ({ form }) => form,
    (_outcome, { params }) => `/directory/desks/${params.deskId}`,
  ),
  endRole: submit(
    endContactRole,
    ({ form }) => form,
    (_outcome, { params }) => `/directory/desks/${params.deskId}`,
  ),
  end: submit(
    endDesk,
    ({ form, params }) => ({ ...form, deskId: params.deskId }),
    ({ id }) => `/directory/desks/${id}`,
  ),
})

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_page_desk()} - ${m.shell_product()}` }]

export default function DeskPage() {
  const { desk, body, contactRoles, newRoleId, duty, today, closure, canManage, canKeepRoster } =
    useLoaderData<typeof loader>().seen
  const answer = useAnswer()
  const isOpen = desk.activeUntil === null
  return (
    <div className="stack">
      <FormProblem answer={answer} />
      <PageTitle
        title={desk.name}
        lead={
          <Link to={`/directory/bodies/${body.id}`} className="link">
            {[body.bureau, body.name].filter(Boolean).join(' ')}
          </Link>
        }
        status={<Term activeUntil={desk.activeUntil} />}
        actions={
          <>
            <LinkButton to="/directory" variant="quiet">
              {m.directory_title()}
            </LinkButton>
            {canManage ? <LinkButton to="edit">{m.directory_edit()}</LinkButton> : null}
          </>
        }
      />
      <div className="record-columns">
        <div className="stack">
          {desk.terminal === 'paper' || !duty ? null : (
            <DutyToday
              deskId={desk.id}
              duty={duty}
              today={today}
              closure={closure}
              canKeepRoster={canKeepRoster}
            />
          )}
          <ContactRoles
            roles={contactRoles}
            canManage={canManage && isOpen}
            newRoleId={newRoleId}
            answer={answer}
          />
        </div>
        <div className="record-side">
          <Panel title={m.directory_details()}>
            <DescriptionList items={details(desk)} />
          </Panel>
          {canManage && isOpen ? (
            <EndPanel rev={desk.rev} text={m.directory_end_desk_text()} answer={answer.ofForm('end')} />
          ) : null}
        </div>
      </div>
    </div>
  )
}

function details(desk: DeskView) {
  return [
    { term: m.directory_field_desk_kind(), detail: deskKindWords[desk.kind]() },
    { term: m.directory_field_terminal(), detail: terminalWords[desk.terminal]() },
    { term: m.directory_field_phone(), detail: desk.publicPhone },
    { term: m.directory_field_extension(), detail: desk.extension },
    { term: m.directory_field_active_from(), detail: formatDay(desk.activeFrom, getLocale()) },
  ].filter((item) => item.detail !== '')
}
