import { Link } from 'react-router'
import { listed, spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import { roleWord } from './account-words.ts'

interface SampleAccount {
  id: string
  login: string
  displayName: string
  roles: string[]
  desks: string[]
}

interface SampleAccountsProps {
  accounts: readonly SampleAccount[]
  chosenId: string | undefined
  back: string | null
}

/** Everybody of the fictional city; choosing one fills the form, also without JavaScript. */
export function SampleAccounts({ accounts, chosenId, back }: SampleAccountsProps) {
  const suffix = back ? `&back=${encodeURIComponent(back)}` : ''
  return (
    <Panel title={m.accounts_sample_title()}>
      <p className="hint mb-2">{m.accounts_sample_lead()}</p>
      <ul className="account-choices">
        {accounts.map(({ id, displayName, login, roles, desks }) => (
          <li key={id}>
            <Link
              to={`/sign-in?as=${id}${suffix}`}
              replace
              preventScrollReset
              aria-current={id === chosenId ? 'true' : undefined}
            >
              <span>
                <strong>{displayName}</strong> <small>{login}</small>
              </span>
              <small>{spaced([...desks, listed(roles.map(roleWord))])}</small>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
