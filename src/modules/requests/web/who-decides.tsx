import { m } from '../../../platform/words/words.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { Draft } from './send-draft.ts'

/** Says before sending what will happen: at once, after a decision, or first and seen afterwards. */
export function WhoDecides({ draft }: { draft: Draft }) {
  const { basis, dwellings, hasWhereabouts, isFirst, isLifeInDanger, isManager, isPaper, mayGoFirst, waits } =
    draft
  return (
    <div className="stack-small" role="status">
      {hasWhereabouts && !waits ? (
        <Notice
          tone="warning"
          title={isManager ? m.requests_decides_danger_first_manager() : m.requests_decides_danger_first()}
        >
          {m.requests_decides_danger_first_text()}
        </Notice>
      ) : hasWhereabouts ? (
        <Notice title={isLifeInDanger ? m.requests_decides_two_in_danger() : m.requests_decides_two()}>
          {mayGoFirst && !isLifeInDanger ? m.requests_decides_two_unless() : null}
        </Notice>
      ) : !basis ? null : isLifeInDanger || basis.decides === 'afterwards' ? (
        <Notice title={m.requests_decides_afterwards()} />
      ) : waits ? (
        <Notice title={m.requests_decides_manager()} />
      ) : (
        <Notice title={m.requests_decides_now()} />
      )}
      {dwellings.length > 0 ? (
        <Notice title={m.requests_words_name_dwelling()}>
          <ul>
            {dwellings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p>{m.requests_words_name_dwelling_text()}</p>
        </Notice>
      ) : null}
      {isPaper ? <Notice title={m.requests_goes_on_paper()} /> : null}
      {isFirst && !waits && !hasWhereabouts ? <Notice title={m.requests_first_share()} /> : null}
    </div>
  )
}
