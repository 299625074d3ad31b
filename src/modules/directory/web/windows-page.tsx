import { Form, Link, useLoaderData } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { checkWindow } from '../check-window.ts'
import { listWindows } from '../list-windows.ts'
import { DirectoryTabs } from './directory-tabs.tsx'
import { useAnswer } from './failure.ts'

export const loader = page({ listed: look(listWindows, () => ({})) })
export const action = form({
  check: submit(
    checkWindow,
    ({ form }) => form,
    () => '/directory/windows',
  ),
})
type Row = Awaited<ReturnType<typeof loader>>['listed']['windows'][number]

const columns = (canManage: boolean): readonly [Column<Row>, ...Column<Row>[]] => [
  {
    key: 'name',
    header: m.directory_field_window_name(),
    cell: (window) =>
      canManage ? <Link to={`/directory/windows/${window.id}`}>{window.name}</Link> : window.name,
  },
  {
    key: 'phone',
    header: m.directory_field_phone(),
    cell: (window) =>
      window.phone ? (
        <span className="whitespace-nowrap">{window.phone}</span>
      ) : (
        <span className="hint">{m.directory_windows_blank()}</span>
      ),
  },
  {
    key: 'hours',
    header: m.directory_field_hours(),
    cell: (window) => window.hours || <span className="hint">{m.directory_windows_blank()}</span>,
  },
  {
    key: 'languages',
    header: m.directory_field_languages(),
    cell: (window) => window.languages.map((code) => nameOf('language', code)).join(' '),
  },
  {
    key: 'published',
    header: m.directory_field_published(),
    cell: (window) =>
      window.isPublished ? (
        <StatusLabel tone="done">{m.directory_windows_published()}</StatusLabel>
      ) : (
        <StatusLabel tone="closed">{m.directory_windows_hidden()}</StatusLabel>
      ),
  },
  {
    key: 'checked',
    header: m.directory_field_checked_on(),
    cell: (window) => <Checked window={window} canManage={canManage} />,
  },
]

function Checked({ window, canManage }: { window: Row; canManage: boolean }) {
  return (
    <div className="grid gap-2 justify-items-start">
      <span>
        {window.checkedOn ? formatDay(window.checkedOn, getLocale()) : m.directory_windows_never()}
        {window.owner ? <span className="hint block">{window.owner}</span> : null}
      </span>
      {window.isOverdue ? <StatusLabel tone="attention">{m.directory_windows_overdue()}</StatusLabel> : null}
      {canManage && window.isOverdue ? (
        <Form method="post">
          <input type="hidden" name="windowId" value={window.id} />
          <input type="hidden" name="rev" value={window.rev} />
          <Button
            type="submit"
            size="small"
            name="intent"
            value="check"
            aria-label={`${window.name} ${m.directory_windows_check()}`}
          >
            {m.directory_windows_check()}
          </Button>
        </Form>
      ) : null}
    </div>
  )
}

export const meta = () => [{ title: `${m.directory_windows_title()} - ${m.shell_product()}` }]

export default function WindowsPage() {
  const { windows, checkMonths, canManage } = useLoaderData<typeof loader>().listed
  const answer = useAnswer()
  const overdue = windows.filter((window) => window.isOverdue).length
  return (
    <div className="stack">
      <FormProblem answer={answer} />
      <PageTitle
        title={m.directory_windows_title()}
        lead={m.directory_windows_lead({ count: checkMonths })}
        actions={
          canManage ? (
            <LinkButton to="/directory/windows/new" variant="primary">
              {m.directory_windows_add()}
            </LinkButton>
          ) : null
        }
      />
      <DirectoryTabs canManage={canManage} />
      {overdue > 0 ? (
        <Notice tone="warning" title={m.directory_windows_overdue_count({ count: overdue })}>
          {canManage ? <p>{m.directory_windows_overdue_text()}</p> : null}
        </Notice>
      ) : null}
      {windows.length === 0 ? (
        <EmptyState title={m.directory_windows_none()} text={m.directory_windows_none_text()} />
      ) : (
        <DataTable
          caption={m.directory_windows_title()}
          captionHidden
          columns={columns(canManage)}
          rows={windows}
          rowKey={(window) => window.id}
        />
      )}
    </div>
  )
}
