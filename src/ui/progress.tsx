import { useId } from 'react'
import { m } from '../platform/words/words.ts'

interface ProgressProps {
  label: string
  done?: number
  total?: number
  /** From 0 to 1, for what is not counted in pieces. */
  part?: number | undefined
}

/** For whatever takes longer than a second. Without `total` or `part` it only says that work goes on. */
export function Progress({ label, done, total, part }: ProgressProps) {
  const id = useId()
  const isCounted = done !== undefined && total !== undefined
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      <progress
        id={id}
        {...(isCounted ? { value: done, max: total } : part === undefined ? {} : { value: part })}
      />
      {part === undefined ? null : <span>{Math.round(part * 100)}%</span>}
      {isCounted ? <span>{m.ui_progress_of({ done, total })}</span> : null}
    </div>
  )
}
