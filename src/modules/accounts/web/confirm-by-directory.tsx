import { m } from '../../../platform/words/words.ts'
import { Notice } from '../../../ui/notice.tsx'
import { rememberBack } from './step-up-back.ts'

/** Where the office wants it so: the directory first, then the password here. */
export function ConfirmByDirectory({ isHere, outcome }: { isHere: boolean; outcome: string | null }) {
  if (outcome === 'shown')
    return (
      <Notice tone="success" title={m.accounts_directory_shown()} live>
        <p>{m.accounts_confirm_directory_password()}</p>
      </Notice>
    )
  if (!isHere) return <Notice tone="warning" title={m.accounts_confirm_directory_elsewhere()} />
  return (
    <>
      {outcome === 'unbound' ? (
        <Notice tone="warning" title={m.accounts_confirm_directory_other()} live />
      ) : null}
      {outcome === 'failed' ? <Notice tone="error" title={m.accounts_directory_failed()} live /> : null}
      <p>{m.accounts_confirm_by_directory()}</p>
      <p>
        {/* Leads out of this server: not by the router. */}
        <a className="button button-primary" href="/step-up/directory" onClick={rememberBack}>
          {m.accounts_confirm_directory_go()}
        </a>
      </p>
    </>
  )
}
