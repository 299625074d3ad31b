import { type ComponentType, type FormEvent, lazy, type ReactNode, Suspense, useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ConfirmFields } from './confirm-fields.tsx'
import { type Proof, proveAgain } from './prove-again.ts'
import type { StepUpWay } from './use-step-up-way.ts'

/** Every page has this dialog, so its rarer parts are fetched when they are shown; where one cannot come, nothing stands there. */
function fetched<Props>(load: () => Promise<ComponentType<Props>>) {
  const none: ComponentType<Props> = () => null
  return lazy(async () => ({ default: await load().catch(() => none) }))
}
const KeyButton = fetched(async () => (await import('./key-button.tsx')).KeyButton)
const SampleFilled = fetched(async () => (await import('./sample-filled.tsx')).SampleFilled)

export interface WhoProps {
  /** Whose page this is: nobody else's name may be put under what she wrote. */
  login: string
  displayName: string
}

export interface ProveFormProps extends WhoProps {
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
