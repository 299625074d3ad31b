import { useId } from 'react'
import { m } from '../platform/words/words.ts'

/** For whatever takes longer than a second. Without `total` it only says that work goes on. */
export function Progress({ label, done, total }: { label: string; done?: number; total?: number }) {
  const id = useId()
  const isCounted = done !== undefined && total !== undefined
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      <progress id={id} {...(isCounted ? { value: done, max: total } : {})} />
      {isCounted ? <span>{m.ui_progress_of({ done, total })}</span> : null}
    </div>
  )
}
