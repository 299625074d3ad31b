import { m } from '../../../platform/words/words.ts'
import { Notice } from '../../../ui/notice.tsx'

/** Where the office wants it so: the directory first, then the password here. */
export function ConfirmByDirectory({
  isHere,
  outcome,
  back,
}: {
  isHere: boolean
  outcome: string | null
  /** The page she came from. */
  back: string | null
}) {
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
      {outcome === 'not-anew' ? <Notice tone="error" title={m.accounts_directory_not_anew()} live /> : null}
      <p>{m.accounts_confirm_by_directory()}</p>
      <p>
        {/* Leads out of this server: not by the router. */}
        <a
          className="button button-primary"
          href={back ? `/step-up/directory?${new URLSearchParams({ back })}` : '/step-up/directory'}
        >
          {m.accounts_confirm_directory_go()}
        </a>
      </p>
    </>
  )
}
