import { Link, useLoaderData, useSearchParams } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { type Column, DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Pagination } from '../../../ui/pagination.tsx'
import { type BodyKind, bodyKinds } from '../codes.ts'
import { bodyKindWords, bodyTypeWords, terminalWords } from '../labels.ts'
import { listDirectory } from '../list-directory.ts'
import { DirectoryTabs } from './directory-tabs.tsx'
import { Term } from './term.tsx'

export const loader = page({
  directory: look(listDirectory, ({ query }) => ({
    kind: (query.get('kind') || undefined) as BodyKind | undefined,
    words: query.get('words') || undefined,
    ended: query.get('ended') === 'yes' ? ('yes' as const) : undefined,
    after: query.get('after') || undefined,
  })),
})
type Row = Awaited<ReturnType<typeof loader>>['directory']['bodies'][number]

const columns = (): readonly [Column<Row>, ...Column<Row>[]] => [
  {
    key: 'name',
    header: m.directory_field_name(),
    cell: (body) => <Link to={`/directory/bodies/${body.id}`}>{body.name}</Link>,
  },
  { key: 'kind', header: m.directory_field_kind(), cell: (body) => bodyKindWords[body.kind]() },
  { key: 'bureau', header: m.directory_field_bureau(), cell: (body) => body.bureau },
  {
    key: 'type',
    header: m.directory_field_type(),
    cell: (body) =>
      body.type in bodyTypeWords ? bodyTypeWords[body.type as keyof typeof bodyTypeWords]() : '',
  },
  { key: 'desks', header: m.directory_field_desks(), cell: (body) => <DeskLinks desks={body.desks} /> },
]

function DeskLinks({ desks }: { desks: Row['desks'] }) {
  return (
    <ul>
      {desks.map((desk) => (
        <li key={desk.id}>
          <Link to={`/directory/desks/${desk.id}`}>{desk.name}</Link>
          <span className="hint block">{terminalWords[desk.terminal]()}</span>
        </li>
      ))}
    </ul>
  )
}

export const meta = () => [{ title: `${m.directory_title()} - ${m.shell_product()}` }]

export default function DirectoryPage() {
  const { bodies, next, canManage } = useLoaderData<typeof loader>().directory
  const [query] = useSearchParams()
  const withEnded = query.get('ended') === 'yes'
  const shown: readonly [Column<Row>, ...Column<Row>[]] = withEnded
    ? [
        ...columns(),
        {
          key: 'term',
          header: m.directory_field_active_until(),
          cell: (body) => <Term activeUntil={body.activeUntil} />,
        },
      ]
    : columns()
  return (
    <div className="stack">
      <PageTitle
        title={m.directory_title()}
        lead={m.directory_lead()}
        actions={
          canManage ? (
            <LinkButton to="/directory/bodies/new" variant="primary">
              {m.directory_add_body()}
            </LinkButton>
          ) : null
        }
      />
      <DirectoryTabs canManage={canManage} />
      <Filters query={query} />
      {bodies.length === 0 ? (
        <EmptyState title={m.directory_none_title()} text={m.directory_none_text()} />
      ) : (
        <DataTable
          caption={m.directory_nav_list()}
          captionHidden
          columns={shown}
          rows={bodies}
          rowKey={(body) => body.id}
        />
      )}
      <Pagination next={next ? nextPage(query, next) : undefined} />
    </div>
  )
}

function nextPage(query: URLSearchParams, after: string): string {
  const next = new URLSearchParams(query)
  next.set('after', after)
  return `/directory?${next}`
}

function Filters({ query }: { query: URLSearchParams }) {
  const isFiltered = ['kind', 'words', 'ended'].some((name) => query.get(name))
  return (
    <FilterBar clearTo={isFiltered ? '/directory' : undefined}>
      <TextField
        name="words"
        label={m.directory_search()}
        type="search"
        defaultValue={query.get('words') ?? ''}
      />
      <SelectField
        name="kind"
        label={m.directory_field_kind()}
        emptyLabel={m.directory_all_kinds()}
        choices={bodyKinds.map((value) => ({ value, label: bodyKindWords[value]() }))}
        defaultValue={query.get('kind') ?? ''}
      />
      <ChoiceGroup
        kind="checkbox"
        name="ended"
        label={m.directory_field_state()}
        choices={[{ value: 'yes', label: m.directory_with_ended() }]}
        chosen={[query.get('ended') ?? '']}
      />
    </FilterBar>
  )
}
