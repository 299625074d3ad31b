import { Link, useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { listMatter } from '../list-matter.ts'
import type { Matter } from '../matters.ts'
import { matterWord } from './matter-words.ts'
import { Lines } from './part.tsx'
import './today.css'

export const loader = page({
  found: look(listMatter, ({ params, query }) => ({
    matter: params.matter as Matter,
    page: query.get('page') ?? undefined,
  })),
})
export const meta = () => [{ title: `${m.today_title()} - ${m.shell_product()}` }]

/** All of one matter, as many as today's page says. */
export default function MatterPage() {
  const { found } = useLoaderData<typeof loader>()
  return (
    <div className="today">
      <PageTitle
        title={matterWord(found.matter)}
        lead={
          <Link to="/today" className="link">
            {m.today_back()}
          </Link>
        }
        status={
          <span className="count" data-total={found.total}>
            {m.today_count({ count: found.total })}
          </span>
        }
      />
      {found.lines.length === 0 ? (
        <EmptyState title={m.today_gone_title()} text={m.today_gone_text()} />
      ) : (
        <div className="today-band" data-band="list">
          <Lines matter={found.matter} lines={found.lines} today={found.day} />
        </div>
      )}
      <Pagination
        previous={found.page > 1 ? `?page=${found.page - 1}` : undefined}
        next={found.hasMore ? `?page=${found.page + 1}` : undefined}
      />
    </div>
  )
}
