import { Link, useLoaderData, useSearchParams } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import { changeAccountState } from '../change-account-state.ts'
import { confirmAct, declineAct } from '../confirm-act.ts'
import { listAccounts } from '../list-accounts.ts'
import { proposeAct } from '../propose-act.ts'
import { AccountActs } from './account-acts.tsx'
import { roleWord, stateWords } from './account-words.ts'
import { MadeLetter } from './made-letter.tsx'
import { type OutputOf, useAnswer } from './outcome.ts'
import { Proposals } from './proposals.tsx'

export const loader = page({
  list: look(listAccounts, ({ query }) => ({
    state: (query.get('state') || undefined) as 'active' | undefined,
    after: query.get('after') ?? undefined,
  })),
})

export const action = form({
  suspended: submit(changeAccountState, ({ form: { userId } }) => ({ userId, state: 'suspended' })),
  left: submit(changeAccountState, ({ form: { userId } }) => ({ userId, state: 'left' })),
  propose: submit(proposeAct, ({ form: { userId, act } }) => {
    const [what, role] = String(act ?? '').split(':')
    return { userId, act: what, role: role ?? null }
  }),
  confirm: submit(confirmAct, ({ form: { proposalId } }) => ({ proposalId })),
  decline: submit(declineAct, ({ form: { proposalId } }) => ({ proposalId })),
})

type Account = OutputOf<typeof listAccounts>['accounts'][number]
type Done = Partial<OutputOf<typeof confirmAct> & OutputOf<typeof proposeAct> & OutputOf<typeof declineAct>>

export default function AccountsPage() {
  const { list } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const answer = useAnswer<Done>()
  const state = query.get('state') ?? ''
  if (answer.done?.letter) return <MadeLetter letter={answer.done.letter} />
  return (
    <>
      <title>{m.accounts_list_title()}</title>
      <PageTitle
        title={m.accounts_list_title()}
        lead={m.accounts_list_lead()}
        actions={
          <>
            <LinkButton to="/health" variant="quiet">
              {m.oversight_health_title()}
            </LinkButton>
            <LinkButton to="/accounts/machines" variant="quiet">
              {m.accounts_machines_title()}
            </LinkButton>
            <LinkButton to="/duty/desk" variant="quiet">
              {m.emergency_desk_title()}
            </LinkButton>
            <LinkButton to="/reads" variant="quiet">
              {m.oversight_reads_title()}
            </LinkButton>
            <LinkButton to="/accounts/invite" variant="primary">
              {m.accounts_invite()}
            </LinkButton>
          </>
        }
      />
      <div className="stack">
        <FormProblem answer={answer} />
        {answer.done ? <Notice tone="success" title={doneWord(answer.done)} live /> : null}
        <Proposals proposals={list.proposals} />
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

function doneWord(done: Done): string {
  if (done.act) return m.accounts_confirmed()
  if (done.declined) return m.accounts_declined()
  return done.id ? m.accounts_proposed() : m.accounts_state_changed()
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
        { key: 'acts', header: m.accounts_acts(), cell: (row) => <AccountActs account={row} /> },
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
