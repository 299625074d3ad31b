import { Form } from 'react-router'
import { type TenantRole, tenantRoles } from '../../../platform/permissions.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import type { ProposedAct } from '../contract.ts'
import type { listAccounts } from '../list-accounts.ts'
import { roleWord } from './account-words.ts'
import type { OutputOf } from './outcome.ts'

type Account = OutputOf<typeof listAccounts>['accounts'][number]

/** What can be done about an account: at once by one administrator, or proposed for another to confirm. */
export function AccountActs({ account }: { account: Account }) {
  if (account.state === 'left') return null
  const proposed = proposable(account)
  const hasPower = account.roles.length > 0
  return (
    <div className="flex flex-wrap items-start gap-2">
      {account.state === 'invited' ? <RenewLetter account={account} /> : null}
      {account.state === 'active' && !hasPower && !account.isOwn ? <Suspend account={account} /> : null}
      {proposed.length > 0 ? <Propose account={account} acts={proposed} /> : null}
      {!hasPower && !account.isOwn ? <LeaveOffice account={account} /> : null}
    </div>
  )
}

interface Proposable {
  act: ProposedAct
  role: TenantRole | null
  label: string
}

function proposable({ state, roles, isOwn, isLinked }: Account): Proposable[] {
  const held = tenantRoles.filter((role) => roles.includes(role))
  const taken = held.map((role) => ({
    act: 'take_role' as const,
    role,
    label: m.accounts_propose_take_role({ role: roleWord(role) }),
  }))
  if (isOwn) return taken
  const plain = (act: ProposedAct, label: string) => ({ act, role: null, label })
  const given = tenantRoles
    .filter((role) => !roles.includes(role))
    .map((role) => ({
      act: 'give_role' as const,
      role,
      label: m.accounts_propose_give_role({ role: roleWord(role) }),
    }))
  return [
    ...(state === 'suspended' ? [plain('resume', m.accounts_propose_resume())] : given),
    ...taken,
    ...(state === 'active' && held.length > 0 ? [plain('suspend', m.accounts_propose_suspend())] : []),
    ...(state === 'invited' ? [] : [plain('reset', m.accounts_propose_reset())]),
    ...(isLinked ? [plain('unlink', m.accounts_propose_unlink())] : []),
    ...(held.length > 0 ? [plain('leave', m.accounts_propose_leave())] : []),
  ]
}

function Propose({ account, acts }: { account: Account; acts: readonly Proposable[] }) {
  return (
    <details>
      <summary className="button button-quiet button-small">{m.accounts_two_acts()}</summary>
      <Form method="post" className="grid grid-cols-[minmax(0,1fr)] gap-3 my-2">
        <input type="hidden" name="userId" value={account.id} />
        <SelectField
          id={`act-${account.id}`}
          name="act"
          label={m.accounts_two_act()}
          required
          hint={m.accounts_two_acts_hint()}
          choices={acts.map(({ act, role, label }) => ({ value: role ? `${act}:${role}` : act, label }))}
        />
        {acts.some(({ act }) => act === 'reset') ? (
          <p className="hint">{m.accounts_propose_reset_hint()}</p>
        ) : null}
        {account.isLinked ? <p className="hint">{m.accounts_propose_unlink_hint()}</p> : null}
        <p>
          <Button type="submit" name="intent" value="propose" size="small">
            {m.accounts_propose()}
          </Button>
        </p>
      </Form>
    </details>
  )
}

function RenewLetter({ account }: { account: Account }) {
  return (
    <Form method="post" action="/accounts/invite">
      <input type="hidden" name="userId" value={account.id} />
      <Button type="submit" name="intent" value="renew" size="small">
        {m.accounts_renew_letter()}
      </Button>
    </Form>
  )
}

function Suspend({ account }: { account: Account }) {
  return (
    <Form method="post">
      <input type="hidden" name="userId" value={account.id} />
      <Button type="submit" name="intent" value="suspended" size="small">
        {m.accounts_suspend()}
      </Button>
    </Form>
  )
}

function LeaveOffice({ account }: { account: Account }) {
  return (
    <details>
      <summary className="button button-quiet button-small">{m.accounts_leave_office()}</summary>
      <Form method="post">
        <input type="hidden" name="userId" value={account.id} />
        <p className="my-2">{m.accounts_leave_office_confirm({ name: account.displayName })}</p>
        <Button type="submit" name="intent" value="left" size="small" variant="danger">
          {m.accounts_leave_office_button()}
        </Button>
      </Form>
    </details>
  )
}
