import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import './oversight.css'

interface Props {
  holds: boolean
  since: Date | null
  auditors: readonly { userId: string; name: string; holds: boolean; isMe: boolean }[]
}

/** Who of the auditors can open what is sealed to them; who holds the key gives it on. */
export function KeyPanel({ holds, since, auditors }: Props) {
  return (
    <Panel title={m.oversight_key()}>
      {holds ? null : (
        <Notice tone="warning" title={m.oversight_key_missing()}>
          <p>{m.oversight_key_missing_text()}</p>
        </Notice>
      )}
      {since ? <p>{m.oversight_key_since({ day: formatShortDay(dayOf(since)) })}</p> : null}
      <ul className="key-holders">
        {auditors.map((one) => (
          <li key={one.userId}>
            <span>
              {one.name}
              {one.isMe ? m.oversight_key_me() : ''}
            </span>
            <span className="hint">{one.holds ? m.oversight_key_holds() : m.oversight_key_lacks()}</span>
            {holds && !one.holds && !one.isMe ? (
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
