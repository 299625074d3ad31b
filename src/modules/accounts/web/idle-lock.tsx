import { type ReactNode, useEffect, useRef } from 'react'
import { useLocation } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useIdle } from './use-idle.ts'

interface IdleLockProps {
  /** Until the session ends for want of activity, as the server counted when the page was made. */
  seconds: number
  children: ReactNode
}

/**
 * Warns two minutes ahead, one key goes on (WCAG 2.2.1); then nothing of the page is left: neither to see, nor to hear,
 * nor in the window's title. Signing in again leads back to the same page.
 */
export function IdleLock({ seconds, children }: IdleLockProps) {
  const { state, stay } = useIdle(seconds)
  if (state.kind === 'locked') return <Locked />
  return (
    <>
      {children}
      {state.kind === 'warning' ? <Warning seconds={state.seconds} onStay={stay} /> : null}
    </>
  )
}

function Warning({ seconds, onStay }: { seconds: number; onStay: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const minutes = Math.ceil(seconds / 60)
  return (
    <dialog
      ref={dialog}
      className="dialog no-print"
      role="alertdialog"
      aria-labelledby="idle-title"
      aria-describedby="idle-text"
      onClose={onStay}
    >
      <div className="dialog-head">
        <h2 id="idle-title" className="text-std-20B-150">
          {m.accounts_idle_title()}
        </h2>
      </div>
      <div className="dialog-body">
        <p id="idle-text">{m.accounts_idle_text({ minutes })}</p>
      </div>
      <div className="dialog-actions">
        <Button variant="primary" onClick={onStay} autoFocus>
          {m.accounts_idle_stay()}
        </Button>
      </div>
    </dialog>
  )
}

function Locked() {
  const { pathname, search } = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    // The server's rendering left the page's data in inline scripts; nothing needs them any more.
    for (const script of document.querySelectorAll('script:not([src])')) script.textContent = ''
  }, [])
  return (
    <main id="main" className="idle-cover">
      <title>{m.accounts_locked_title()}</title>
      <h1 ref={heading} tabIndex={-1} className="text-std-24B-150">
        {m.accounts_locked_title()}
      </h1>
      <p>{m.accounts_locked_text()}</p>
      {/* A full page load: nothing of the locked page stays in memory. */}
      <a className="button button-primary" href={`/sign-in?back=${encodeURIComponent(pathname + search)}`}>
        {m.accounts_locked_sign_in()}
      </a>
    </main>
  )
}
