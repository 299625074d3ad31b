import { useEffect, useRef } from 'react'
import { AgainByDirectory } from './again-by-directory.tsx'
import { ProveForm, type ProveFormProps } from './prove-form.tsx'
import { useStepUpWay } from './use-step-up-way.ts'

/** By which way she confirms is known a moment after the dialog is there; until then no field is shown that may be the wrong one. */
export function StepUpAgain({ children, ...rest }: ProveFormProps) {
  const way = useStepUpWay()
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
        <AgainByDirectory isHere={way.byDirectory === 'required'} onProven={rest.onProven}>
          {children}
        </AgainByDirectory>
      ) : null}
    </div>
  )
}
