import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import { formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { messageWord } from '../message-words.ts'
import type { RequestView } from '../open-request.ts'
import { meansWords } from './labels.tsx'
import { Lines } from './sheet-view.tsx'

/** What the two desks said to each other, oldest first. */
export function Thread({ messages }: Pick<RequestView, 'messages'>) {
  if (messages.length === 0) return null
  return (
    <Panel title={m.requests_thread()}>
      <ol className="thread">
        {messages.map((message) => (
          <li key={message.id} data-own={message.isOwnDesk}>
            <p className="thread-head">
              <strong>{messageWord(message.kind)}</strong>
              <span>{message.speakerDesk}</span>
              <span className="hint">
                {message.author} {formatShortDateTime(message.at)}
              </span>
            </p>
            {message.means ? (
              <p className="hint">
                {m.requests_by_means({
                  means: meansWords[message.means](),
                  person: message.words?.person ?? '',
                  at: message.words?.happenedAt ?? '',
                })}
              </p>
            ) : null}
            {message.words === null ? <p>{m.requests_cannot_open()}</p> : <Lines text={message.words.text} />}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** The asked desk's own documents: they stay when the share ends. */
export function Acts({ acts }: Pick<RequestView, 'acts'>) {
  if (acts.length === 0) return null
  return (
    <Panel title={m.requests_acts()}>
      <ol className="thread">
        {acts.map((act) => (
          <li key={act.id} data-own={act.isOwnDesk}>
            <p className="thread-head">
              <strong>{act.act?.title ?? m.requests_cannot_open()}</strong>
              <span>{formatDay(act.day, getLocale())}</span>
              <span className="hint">
                {act.desk} {act.author}
              </span>
            </p>
            {act.act ? <Lines text={act.act.text} /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
