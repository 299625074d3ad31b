import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { listNotices } from '../list-notices.ts'
import { readNotices } from '../read-notices.ts'
import { noticePath, noticeWord } from './notice-words.ts'

export const loader = page({ list: look(listNotices, () => ({})) })
export const action = form({
  read: submit(
    readNotices,
    () => ({}),
    () => '/notices',
  ),
})

export const meta = () => [{ title: `${m.today_notices()} - ${m.shell_product()}` }]

export default function NoticesPage() {
  const { list } = useLoaderData<typeof loader>()
  const hasUnread = list.notices.some((notice) => !notice.isRead)
  return (
    <>
      <PageTitle
        title={m.today_notices()}
        lead={m.today_notices_lead()}
        actions={
          hasUnread ? (
            <Form method="post">
              <Button type="submit" name="intent" value="read">
                {m.today_notices_read()}
              </Button>
            </Form>
          ) : undefined
        }
      />
      {list.notices.length === 0 ? (
        <EmptyState title={m.today_notices_none()} text={m.today_notices_none_text()} />
      ) : (
        <Panel title={m.today_notices_recent()}>
          <ul className="lines">
            {list.notices.map((notice) => (
              <li key={notice.id} className="line">
                <div className="min-w-0">
                  <Link to={noticePath(notice)} className="link">
                    {noticeWord(notice.kind)}
                  </Link>
                  <p className="hint">{formatShortDateTime(notice.at)}</p>
                </div>
                {notice.isRead ? null : <StatusLabel tone="active">{m.today_notice_new()}</StatusLabel>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
