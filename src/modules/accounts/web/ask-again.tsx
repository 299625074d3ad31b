import { lazy, Suspense, useContext, useEffect, useId, useRef } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { forgetTrouble, offerToAsk, pressAgain, useUnsent } from '../../../ui/form/sending.ts'
import { IsLocked } from './is-locked.ts'
import { ProveForm, type ProveFormProps, type WhoProps } from './prove-form.tsx'

/** Where it cannot come, the usual way: the server asks for what it wants in any case. */
const StepUpAgain = lazy(async () => ({
  default: await import('./step-up-again.tsx').then(
    (came) => came.StepUpAgain,
    () => ProveForm,
  ),
}))

/** The session ended, or the act asks for the password: asked here, over the form that waits to be sent. */
export function AskAgain(who: WhoProps) {
  const unsent = useUnsent()
  const isLocked = useContext(IsLocked)
  useEffect(offerToAsk, [])
  const trouble = unsent?.trouble
  if (!unsent || isLocked || (trouble !== 'signed-out' && trouble !== 'step-up')) return null
  // Where nobody pressed a button there is nothing to send: only the page is to go on.
  const isLock = unsent.press === null
  return <AskDialog {...who} proof={trouble} isLock={isLock} onProven={() => pressAgain(unsent)} />
}

function AskDialog({ proof, ...rest }: ProveFormProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => dialog.current?.showModal(), [])
  // Whoever is signed out is told nothing of her way: the page of its own says more.
  const Way = proof === 'signed-out' ? ProveForm : StepUpAgain
  const title = proof === 'signed-out' ? m.accounts_again_title() : m.accounts_step_up_title()
  return (
    <dialog ref={dialog} className="dialog no-print" aria-labelledby={titleId} onClose={forgetTrouble}>
      <div className="dialog-head">
        <h2 id={titleId} className="text-std-20B-150">
          {title}
        </h2>
      </div>
      <div className="dialog-body">
        <Suspense>
          <Way {...rest} proof={proof}>
            <Button variant="quiet" onClick={() => dialog.current?.close()}>
              {m.accounts_again_later()}
            </Button>
          </Way>
        </Suspense>
      </div>
    </dialog>
  )
}
