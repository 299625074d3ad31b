import { Form, Link, useLoaderData, useSearchParams } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import { changeAccountState } from '../change-account-state.ts'
import { listAccounts } from '../list-accounts.ts'
import { roleWord, stateWords } from './account-words.ts'
import { type OutputOf, useAnswer } from './outcome.ts'

export const loader = page({
  list: look(listAccounts, ({ query }) => ({
    state: (query.get('state') || undefined) as 'active' | undefined,
    after: query.get('after') ?? undefined,
  })),
})

export const action = form({
  suspended: submit(changeAccountState, ({ form: { userId } }) => ({ userId, state: 'suspended' })),
  active: submit(changeAccountState, ({ form: { userId } }) => ({ userId, state: 'active' })),
  left: submit(changeAccountState, ({ form: { userId } }) => ({ userId, state: 'left' })),
})

type Account = OutputOf<typeof listAccounts>['accounts'][number]

export default function AccountsPage() {
  const { list } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useAnswer<object>()
  const state = query.get('state') ?? ''
  return (
    <>
      <title>{m.accounts_list_title()}</title>
      <PageTitle
        title={m.accounts_list_title()}
        lead={m.accounts_list_lead()}
        actions={
          <LinkButton to="/accounts/invite" variant="primary">
            {m.accounts_invite()}
          </LinkButton>
        }
      />
      <div className="stack">
        <FormProblem answer={answer} />
        {answer.done ? <Notice tone="success" title={m.accounts_state_changed()} live /> : null}
        <FilterBar clearTo={state ? '/accounts' : undefined}>
          <SelectField
            name="state"
            label={m.accounts_state()}
            emptyLabel={m.accounts_state_all()}
            defaultValue={state}
            choices={Object.entries(stateWords).map(([value, word]) => ({ value, label: word() }))}
          />
        </FilterBar>
        {list.accounts.length === 0 ? (
          <EmptyState title={m.accounts_none_title()} text={m.accounts_none_text()} />
        ) : (
          <AccountTable accounts={list.accounts} />
        )}
        {list.next ? (
          <p>
            <LinkButton to={`/accounts?${new URLSearchParams({ state, after: list.next })}`}>
              {m.accounts_next_page()}
            </LinkButton>
          </p>
        ) : null}
      </div>
    </>
  )
}

const tones: Record<Account['state'], StatusTone> = {
  invited: 'waiting',
  active: 'active',
  suspended: 'attention',
  left: 'closed',
}

function AccountTable({ accounts }: { accounts: readonly Account[] }) {
  return (
    <DataTable
      caption={m.accounts_list_title()}
      captionHidden
      rows={accounts}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: m.accounts_display_name(),
          cell: (row) => (
            <>
              {row.displayName} <span className="hint">{row.login}</span>
            </>
          ),
        },
        {
          key: 'state',
          header: m.accounts_state(),
          cell: (row) => <StatusLabel tone={tones[row.state]}>{stateWords[row.state]()}</StatusLabel>,
        },
        { key: 'desks', header: m.accounts_desks(), cell: (row) => <Places account={row} /> },
        { key: 'acts', header: m.accounts_acts(), cell: (row) => <StateForms account={row} /> },
      ]}
    />
  )
}

function Places({ account }: { account: Account }) {
  if (account.desks.length === 0 && account.roles.length === 0) return m.accounts_no_desks()
  return (
    <ul>
      {account.desks.map((desk) => (
        <li key={desk.id}>
          <Link to={`/desks/${desk.id}/members`} className="link">
            {desk.name}
          </Link>
        </li>
      ))}
      {account.roles.map((role) => (
        <li key={role}>{roleWord(role)}</li>
      ))}
    </ul>
  )
}

function StateForms({ account }: { account: Account }) {
  if (account.isOwn || account.state === 'left') return null
  return (
    <Form method="post" className="flex flex-wrap items-start gap-2">
      <input type="hidden" name="userId" value={account.id} />
      {account.state === 'invited' ? (
        <Button type="submit" formAction="/accounts/invite" name="intent" value="renew" size="small">
          {m.accounts_renew_letter()}
        </Button>
      ) : null}
      {account.state === 'active' ? (
        <Button type="submit" name="intent" value="suspended" size="small">
          {m.accounts_suspend()}
        </Button>
      ) : null}
      {account.state === 'suspended' ? (
        <Button type="submit" name="intent" value="active" size="small">
          {m.accounts_resume()}
        </Button>
      ) : null}
      <details>
        <summary className="button button-quiet button-small">{m.accounts_leave_office()}</summary>
        <p className="my-2">{m.accounts_leave_office_confirm({ name: account.displayName })}</p>
        <Button type="submit" name="intent" value="left" size="small" variant="danger">
          {m.accounts_leave_office_button()}
        </Button>
      </details>
    </Form>
  )
}
