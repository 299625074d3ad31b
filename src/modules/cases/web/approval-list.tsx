import { Form, Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { statedGrounds } from '../codes.ts'
import { approvalKindWord, closingWord, steadWord } from '../words.ts'

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
  /** Of a closing: why support ends. */
  code: string | null
  steadGround: string | null
  seeBy: string | null
  /** Set where she could decide in the manager's stead. */
  stead: { isManagerAway: boolean; seeBy: string } | null
  maySee: boolean
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
            {one.kind === 'closing' && one.code ? <span>{closingWord(one.code)}</span> : null}
            <StatusLabel tone="waiting">{stateWord(one)}</StatusLabel>
          </p>
          <p className="case-person-facts">
            {m.cases_asked_by({ name: one.askedBy ?? '', when: formatShortDateTime(one.askedAt) })}
          </p>
          {one.steadGround && one.seeBy ? (
            <p className="case-person-facts">
              {m.cases_decided_in_stead({
                name: one.decidedBy ?? '',
                ground: steadWord(one.steadGround),
                day: formatShortDay(one.seeBy),
              })}
            </p>
          ) : null}
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
          {approval.stead ? <InStead id={approval.id} stead={approval.stead} /> : null}
          <div className="case-buttons">
            {approval.stead ? (
              <Button type="submit" name="decision" value="approve_in_stead" size="small" variant="primary">
                {m.cases_in_stead_do()}
              </Button>
            ) : (
              <Button type="submit" name="decision" value="approve" size="small" variant="primary">
                {m.cases_approve()}
              </Button>
            )}
            <Button type="submit" name="decision" value="return" size="small">
              {m.cases_return()}
            </Button>
          </div>
        </>
      ) : approval.maySee ? (
        <Button type="submit" name="decision" value="see" size="small" variant="primary">
          {m.cases_see()}
        </Button>
      ) : null}
    </Form>
  )
}

/** Where there is a manager: in whose place, who looks at it until when, and why it does not wait. */
function InStead({ id, stead }: { id: string; stead: NonNullable<Approval['stead']> }) {
  const select = `stead-${id}`
  return (
    <div className="stack-small">
      <p>{m.cases_in_stead_lead({ day: formatShortDay(stead.seeBy) })}</p>
      {stead.isManagerAway ? (
        <p className="hint">{m.cases_in_stead_away()}</p>
      ) : (
        <p>
          <label htmlFor={select}>{m.cases_in_stead_ground()}</label>
          <select id={select} name="steadGround" className="input" defaultValue="">
            <option value="">{m.cases_in_stead_choose()}</option>
            {statedGrounds.map((ground) => (
              <option key={ground} value={ground}>
                {steadWord(ground)}
              </option>
            ))}
          </select>
        </p>
      )}
    </div>
  )
}
