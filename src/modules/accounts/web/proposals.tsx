import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { listAccounts } from '../list-accounts.ts'
import { complaint, roleWord } from './account-words.ts'
import type { OutputOf } from './outcome.ts'

type Proposal = OutputOf<typeof listAccounts>['proposals'][number]

/** What one administrator proposed and another must confirm; nothing stands here when nothing waits. */
export function Proposals({ proposals }: { proposals: readonly Proposal[] }) {
  if (proposals.length === 0) return null
  return (
    <Panel title={m.accounts_proposals_title()}>
      <p className="hint mb-3">{m.accounts_proposals_lead()}</p>
      <ul className="grid gap-4">
        {proposals.map((one) => (
          <li key={one.id} className="grid gap-2">
            <p>
              <strong>{proposedWord(one)}</strong> <span className="hint">{one.login}</span>
            </p>
            <p className="hint">
              {m.accounts_asked_by({ name: one.askedByName, day: formatShortDateTime(one.askedAt) })}
            </p>
            <Form method="post" className="flex flex-wrap items-start gap-3">
              <input type="hidden" name="proposalId" value={one.id} />
              <Confirming proposal={one} />
              <Button type="submit" name="intent" value="decline" size="small">
                {one.isOwn ? m.accounts_take_back() : m.accounts_decline()}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** No button for who may not confirm: she reads who will, or why it is not her. */
function Confirming({ proposal: { isOwn, whyNot } }: { proposal: Proposal }) {
  if (isOwn) return <p>{m.accounts_confirm_waits()}</p>
  if (whyNot) return <p>{complaint(whyNot)}</p>
  return (
    <Button type="submit" name="intent" value="confirm" variant="primary" size="small">
      {m.accounts_confirm_act()}
    </Button>
  )
}

function proposedWord({ act, role, displayName: name }: Proposal): string {
  const said = { name, role: roleWord(role ?? '') }
  return {
    give_role: m.accounts_proposed_give_role,
    take_role: m.accounts_proposed_take_role,
    suspend: m.accounts_proposed_suspend,
    resume: m.accounts_proposed_resume,
    leave: m.accounts_proposed_leave,
    reset: m.accounts_proposed_reset,
    unlink: m.accounts_proposed_unlink,
  }[act](said)
}
