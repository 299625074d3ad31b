import { Form, Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { approvalKindWord } from '../words.ts'

interface Approval {
  id: string
  caseId?: string | null
  kind: string
  state: string
  mode: string
  askedAt: Date
  askedBy: string | null
  decidedBy: string | null
  isMine: boolean
  reason: { text: string } | null
  comment: { text: string } | null
}

export function ApprovalList({
  approvals,
  mayDecide,
}: {
  approvals: readonly Approval[]
  mayDecide: boolean
}) {
  if (approvals.length === 0) return <p className="hint">{m.cases_approvals_none()}</p>
  return (
    <ul className="case-approvals">
      {approvals.map((one) => (
        <li key={one.id}>
          <p className="case-person-head">
            <strong>{approvalKindWord(one.kind)}</strong>
            <StatusLabel tone="waiting">{stateWord(one)}</StatusLabel>
          </p>
          <p className="case-person-facts">
            {m.cases_asked_by({ name: one.askedBy ?? '', when: formatShortDateTime(one.askedAt) })}
          </p>
          {one.reason ? <p className="case-text">{one.reason.text}</p> : null}
          {one.comment ? <p className="case-text case-opinion">{one.comment.text}</p> : null}
          {one.caseId ? (
            <Link to={`/cases/${one.caseId}`} className="link">
              {m.cases_open_case()}
            </Link>
          ) : null}
          {mayDecide ? <Decide approval={one} /> : null}
        </li>
      ))}
    </ul>
  )
}

function stateWord(one: Approval): string {
  if (one.state === 'approved') return m.cases_state_to_see()
  return one.mode === 'afterwards' ? m.cases_state_afterwards() : m.cases_state_asked()
}

function Decide({ approval }: { approval: Approval }) {
  if (approval.state === 'asked' && approval.isMine)
    return <p className="hint">{m.cases_refused_own_request()}</p>
  const id = `comment-${approval.id}`
  return (
    <Form method="post" className="case-decide">
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="approvalId" value={approval.id} />
      {approval.state === 'asked' ? (
        <>
          <label htmlFor={id}>{m.cases_comment()}</label>
          <textarea id={id} name="comment" rows={2} className="input input-full" autoComplete="off" />
          <div className="case-buttons">
            <Button type="submit" name="decision" value="approve" size="small" variant="primary">
              {m.cases_approve()}
            </Button>
            <Button type="submit" name="decision" value="approve_in_stead" size="small">
              {m.cases_approve_in_stead()}
            </Button>
            <Button type="submit" name="decision" value="return" size="small">
              {m.cases_return()}
            </Button>
          </div>
        </>
      ) : (
        <Button type="submit" name="decision" value="see" size="small" variant="primary">
          {m.cases_see()}
        </Button>
      )}
    </Form>
  )
}
