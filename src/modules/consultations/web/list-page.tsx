import { Link, useLoaderData, useSearchParams } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { listConsultations } from '../list-consultations.ts'
import { askedOf } from '../list-filters.ts'
import { listViews, removeView, saveView } from '../saved-views.ts'
import { ConsultationTable } from './consultation-table.tsx'
import { ListFilterBar } from './list-filter-bar.tsx'
import { SavedViews } from './saved-views-bar.tsx'
import './consultations.css'

export const loader = page({
  list: look(listConsultations, ({ query }) => askedOf(query)),
  saved: look(listViews, () => ({})),
})

export const action = form({
  save: submit(saveView, ({ query, form: posted }) => ({ ...askedOf(query), ...posted })),
  remove: submit(removeView, ({ form: posted }) => posted),
})

export const meta = () => [{ title: `${m.consultations_list_title()} - ${m.shell_product()}` }]

export default function ConsultationListPage() {
  const { list, saved } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const next = new URLSearchParams(query)
  if (list.next) next.set('after', list.next)
  const isNarrowed = [...query.keys()].length > 0
  return (
    <div className="consultation-list">
      <PageTitle
        title={m.consultations_list_title()}
        actions={
          <>
            <LinkButton to="/consultations/handover">{m.consultations_handover_title()}</LinkButton>
            <LinkButton to="/consultations/new" variant="primary">
              {m.consultations_new_title()}
            </LinkButton>
          </>
        }
      />
      <SavedViews views={saved.views} newId={saved.newId} />
      <ListFilterBar desks={list.desks} authors={list.authors} />
      <Counts {...list.counts} />
      {list.items.length === 0 ? (
        <EmptyState
          title={m.consultations_list_empty()}
          text={isNarrowed ? m.consultations_list_empty_narrowed() : m.consultations_list_empty_text()}
          action={
            isNarrowed ? (
              <Link to="/consultations" className="link">
                {m.ui_filter_clear()}
              </Link>
            ) : null
          }
        />
      ) : (
        <ConsultationTable items={list.items} hasManyDesks={list.desks.length > 1} />
      )}
      <Pagination
        previous={query.has('after') ? withoutCursor(query) : undefined}
        next={list.next ? `?${next}` : undefined}
      />
    </div>
  )
}

/** A keyset goes forward only; the way back is the first page. */
function withoutCursor(query: URLSearchParams): string {
  const first = new URLSearchParams(query)
  first.delete('after')
  return `?${first}`
}

interface CountsProps {
  contacts: number
  persons: number
  anonymous: number
  liaison: number
}

function Counts({ contacts, persons, anonymous, liaison }: CountsProps) {
  return (
    <dl className="consultation-counts" aria-label={m.consultations_counts()}>
      <div>
        <dt>{m.consultations_count_contacts()}</dt>
        <dd>
          <b>{contacts}</b>
        </dd>
      </div>
      <div>
        <dt>{m.consultations_count_persons()}</dt>
        <dd>
          <b>{persons}</b>
          {anonymous > 0 ? <span> {m.consultations_count_anonymous({ count: anonymous })}</span> : null}
        </dd>
      </div>
      <div>
        <dt>{m.consultations_count_liaison()}</dt>
        <dd>
          <b>{liaison}</b>
        </dd>
      </div>
    </dl>
  )
}
