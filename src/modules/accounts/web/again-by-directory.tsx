import type { ReactNode } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'

/**
 * Where the office's directory has to show her, no code is asked for: she goes there in a window of its own, so that what she wrote
 * stays here, and comes back to the button that sends it.
 */
export function AgainByDirectory({
  isHere,
  onProven,
  children,
}: {
  isHere: boolean
  onProven: () => void
  children?: ReactNode
}) {
  if (!isHere)
    return (
      <>
        <Notice tone="warning" title={m.accounts_confirm_directory_elsewhere()} />
        <div className="form-actions">{children}</div>
      </>
    )
  return (
    <>
      <p>{m.accounts_again_directory_text()}</p>
      <p>
        <a className="button button-primary" href="/step-up" target="_blank" rel="noreferrer">
          {m.accounts_again_directory_go()}
        </a>
      </p>
      <p>{m.accounts_again_directory_then()}</p>
      <div className="form-actions">
        <Button onClick={onProven}>{m.accounts_again_directory_done()}</Button>
        {children}
      </div>
    </>
  )
}
