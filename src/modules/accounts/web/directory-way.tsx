import { m } from '../../../platform/words/words.ts'
import { Notice } from '../../../ui/notice.tsx'

interface DirectoryWayProps {
  provider: 'none' | 'offered' | 'required'
  /** What came of it, as the address says. */
  outcome: string | null
  /** What she typed afterwards was refused: she may have to go there again. */
  isRefused: boolean
}

/** Through the office's own directory, where it has one; and what came of it. */
export function DirectoryWay({ provider, outcome, isRefused }: DirectoryWayProps) {
  if (provider === 'none') return null
  return (
    <div className="form-stack">
      {outcome === 'shown' && !isRefused ? (
        <Notice tone="success" title={m.accounts_directory_shown()} live>
          <p>{m.accounts_directory_shown_text()}</p>
        </Notice>
      ) : null}
      {outcome === 'unbound' ? (
        <Notice tone="warning" title={m.accounts_directory_unbound()} live>
          <p>{m.accounts_directory_unbound_text()}</p>
        </Notice>
      ) : null}
      {outcome === 'failed' ? <Notice tone="error" title={m.accounts_directory_failed()} live /> : null}
      {outcome === 'shown' && !isRefused ? null : (
        <div className="directory-way">
          <a className="button button-secondary" href="/sign-in/directory">
            {m.accounts_directory_sign_in()}
          </a>
          <p className="hint">
            {provider === 'required' ? m.accounts_directory_hint_required() : m.accounts_directory_hint()}
          </p>
        </div>
      )}
    </div>
  )
}
