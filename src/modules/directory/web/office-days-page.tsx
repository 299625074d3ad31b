import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { changeOfficeSetting } from '../change-office-setting.ts'
import { listOfficeDays } from '../list-office-days.ts'
import { removeOfficeDay } from '../remove-office-day.ts'
import { setOfficeDay } from '../set-office-day.ts'
import { DirectoryTabs } from './directory-tabs.tsx'
import { useAnswer } from './failure.ts'
import { NewOfficeDay, OfficeSettingForm } from './office-day-forms.tsx'

export const loader = page({
  office: look(listOfficeDays, ({ query }) => ({ year: query.get('year') ?? undefined })),
})
const here = (day: string) => `/directory/office-days?year=${day.slice(0, 4)}`
export const action = form({
  set: submit(
    setOfficeDay,
    ({ form }) => form,
    ({ day }) => here(day),
  ),
  remove: submit(
    removeOfficeDay,
    ({ form }) => form,
    ({ day }) => here(day),
  ),
  setting: submit(
    changeOfficeSetting,
    ({ form }) => form,
    () => '/directory/office-days',
  ),
})
type Office = Awaited<ReturnType<typeof loader>>['office']

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_office_title()} - ${m.shell_product()}` }]

export default function OfficeDaysPage() {
  const { office } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const year = String(office.year)
  return (
    <div className="stack">
      <FormProblem answer={answer} />
      <PageTitle title={m.directory_office_title()} lead={m.directory_office_lead()} />
      <DirectoryTabs canManage={office.canManage} />
      <nav className="form-actions" aria-label={m.directory_office_title()}>
        <LinkButton to={`?year=${office.year - 1}`} size="small">
          {m.directory_office_year({ year: String(office.year - 1) })}
        </LinkButton>
        <strong>{m.directory_office_year({ year })}</strong>
        <LinkButton to={`?year=${office.year + 1}`} size="small">
          {m.directory_office_year({ year: String(office.year + 1) })}
        </LinkButton>
      </nav>
      {office.hasHolidayData ? null : (
        <Notice tone="warning" title={m.directory_office_no_holidays({ year })} />
      )}
      <div className="record-columns">
        <div className="stack">
          <Panel title={m.directory_office_exceptions()}>
            <p className="hint">{m.directory_office_rule()}</p>
            <Exceptions office={office} />
          </Panel>
          {office.canManage ? <NewOfficeDay answer={answer.ofForm('set')} today={office.today} /> : null}
        </div>
        <div className="record-side">
          <OfficeSettingForm office={office} answer={answer.ofForm('setting')} />
          {office.hasHolidayData ? <Holidays office={office} /> : null}
        </div>
      </div>
    </div>
  )
}

function Exceptions({ office }: { office: Office }) {
  if (office.exceptions.length === 0) return <p>{m.directory_office_none()}</p>
  return (
    <ul className="tasks">
      {office.exceptions.map(({ day, isOpen, name }) => (
        <li key={day}>
          <span>
            {formatDay(day, getLocale())} {name}
          </span>
          <span className="form-actions">
            <StatusLabel tone={isOpen ? 'done' : 'closed'}>
              {isOpen ? m.directory_office_open() : m.directory_office_closed()}
            </StatusLabel>
            {office.canManage ? (
              <Form method="post">
                <input type="hidden" name="day" value={day} />
                <Button
                  type="submit"
                  size="small"
                  name="intent"
                  value="remove"
                  aria-label={`${formatDay(day, getLocale())} ${m.directory_office_remove()}`}
                >
                  {m.directory_office_remove()}
                </Button>
              </Form>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Holidays({ office }: { office: Office }) {
  return (
    <Panel title={m.directory_office_holidays({ year: String(office.year) })}>
      <ul>
        {office.holidays.map(({ day, name }) => (
          <li key={day}>
            {formatDay(day, getLocale())} {name}
          </li>
        ))}
      </ul>
      {office.year > Number(office.today.slice(0, 4)) ? (
        <p className="hint">{m.directory_office_holidays_future()}</p>
      ) : null}
    </Panel>
  )
}
