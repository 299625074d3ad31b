import { Link, useLoaderData, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { purposeWord, resultWord } from '../../../codes/audit-words.ts'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { idsMeant } from '../../../ui/lookup/short-number.ts'
import { Pagination } from '../../../ui/pagination.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { listEvents } from '../list-events.ts'
import { objectWord } from './object-words.ts'
import './oversight.css'

export const loader = page({
  found: look(
    listEvents,
    ({ query }) =>
      ({
        actorId: query.get('actorId') || undefined,
        act: query.get('act') || undefined,
        result: query.get('result') || undefined,
        from: parseJapaneseDate(query.get('from') ?? ''),
        until: parseJapaneseDate(query.get('until') ?? ''),
        case: query.get('case') || undefined,
        before: query.get('before') || undefined,
      }) as never,
  ),
})
export const meta = () => [{ title: `${m.oversight_title()} - ${m.shell_product()}` }]

type Found = z.output<(typeof listEvents)['definition']['output']>

const results = ['ok', 'absent', 'refused', 'failed', 'unopenable'] as const

export default function EventsPage() {
  const { found } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const next = new URLSearchParams(query)
  if (found.next) next.set('before', String(found.next))
  return (
    <div className="stack">
      <PageTitle
        title={m.oversight_title()}
        lead={m.oversight_lead()}
        actions={
          <>
            <Link to="/alarms" className="link">
              {m.oversight_alarms_title()}
            </Link>
            <Link to="/viewing" className="link">
              {m.viewing_alerts_title()}
            </Link>
            <Link to="/audit/words" className="link">
              {m.oversight_words_title()}
            </Link>
          </>
        }
      />
      <FilterBar clearTo={query.size > 0 ? '/audit' : undefined}>
        <SelectField
          name="actorId"
          label={m.oversight_who()}
          choices={found.people.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={query.get('actorId') ?? ''}
          emptyLabel={m.oversight_everybody()}
        />
        <SelectField
          name="act"
          label={m.oversight_what()}
          choices={found.acts}
          defaultValue={query.get('act') ?? ''}
          emptyLabel={m.oversight_any_act()}
        />
        <SelectField
          name="result"
          label={m.oversight_result()}
          choices={results.map((value) => ({ value, label: resultWord(value) }))}
          defaultValue={query.get('result') ?? ''}
          emptyLabel={m.oversight_any_result()}
        />
        <CaseField />
        <DayField name="from" label={m.oversight_from()} />
        <DayField name="until" label={m.oversight_until()} />
      </FilterBar>
      {found.events.length === 0 ? (
        <EmptyState title={m.oversight_none()} text={m.oversight_none_text()} />
      ) : (
        <DataTable
          caption={m.oversight_title()}
          captionHidden
          columns={[
            { key: 'at', header: m.oversight_when(), cell: (one) => formatShortDateTime(one.at) },
            { key: 'who', header: m.oversight_who(), cell: (one) => one.name ?? m.oversight_nobody() },
            { key: 'what', header: m.oversight_what(), cell: (one) => one.what },
            { key: 'object', header: m.oversight_object(), cell: (one) => <ObjectCell event={one} /> },
            { key: 'why', header: m.oversight_why(), cell: (one) => purposeWord(one.purpose) },
            { key: 'result', header: m.oversight_result(), cell: (one) => resultWord(one.result) },
            { key: 'count', header: m.oversight_count(), cell: (one) => one.count ?? '', numeric: true },
          ]}
          rows={found.events}
          rowKey={(one) => String(one.seq)}
        />
      )}
      <Pagination next={found.next ? `?${next}` : undefined} />
    </div>
  )
}

/** What it was done to, by name or number; the number of a case leads to everything about that case. */
function ObjectCell({ event }: { event: Found['events'][number] }) {
  const [query] = useSearchParams()
  const ofCase = new URLSearchParams(query)
  ofCase.delete('before')
  ofCase.set('case', event.case)
  return (
    <>
      {event.object ? (
        <span className="event-object">
          {objectWord(event.objectType)} <span className="event-number">{event.object}</span>
        </span>
      ) : null}
      {event.case ? (
        <span className="event-object">
          {m.oversight_object_case()}{' '}
          <Link to={`?${ofCase}`} className="link event-number">
            {event.case}
          </Link>
        </span>
      ) : null}
    </>
  )
}

function CaseField() {
  const [query] = useSearchParams()
  const typed = query.get('case') ?? ''
  return (
    <TextField
      name="case"
      label={m.oversight_case_number()}
      width="short"
      defaultValue={typed}
      error={typed.trim() && !idsMeant(typed) ? m.oversight_case_unreadable() : undefined}
    />
  )
}

/** As days are typed everywhere; what cannot be read is kept in the field, says so, and narrows nothing. */
function DayField({ name, label }: { name: string; label: string }) {
  const [query] = useSearchParams()
  const typed = query.get(name) ?? ''
  const day = parseJapaneseDate(typed)
  return (
    <TextField
      name={name}
      label={label}
      width="short"
      defaultValue={day ? formatShortDay(day) : typed}
      error={typed.trim() && !day ? m.ui_date_unreadable() : undefined}
    />
  )
}
