import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { ShownDisposal } from '../show-disposal.ts'

/** Somebody asks, a manager agrees to exactly this list, and whoever asked carries it out. */
export function Decision({ found }: { found: ShownDisposal }) {
  const { act } = found
  const hasItems = found.items.some((item) => item.state === 'listed')
  const stands = act?.isSame ? act : null
  return (
    <Panel title={m.retention_decision()}>
      <div className="form-stack">
        {!hasItems ? <p>{m.retention_list_empty()}</p> : null}
        {act && !act.isSame && hasItems ? <Notice tone="warning" title={m.retention_list_changed()} /> : null}
        {stands ? <Standing act={stands} mayDecide={found.mayDecide} /> : null}
        {!stands && hasItems ? (
          <Form method="post" className="form-stack">
            <p>{m.retention_ask_text()}</p>
            <div>
              <Button type="submit" name="intent" value="ask" variant="primary">
                {m.retention_ask()}
              </Button>
            </div>
          </Form>
        ) : null}
        <Form method="post">
          <Button type="submit" name="intent" value="withdraw">
            {m.retention_withdraw()}
          </Button>
        </Form>
      </div>
    </Panel>
  )
}

type Act = NonNullable<ShownDisposal['act']>

function Standing({ act, mayDecide }: { act: Act; mayDecide: boolean }) {
  const until = formatShortDateTime(act.expiresAt)
  if (act.isApproved)
    return (
      <Form method="post" className="form-stack">
        <p>{m.retention_agreed({ name: act.decidedBy ?? '' })}</p>
        {act.isMine ? (
          <>
            <p>
              <strong>{m.retention_shred_text()}</strong>
            </p>
            <div>
              <Button type="submit" name="intent" value="shred" variant="danger">
                {m.retention_shred()}
              </Button>
            </div>
          </>
        ) : (
          <p>{m.retention_agreed_mine({ until })}</p>
        )}
      </Form>
    )
  if (act.isMine) return <p>{m.retention_asked_mine({ until })}</p>
  return (
    <Form method="post" className="form-stack">
      <p>{m.retention_asked({ name: act.askedBy, until })}</p>
      <input type="hidden" name="actId" value={act.id} />
      <input type="hidden" name="seal" value={act.seal} />
      {mayDecide ? (
        <div className="retention-acts">
          <Button type="submit" name="intent" value="agree" variant="primary">
            {m.retention_agree()}
          </Button>
          <Button type="submit" name="intent" value="decline">
            {m.retention_decline()}
          </Button>
        </div>
      ) : null}
    </Form>
  )
}
