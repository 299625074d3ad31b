import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import './oversight.css'

const dayWord = (at: Date) => formatShortDay(dayOf(at))

interface NewestKey {
  epoch: number
  renewed: { at: Date; by: string } | null
  leavers: readonly { name: string; leftAt: Date }[]
  leaversUnknown: boolean
}

interface Auditor {
  userId: string
  name: string
  holds: boolean
  lacksEarlier: boolean
  isMe: boolean
}

interface Props {
  holds: boolean
  since: Date | null
  newest: NewestKey | null
  auditors: readonly Auditor[]
}

/** Who of the auditors can open what is sealed to them; who holds the key gives it on. */
export function KeyPanel({ holds, since, newest, auditors }: Props) {
  return (
    <Panel title={m.oversight_key()}>
      <div className="mb-4 grid gap-4 empty:hidden">
        {holds ? null : (
          <Notice tone="warning" title={m.oversight_key_missing()}>
            <p>{m.oversight_key_missing_text()}</p>
          </Notice>
        )}
        {newest && (newest.leavers.length > 0 || newest.leaversUnknown) ? (
          <ToRenew newest={newest} holds={holds} />
        ) : null}
      </div>
      {since ? <p>{m.oversight_key_since({ day: dayWord(since) })}</p> : null}
      {newest?.renewed ? (
        <p>{m.oversight_key_renewed({ name: newest.renewed.by, day: dayWord(newest.renewed.at) })}</p>
      ) : null}
      <ul className="key-holders">
        {auditors.map((one) => (
          <li key={one.userId}>
            <span>
              {one.name}
              {one.isMe ? m.oversight_key_me() : ''}
            </span>
            <span className="hint">{holding(one)}</span>
            {holds && (!one.holds || one.lacksEarlier) && !one.isMe ? (
              <Form method="post">
                <input type="hidden" name="userId" value={one.userId} />
                <Button type="submit" size="small" name="intent" value="give">
                  {m.oversight_key_give()}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="hint">{m.oversight_key_hint()}</p>
    </Panel>
  )
}

function holding({ holds, lacksEarlier }: Auditor): string {
  if (!holds) return m.oversight_key_lacks()
  return lacksEarlier ? m.oversight_key_lacks_earlier() : m.oversight_key_holds()
}

/** Somebody who held the key has left, or may have: what is written from now on should not open with it. */
function ToRenew({ newest, holds }: { newest: NewestKey; holds: boolean }) {
  return (
    <Notice tone="warning" title={m.oversight_key_to_renew()}>
      {newest.leavers.length > 0 ? (
        <>
          <p>{m.oversight_key_left()}</p>
          <ul className="list-disc ps-5">
            {newest.leavers.map(({ name, leftAt }) => (
              <li key={name + leftAt.toISOString()}>
                {m.oversight_key_leaver({ name, day: dayWord(leftAt) })}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{m.oversight_key_left_unknown()}</p>
      )}
      <p>{m.oversight_key_to_renew_meaning()}</p>
      {holds ? (
        <Form method="post" className="mt-2">
          <input type="hidden" name="epoch" value={newest.epoch} />
          <Button type="submit" variant="primary" name="intent" value="renew">
            {m.oversight_key_renew()}
          </Button>
        </Form>
      ) : (
        <p>{m.oversight_key_to_renew_by_holder()}</p>
      )}
      <p className="hint mt-2">{m.oversight_key_to_renew_stuck()}</p>
    </Notice>
  )
}
