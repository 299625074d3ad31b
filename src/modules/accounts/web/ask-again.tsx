import {
  type ComponentType,
  type FormEvent,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { forgetTrouble, offerToAsk, pressAgain, useUnsent } from '../../../ui/form/sending.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ConfirmFields } from './confirm-fields.tsx'
import { IsLocked } from './is-locked.ts'
import { type Proof, proveAgain } from './prove-again.ts'
import { type StepUpWay, useStepUpWay } from './use-step-up-way.ts'

/** Every page has this dialog, so its rarer parts are fetched when they are shown; where one cannot come, nothing stands there. */
function fetched<Props>(load: () => Promise<ComponentType<Props>>) {
  const none: ComponentType<Props> = () => null
  return lazy(async () => ({ default: await load().catch(() => none) }))
}
const rarely = () => import('./rarely-asked.tsx')
const KeyButton = fetched(async () => (await rarely()).KeyButton)
const AgainByDirectory = fetched(async () => (await rarely()).AgainByDirectory)
const SampleFilled = fetched(async () => (await rarely()).SampleFilled)

interface WhoProps {
  /** Whose page this is: nobody else's name may be put under what she wrote. */
  login: string
  displayName: string
}

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
  const title = proof === 'signed-out' ? m.accounts_again_title() : m.accounts_step_up_title()
  return (
    <dialog ref={dialog} className="dialog no-print" aria-labelledby={titleId} onClose={forgetTrouble}>
      <div className="dialog-head">
        <h2 id={titleId} className="text-std-20B-150">
          {title}
        </h2>
      </div>
      <div className="dialog-body">
        <ProveAnyWay {...rest} proof={proof}>
          <Button variant="quiet" onClick={() => dialog.current?.close()}>
            {m.accounts_again_later()}
          </Button>
        </ProveAnyWay>
      </div>
    </dialog>
  )
}

interface ProveFormProps extends WhoProps {
  proof: Proof
  onProven: () => void
  /** Nothing waits to be sent: the page itself is to come back. */
  isLock?: boolean
  /** Her own password and code, in a sample. */
  filled?: StepUpWay['filled']
  children?: ReactNode
}

const askedBy = {
  'signed-out': { way: '/sign-in', text: m.accounts_again_text, button: m.accounts_again_sign_in },
  'step-up': { way: '/step-up', text: m.accounts_again_step_up_text, button: m.accounts_again_confirm },
  lock: { text: undefined, button: m.accounts_locked_sign_in },
}

/** By which way is known a moment after the dialog is there. Whoever is signed out is told nothing: the page of its own says more. */
function ProveAnyWay({ children, ...rest }: ProveFormProps) {
  const way = useStepUpWay(rest.proof === 'step-up')
  const fields = useRef<HTMLDivElement>(null)
  const isKnown = way !== null
  useEffect(() => {
    if (isKnown) fields.current?.querySelector<HTMLElement>('input:not([type=hidden]), a.button')?.focus()
  }, [isKnown])
  return (
    <div ref={fields} className="form-stack" aria-busy={!isKnown}>
      {way === null ? children : null}
      {way?.byDirectory === 'no' ? (
        <ProveForm {...rest} filled={way.filled}>
          {children}
        </ProveForm>
      ) : null}
      {way && way.byDirectory !== 'no' ? (
        <Suspense>
          <AgainByDirectory isHere={way.byDirectory === 'required'} onProven={rest.onProven}>
            {children}
          </AgainByDirectory>
        </Suspense>
      ) : null}
    </div>
  )
}

/** Password and second factor of the same person; other people sign in on the page of its own. */
export function ProveForm({
  proof,
  login,
  displayName,
  onProven,
  isLock = false,
  filled = null,
  children,
}: ProveFormProps) {
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const prove = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    const verdict = await proveAgain(proof, new FormData(event.currentTarget))
    setBusy(false)
    setProblem(verdict ?? undefined)
    if (verdict === null) onProven()
  }
  const { way, text, button } = isLock ? { ...askedBy.lock, way: askedBy[proof].way } : askedBy[proof]
  return (
    <form method="post" action={way} className="form-stack" onSubmit={(event) => void prove(event)}>
      {text ? <p>{text()}</p> : null}
      <p className="again-who">
        {displayName} <span className="hint">{login}</span>
      </p>
      {problem ? (
        <div role="alert">
          <Notice tone="error" title={problem} />
        </div>
      ) : null}
      {proof === 'signed-out' ? <input type="hidden" name="login" value={login} /> : null}
      {filled && !problem ? (
        <Suspense>
          <SampleFilled title={m.accounts_sample_filled_again()} filled={filled} />
        </Suspense>
      ) : null}
      <ConfirmFields
        key={filled?.code}
        answer={{ errorOf: () => undefined, valueOf: () => '' }}
        filled={filled}
        idPrefix="again-"
      />
      <div className="form-actions">
        <Button type="submit" variant="primary">
          {button()}
        </Button>
        {children}
      </div>
      <Suspense>
        <KeyButton door={proof === 'signed-out' ? '/sign-in/key' : '/step-up/key'} />
      </Suspense>
      {/* A sample fills in the code there; and some offices keep the card in another drawer than this window. */}
      {isLock ? null : (
        <a href={way} target="_blank" rel="noreferrer" className="link">
          {m.accounts_again_elsewhere()}
        </a>
      )}
    </form>
  )
}
