import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { pressAgain, useUnsent } from '../../../ui/form/sending.ts'
import { ProveForm } from './ask-again.tsx'
import { IsLocked } from './is-locked.ts'
import { useIdle } from './use-idle.ts'

interface IdleLockProps {
  /** Until the session ends for want of activity, as the server counted when the page was made. */
  seconds: number
  /** Whose page it is. */
  login: string
  displayName: string
  /** Whether all that was typed on the page is on the server. */
  isKept: () => boolean
  children: ReactNode
}

/**
 * Warns two minutes ahead, one key goes on (WCAG 2.2.1); then nothing of the page is left: neither to see, nor to hear,
 * nor in the window's title. Signing in again leads back to the same page. Only words that could not be kept (the
 * network was away) stay in the window, out of sight and reach, until the same person has signed in again in place.
 */
export function IdleLock({ seconds, login, displayName, isKept, children }: IdleLockProps) {
  const { state, stay, unlock } = useIdle(seconds)
  const unsent = useUnsent()
  const isLocked = state.kind === 'locked'
  const mustHold = useWhenLocked(isLocked, () => !isKept())
  if (isLocked && !mustHold) return <Locked />
  const onProven = () => {
    // What the ended session had kept from being sent goes now; she has just been asked.
    if (unsent?.trouble === 'signed-out') pressAgain(unsent)
    unlock()
  }
  return (
    <>
      {isLocked ? <LockedOver login={login} displayName={displayName} onProven={onProven} /> : null}
      <div className="idle-page" hidden={isLocked} inert={isLocked}>
        <IsLocked value={isLocked}>{children}</IsLocked>
      </div>
      {state.kind === 'warning' ? <Warning seconds={state.seconds} onStay={stay} /> : null}
    </>
  )
}

/** Looked at once, at the moment of locking. */
function useWhenLocked(isLocked: boolean, look: () => boolean): boolean {
  const [seen, setSeen] = useState({ isLocked: false, result: false })
  if (seen.isLocked === isLocked) return seen.result
  const result = isLocked && look()
  setSeen({ isLocked, result })
  return result
}

function LockedOver({ onProven, ...who }: { login: string; displayName: string; onProven: () => void }) {
  const heading = useCoveredPage()
  // A dialog left open under the cover would keep everything else shut.
  useEffect(() => {
    for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close()
  }, [])
  return (
    <main className="idle-cover">
      <h1 ref={heading} tabIndex={-1} className="text-std-24B-150">
        {m.accounts_locked_title()}
      </h1>
      <p>{m.accounts_locked_unkept()}</p>
      <div className="panel">
        <ProveForm {...who} proof="signed-out" isLock onProven={onProven} />
      </div>
    </main>
  )
}

/** The window's title says nothing of the page, and the data that the server's rendering left in scripts are gone. */
function useCoveredPage() {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
    const before = document.title
    document.title = m.accounts_locked_title()
    for (const script of document.querySelectorAll('script:not([src])')) script.replaceChildren()
    return () => {
      document.title = before
    }
  }, [])
  return heading
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
  const heading = useCoveredPage()
  return (
    <main id="main" className="idle-cover">
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
